import type { FastifyInstance } from 'fastify';
import type { Closing } from '../core/closing.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { sendProgress } from '../http/progress-answer.ts';
import { listAllClosings } from '../store/catalog/closings.ts';
import { type ClosingParts, closePeriod } from './close-period.ts';
import { CLOSE_PERIOD, LIST_PERIODS } from './closing-schema.ts';
import { readCloseRequest } from './read-close-request.ts';

/** `POST /periods/close` closes a month, for good; `GET /periods` tells what was closed, when, by whom and why. */
export function registerClosings(api: FastifyInstance, parts: ClosingParts): void {
  api.post('/periods/close', { ...READ_BY_ROUTE, schema: CLOSE_PERIOD }, async (request, reply) => {
    const { zone, company } = await parts.directory();
    const wish = readCloseRequest(request.body, zone, (id) => company(id) !== undefined);
    return sendProgress(reply, async () => {
      const closed = await closePeriod(parts, wish, request.login);
      request.log.info({ ...closed, login: request.login, reason: wish.reason }, 'month closed');
      return closed;
    });
  });
  api.get('/periods', { schema: LIST_PERIODS }, async () => ({
    periods: groupByAct(await listAllClosings(parts.catalog.db)),
  }));
}

/** What was closed at once is one entry, the newest first. */
function groupByAct(closings: readonly Closing[]) {
  const acts = new Map<string, Closing[]>();
  for (const closing of closings) {
    const key = `${closing.version} ${closing.month}`;
    const act = acts.get(key);
    if (act === undefined) acts.set(key, [closing]);
    else act.push(closing);
  }
  return [...acts.values()].flatMap((act) => {
    const [first] = act;
    if (first === undefined) return [];
    const { month, version, rates, closedAt, closedBy, reason } = first;
    return {
      month,
      companies: act.map(({ company }) => company),
      version,
      rates,
      closedAt: closedAt.toISOString(),
      closedBy,
      reason,
    };
  });
}
