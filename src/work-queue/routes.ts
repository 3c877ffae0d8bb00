import type { FastifyInstance } from 'fastify';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { sendProgress } from '../http/progress-answer.ts';
import { doOver } from './do-over.ts';
import { EVERY_COMPANY } from './find-work.ts';
import { countAll, findItem, listWork } from './list-work.ts';
import { putAside, takeUp } from './put-aside.ts';
import { type RawQuery, readAside, readReplay, readWorkQuery, type WorkQuery } from './read-work-request.ts';
import { lookFrom, type WorkLook } from './work-look.ts';
import type { WorkParts } from './work-parts.ts';
import { COUNT_WORK, DISMISS_WORK, LIST_WORK, READ_WORK, REOPEN_WORK, REPLAY_WORK } from './work-schema.ts';

/** Mappings have some thousand characters. */
const BODY_BYTES = 1024 * 1024;

/**
 * `GET /work-queue?kind=&source=&state=&from=&to=&lateHours=&limit=&cursor=` lists what is wrong with calls, page by page;
 * `GET /work-queue/counts` counts it; `GET /work-queue/items/ID` shows one. `POST /work-queue/replay` reads texts, makes
 * legs or prices calls again, and tells how far it is; `POST /work-queue/dismiss` and `POST /work-queue/reopen` put items
 * aside, and take them up again.
 */
export function registerWorkQueue(api: FastifyInstance, parts: WorkParts): void {
  const read = async (query: RawQuery) => readWorkQuery(query, await parts.zone());
  const lookOf = ({ source, lateSeconds, fromAt, toAt }: WorkQuery): WorkLook => ({
    ...lookFrom({ fromAt, toAt }, parts.now()),
    ...{ scope: EVERY_COMPANY, source, lateSeconds },
  });

  api.get<{ Querystring: RawQuery }>(
    '/work-queue',
    { ...READ_BY_ROUTE, schema: LIST_WORK },
    async ({ query }) => {
      const asked = await read(query);
      return listWork(parts, lookOf(asked), asked);
    },
  );
  api.get<{ Querystring: RawQuery }>(
    '/work-queue/counts',
    { ...READ_BY_ROUTE, schema: COUNT_WORK },
    async ({ query }) => countAll(parts, lookOf(await read(query))),
  );
  api.get<{ Params: { id: string }; Querystring: RawQuery }>(
    '/work-queue/items/:id',
    { ...READ_BY_ROUTE, schema: READ_WORK },
    async ({ params, query }) => findItem(parts, lookOf(await read(query)), params.id),
  );
  api.post(
    '/work-queue/replay',
    { bodyLimit: BODY_BYTES, ...READ_BY_ROUTE, schema: REPLAY_WORK },
    async (request, reply) => {
      const wish = readReplay(request.body, await parts.zone());
      return sendProgress(reply, (onProgress) => doOver(parts, wish, request.login, onProgress));
    },
  );
  api.post('/work-queue/dismiss', { ...READ_BY_ROUTE, schema: DISMISS_WORK }, async ({ body, login }) => {
    const wish = readAside(body, true);
    const { ids: _ids, why: _why, ...days } = body as RawQuery;
    return putAside(parts, lookOf(await read(days)), wish, login);
  });
  api.post('/work-queue/reopen', { ...READ_BY_ROUTE, schema: REOPEN_WORK }, async ({ body, login }) =>
    takeUp(parts, readAside(body, false), login),
  );
}
