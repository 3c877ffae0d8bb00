import { setTimeout as wait } from 'node:timers/promises';
import type { ServerAddress } from './find-server.ts';
import { ask, readChunks, readWhole } from './open-request.ts';
import { refuseProblem } from './read-answer.ts';
import type { Scope } from './report-scope.ts';

const TRIES = 5;
const LONGEST_WAIT_SECONDS = 10;

/**
 * The calls of `outcalls` as CSV, each with the explanation of its cost, as the server sends them. While it is busy it
 * is asked again, as often as patience has, each time after the seconds its Retry-After says; then its refusal is
 * thrown. `zone` is that of `calldate`.
 */
export async function* exportOutcalls(
  server: ServerAddress,
  scope: Scope,
  zone: string,
): AsyncGenerator<Uint8Array> {
  const question = {
    method: 'POST',
    path: 'api/v1/exports/outcalls',
    parameters: { zone },
    contentType: 'application/json',
  } as const;
  for (let tried = 1; ; tried += 1) {
    const answer = await ask(server, question, JSON.stringify({ scope }));
    const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
    if (answer.statusCode !== 503 || Number.isNaN(seconds) || tried === TRIES) {
      await refuseProblem(server, answer);
      yield* readChunks(server, answer);
      return;
    }
    await readWhole(server, answer);
    await wait(Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000);
  }
}
