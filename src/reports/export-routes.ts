import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AsOf } from '../core/as-of.ts';
import { RingledgerError } from '../core/errors.ts';
import type { Grant } from '../core/scope.ts';
import { isZone } from '../core/zone.ts';
import { toProblem } from '../http/problem.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import type { Admission } from './admission.ts';
import { type ReportParts, refuseSharedKeys } from './answer-report.ts';
import { type ExplainLegs, type ExportParts, exportOutcalls } from './export-outcalls.ts';
import { type FrozenFigures, readAsked } from './read-asked.ts';

/** What exports need of the rest of the house; the composition root supplies it. */
export interface ExportRouteParts {
  /** Who sent a request. Refuses with `not-signed-in`. */
  readonly identify: (
    authorization: string | undefined,
  ) => Promise<{ readonly grant: Grant; readonly login: string }>;
  /** The same as of the published reports. */
  readonly admission: Admission;
  readonly reportParts: () => Promise<ReportParts>;
  /** The version that `as_of` means. */
  readonly freeze: (asOf: AsOf) => Promise<FrozenFigures>;
  readonly explain: ExplainLegs;
  /** Prices the filter's calls again with today's decks and publishes the result; refuses with `retry`. */
  readonly recalculate: (filter: LegFilter, askedBy: string) => Promise<unknown>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{
    readonly version: number;
    overlayOf(period: LegFilter['period'], asOf?: number): number | undefined;
  }>;
}

/**
 * `POST /api/v1/exports/outcalls?zone=` with `{"scope": …}` as the report takes it: CSV with an explanation of every
 * cost, streamed. For whoever may read the report; `zone` is that of `calldate`, the PBX's where it is left out.
 */
export function registerExports(app: FastifyInstance, parts: ExportRouteParts): void {
  app.register(
    async (api) => {
      const askers = new WeakMap<FastifyRequest, Awaited<ReturnType<ExportRouteParts['identify']>>>();
      api.setErrorHandler((error, request, reply) => {
        const problem = toProblem(error);
        if (problem.status === 500) request.log.error({ err: error }, 'defect');
        if (problem.title === 'retry') reply.header('Retry-After', '1');
        return reply.code(problem.status).type('application/problem+json').send(problem);
      });
      // Before the body is read, so that nobody unknown is listened to.
      api.addHook('onRequest', async (request) => {
        askers.set(request, await parts.identify(request.headers.authorization));
      });
      api.post<{ Querystring: { zone?: string } }>('/outcalls', async (request, reply) => {
        const asker = askers.get(request);
        if (asker === undefined) throw new Error('A request came past the question who sent it.');
        const { scope } = (request.body ?? {}) as { readonly scope?: unknown };
        const reportParts = await parts.reportParts();
        const { zone } = request.query;
        const csv = { ...reportParts, explain: parts.explain, zone: readZone(zone, reportParts) };
        const leave = parts.admission.enter();
        if (leave === undefined) throw refuseBusy();
        try {
          const filter = await readScope(scope, asker, reportParts, parts);
          return sendCsv(reply, await beginExport(filter, csv, parts), leave);
        } catch (error) {
          leave();
          throw error;
        }
      });
    },
    { prefix: '/api/v1/exports' },
  );
}

function refuseBusy(): RingledgerError {
  return new RingledgerError(
    'retry',
    'As many reports are under way as this server makes at once: ask again in a moment.',
  );
}

function readZone(zone: string | undefined, { directory }: ReportParts): string {
  if (zone === undefined || zone === '') return directory.zone;
  if (isZone(zone)) return zone;
  throw new RingledgerError(
    'invalid-request',
    `zone "${zone}" is no time zone: write it as in Europe/London.`,
  );
}

/** What the scope may read, its calls priced again where it asks for that. */
async function readScope(
  scope: unknown,
  { grant, login }: Awaited<ReturnType<ExportRouteParts['identify']>>,
  reportParts: ReportParts,
  { recalculate, freeze }: ExportRouteParts,
): Promise<LegFilter> {
  const { request, filter } = await readAsked('outcalls', scope, grant, reportParts, freeze);
  if (request.recalc) await recalculate(filter, login);
  await refuseSharedKeys('outbound', filter, reportParts);
  return filter;
}

interface BegunExport {
  readonly first: string;
  readonly more: AsyncGenerator<string>;
}

/**
 * An export and its first piece, by which the engine has settled on what it reads. It is begun again where prices were
 * published in between, as it might hold some of the old and some of the new.
 */
async function beginExport(
  filter: LegFilter,
  csv: ExportParts,
  { publishedRuns }: ExportRouteParts,
): Promise<BegunExport> {
  for (;;) {
    const published = await publishedRuns();
    const run = published.overlayOf(filter.period, filter.asOf);
    const more = exportOutcalls(filter, run, csv);
    const first = await more.next();
    if ((await publishedRuns()).version === published.version) return { first: first.value ?? '', more };
    await more.return(undefined);
  }
}

/** A reader who takes nothing for so long gives its place to others. */
const STALLED_READER_MS = 60_000;

/** Whoever stops reading half-way stops the engine. */
function sendCsv(reply: FastifyReply, { first, more }: BegunExport, leave: () => void): FastifyReply {
  const answer = Readable.from(join(first, more), { objectMode: false });
  answer.once('close', () => {
    leave();
    void more.return(undefined);
  });
  reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
  return reply.type('text/csv; charset=utf-8').send(answer);
}

async function* join(first: string, more: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* more;
}
