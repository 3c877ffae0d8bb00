import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { REPORT_NAMES, type ReportName } from '../core/call-reports.ts';
import { formatLocalInstant } from '../core/format-instant.ts';
import { REPORTING } from '../http/audience.ts';
import { answerReport } from './answer-report.ts';
import { openReport, type ReportHouse, sendOpened, type Writing } from './open-report.ts';
import { REPORT_FILES, type ReportFormat } from './report-files.ts';
import { exportQuery, reportAnswer, reportBody } from './report-schema.ts';

/** What the reports of our own API need of the rest of the house. */
export interface ReportRouteParts extends ReportHouse {
  /** ISO 4217 code in which the PBX bills. */
  readonly currency: () => Promise<string>;
}

const TITLES: Readonly<Record<ReportName, string>> = {
  incalls: 'Inbound calls by extension',
  outcalls: 'Outbound calls by device, with their costs',
  outsummary: 'Costs of outbound calls by company',
  allcalls: 'Inbound and outbound calls of every company',
};

/**
 * `POST /reports/{report}`: the four published reports by the same code, as JSON of our own form; and
 * `GET /reports/{report}/export`, the same as a file. Both are streamed, however long they are.
 */
export function registerReports(api: FastifyInstance, parts: ReportRouteParts): void {
  for (const report of REPORT_NAMES) {
    api.post<{ Body: { scope: unknown } }>(
      `/reports/${report}`,
      {
        ...REPORTING,
        schema: {
          ...{ operationId: `report${capitalise(report)}`, summary: TITLES[report], tags: ['Reports'] },
          body: reportBody(report),
          response: { 200: reportAnswer(report) },
        },
      },
      async ({ body, principal }, reply) => {
        const writing = inOwnForm(await parts.currency());
        const opened = await openReport(report, body.scope, principal, parts, writing);
        return sendOpened(reply, opened, 'application/json; charset=utf-8');
      },
    );
    api.get<{ Querystring: { format: ReportFormat } }>(
      `/reports/${report}/export`,
      {
        ...REPORTING,
        schema: {
          operationId: `export${capitalise(report)}`,
          ...{ summary: `${TITLES[report]}, as a file`, tags: ['Reports'] },
          querystring: exportQuery(report),
          response: { 200: { description: 'The file.', content: FILES } },
        },
      },
      async ({ query, principal }, reply) => {
        const { format, ...scope } = query;
        const file = REPORT_FILES[format];
        const opened = await openReport(report, scope, principal, parts, file.writing);
        const { year, month, day } = opened.asked.request;
        const named = [year, month, ...(day === undefined ? [] : [day])].map(toTwo).join('-');
        reply.header('content-disposition', `attachment; filename="${report}-${named}.${format}"`);
        return sendOpened(reply, opened, file.type);
      },
    );
  }
}

const FILES = Object.fromEntries(
  Object.values(REPORT_FILES).map(({ type }) => [type.split(';')[0] ?? type, { schema: Type.String() }]),
);

function inOwnForm(currency: string): Writing<Uint8Array> {
  return {
    read: ({ request, filter, reportParts }) => answerReport(request, filter, reportParts, 'own'),
    write: async function* (values, { filter: { period } }) {
      const { fromAt, toAt, zone } = period;
      const head = {
        ...{ from: formatLocalInstant(fromAt, zone), to: formatLocalInstant(toAt, zone), zone, currency },
      };
      yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"values":{`);
      yield* values;
      yield Buffer.from('}}');
    },
  };
}

const capitalise = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const toTwo = (part: number) => String(part).padStart(2, '0');
