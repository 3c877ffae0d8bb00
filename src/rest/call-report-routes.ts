import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Access, Principal } from '../access/access.ts';
import { isReportName, REPORT_NAMES, type ReportName, type ReportRequest } from '../core/call-reports.ts';
import { RingledgerError } from '../core/errors.ts';
import type { Admission } from '../reports/admission.ts';
import {
  answerReport,
  findUnknownCompanies,
  type ReportParts,
  toLegFilter,
} from '../reports/answer-report.ts';
import { readReportRequest } from '../reports/read-request.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import { RETRY_ANSWER } from './answers.ts';
import { type RestRequest, readRestRequest } from './read-request.ts';

/** What the four commands need; the composition root supplies it. */
export interface CallReportParts {
  readonly access: Access;
  readonly admission: Admission;
  readonly reportParts: () => Promise<ReportParts>;
  /** Prices the filter's calls again with today's decks and publishes the result; refuses with `retry`. */
  readonly recalculate: (filter: LegFilter, askedBy: string) => Promise<unknown>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{
    readonly version: number;
    overlayOf(period: LegFilter['period']): number | undefined;
  }>;
}

const HEAD = Buffer.from('{"result":"success","values":{');
const TAIL = Buffer.from('}}');

/** `POST /rest/call/{incalls,outcalls,outsummary,allcalls}`, the data type in the path or in the body. */
export function registerCallReports(app: FastifyInstance, parts: CallReportParts): void {
  app.post<{ Params: { command: string; type?: string } }>(
    '/rest/call/:command/:type?',
    async (request, reply) => {
      const { command, type } = request.params;
      const rest = readRestRequest(request);
      const principal = await parts.access.identify(rest.credentials);
      if (!isReportName(command)) throw refuseCommand(command);
      // A path that ends in a slash has an empty type.
      refuseType(type || rest.body['type']);
      return sendReport(command, rest.body['scope'], principal, reply, parts);
    },
  );
}

function refuseCommand(command: string): RingledgerError {
  return new RingledgerError(
    'not-found',
    `There is no command "${command}": the Call Reports are ${REPORT_NAMES.join(', ')}.`,
  );
}

function refuseType(type: RestRequest['body'][string]): void {
  if (type === undefined || type === null || type === 'cdr') return;
  throw new RingledgerError(
    'invalid-request',
    `type is ${JSON.stringify(type)}: the Call Reports know "cdr" only.`,
  );
}

async function sendReport(
  report: ReportName,
  scope: unknown,
  { grant, login }: Principal,
  reply: FastifyReply,
  parts: CallReportParts,
): Promise<FastifyReply> {
  const reportParts = await parts.reportParts();
  const request = readReportRequest(report, scope, (companies) =>
    findUnknownCompanies(companies, grant, reportParts.directory),
  );
  const filter = toLegFilter(request, grant, reportParts);
  const leave = parts.admission.enter();
  if (leave === undefined) return sendRetry(reply);
  try {
    // Of incalls nothing has a price that could be asked for by extension.
    const isPriced = request.report !== 'incalls' || filter.keys === undefined;
    if (request.recalc && isPriced) await parts.recalculate(filter, login);
    const { first, values } = await beginAnswer(request, filter, reportParts, parts);
    const answer = Readable.from(enclose(first, values), { objectMode: false });
    answer.once('close', () => {
      leave();
      void values.return(undefined);
    });
    reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
    return reply.type('application/json; charset=utf-8').send(answer);
  } catch (error) {
    leave();
    if (error instanceof RingledgerError && error.code === 'retry') return sendRetry(reply);
    throw error;
  }
}

/**
 * An answer and its first piece, by which the engine has settled on what it reads. It is begun again where prices were
 * published in between, as it might hold some of the old and some of the new.
 */
async function beginAnswer(
  request: ReportRequest,
  filter: LegFilter,
  reportParts: ReportParts,
  { publishedRuns }: CallReportParts,
) {
  for (;;) {
    const published = await publishedRuns();
    const overlayRun = published.overlayOf(filter.period);
    const values = answerReport(request, { ...filter, overlayRun }, reportParts);
    const first = await values.next();
    if ((await publishedRuns()).version === published.version) return { first, values };
    await values.return(undefined);
  }
}

function sendRetry(reply: FastifyReply): FastifyReply {
  return reply.header('Retry-After', '1').send(RETRY_ANSWER);
}

/** A reader who takes nothing for so long gives its place to others. */
const STALLED_READER_MS = 60_000;

/** The envelope around the values. Whoever stops reading half-way stops the engine. */
async function* enclose(
  first: IteratorResult<Uint8Array>,
  values: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield HEAD;
  if (!first.done) {
    yield first.value;
    yield* values;
  }
  yield TAIL;
}
