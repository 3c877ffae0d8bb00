import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import type { RatingRun } from '../core/rating-run.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { sendProgress } from '../http/progress-answer.ts';
import { listRuns } from '../store/catalog/rating-runs.ts';
import { publishRun } from './publish-run.ts';
import { cancelRun, recalculate } from './rating-runs.ts';
import { readRunRequest } from './read-run-request.ts';
import { type RunParts, readRun } from './run-parts.ts';
import { BEGIN_RUN, CANCEL_RUN, LIST_RUNS, PUBLISH_RUN, READ_RUN } from './run-schema.ts';

const RUNS_SHOWN = 100;

/**
 * `POST /runs` prices calls again, tells the run's number and how far it is, and goes on where nobody listens any more; `GET /runs` and `GET /runs/ID` show what runs did;
 * `POST /runs/ID/publish` and `POST /runs/ID/cancel` say yes or no to one that waits for review, or stop one that prices.
 */
export function registerRuns(api: FastifyInstance, parts: RunParts): void {
  api.post('/runs', { ...READ_BY_ROUTE, schema: BEGIN_RUN }, async (request, reply) => {
    const { zone, company } = await parts.directory();
    const read = readRunRequest(request.body, zone, (id) => company(id) !== undefined);
    const wish = { ...read, askedBy: request.login };
    return sendProgress(reply, async (onProgress, tell) =>
      toApi(await recalculate(parts, wish, onProgress, (run) => tell({ run }))),
    );
  });
  api.get('/runs', { schema: LIST_RUNS }, async () => ({
    runs: (await listRuns(parts.catalog.db, RUNS_SHOWN)).map(toApi),
  }));
  api.get<{ Params: { id: string } }>(
    '/runs/:id',
    { ...READ_BY_ROUTE, schema: READ_RUN },
    async ({ params }) => toApi(await readRun(parts, readId(params.id))),
  );
  api.post<{ Params: { id: string } }>(
    '/runs/:id/publish',
    { ...READ_BY_ROUTE, schema: PUBLISH_RUN },
    async ({ params, login }) => {
      const id = readId(params.id);
      await publishRun(parts, id, login);
      return toApi(await readRun(parts, id));
    },
  );
  api.post<{ Params: { id: string } }>(
    '/runs/:id/cancel',
    { ...READ_BY_ROUTE, schema: CANCEL_RUN },
    async ({ params, login }) => toApi(await cancelRun(parts, readId(params.id), login)),
  );
}

function readId(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RingledgerError(
    'invalid-request',
    `"${text}" is not the number of a rating run: GET /runs lists them.`,
  );
}

/** Instants as RFC 3339. */
function toApi(run: RatingRun) {
  const { fromAt, toAt, readVersion: _read, version: _version, aliveAt: _alive, ...shown } = run;
  return {
    ...shown,
    ...{ from: toInstant(fromAt), to: toInstant(toAt) },
    madeAt: run.madeAt.toISOString(),
    publishedAt: run.publishedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

function toInstant(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}
