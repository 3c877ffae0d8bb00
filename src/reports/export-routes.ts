import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { RingledgerError } from '../core/errors.ts';
import { isZone } from '../core/zone.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { refuseSharedKeys } from './answer-report.ts';
import { exportOutcalls } from './export-outcalls.ts';
import { type NamedAsker, openReport, type ReportHouse, sendOpened, type Writing } from './open-report.ts';

const EXPORT_EXPLAINED = {
  operationId: 'exportExplainedOutcalls',
  summary: 'Outbound calls as CSV, every cost explained',
  tags: ['Reports'],
  querystring: Type.Object({
    zone: Type.Optional(Type.String({ description: "That of calldate; the PBX's." })),
  }),
  body: Type.Object(
    { scope: Type.Optional(Type.Object({}, { additionalProperties: true })) },
    { additionalProperties: true },
  ),
  response: { 200: { description: 'CSV', content: { 'text/csv': { schema: Type.String() } } } },
};

/** What exports need of the rest of the house; the composition root supplies it. */
export interface ExportRouteParts extends ReportHouse {
  /** Who sent a request. Refuses with `not-signed-in`. */
  readonly identify: (authorization: string | undefined) => Promise<NamedAsker>;
}

/**
 * `POST /api/v1/exports/outcalls?zone=` with `{"scope": …}` as the report takes it: CSV with an explanation of every
 * cost, streamed. For whoever may read the report; `zone` is that of `calldate`, the PBX's where it is left out.
 */
export function registerExports(app: FastifyInstance, parts: ExportRouteParts): void {
  app.register(
    async (api) => {
      const askers = new WeakMap<FastifyRequest, NamedAsker>();
      // Before the body is read, so that nobody unknown is listened to.
      api.addHook('onRequest', async (request) => {
        askers.set(request, await parts.identify(request.headers.authorization));
      });
      api.post<{ Querystring: { zone?: string } }>(
        '/outcalls',
        { ...READ_BY_ROUTE, schema: EXPORT_EXPLAINED },
        async (request, reply) => {
          const asker = askers.get(request);
          if (asker === undefined) throw new Error('A request came past the question who sent it.');
          const { scope } = (request.body ?? {}) as { readonly scope?: unknown };
          const writing = explained(readZone(request.query.zone));
          return sendOpened(
            reply,
            await openReport('outcalls', scope, asker, parts, writing),
            'text/csv; charset=utf-8',
          );
        },
      );
    },
    { prefix: '/api/v1/exports' },
  );
}

function explained(zone: string | undefined): Writing<string> {
  return {
    read: async function* (asked) {
      await refuseSharedKeys('outbound', asked.filter, asked.reportParts);
      yield* exportOutcalls(asked, zone ?? asked.filter.period.zone);
    },
    write: (pieces) => pieces,
  };
}

function readZone(zone: string | undefined): string | undefined {
  if (zone === undefined || zone === '') return undefined;
  if (isZone(zone)) return zone;
  throw new RingledgerError(
    'invalid-request',
    `zone "${zone}" is no time zone: write it as in Europe/London.`,
  );
}
