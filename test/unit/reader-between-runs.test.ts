import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { createAccess } from '../../src/access/access.ts';
import { watchPublishedRuns } from '../../src/billing/published-runs.ts';
import { recalculate } from '../../src/billing/rating-runs.ts';
import { createAdmission } from '../../src/reports/admission.ts';
import { registerRest } from '../../src/rest/register-rest.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { makeBook } from '../support/priced-books.ts';
import { makeRequest, openRatingHouse } from '../support/rating-house.ts';

const LOCAL_KEY = 'local-key-of-a-test-on-loopback-only';
const SCOPE = { company: 'default', month: 12, year: 2026, day: 31, days: 92 };

it('an answer that is begun while a run is published and half settled is begun again', async () => {
  const house = await openRatingHouse('chDB in a folder', makeBook(1, 'old'));
  onTestFinished(() => house.close());
  await house.land(joinRows(generateRows(400, 20_261_124)));
  const access = await createAccess(house.catalog, {
    localKey: LOCAL_KEY,
    readKey: async () => new Uint8Array(32),
    now: () => 1_800_000_000,
  });
  /** Happens as soon as a report has asked what is published, and before the engine is asked. */
  let meanwhile: (() => Promise<void>) | undefined;
  let asked = 0;
  const calls: CallStore = {
    ...house.calls,
    stream: async function* (...query) {
      asked += 1;
      const first = meanwhile;
      meanwhile = undefined;
      await first?.();
      yield* house.calls.stream(...query);
    },
  };
  const server = fastify();
  onTestFinished(() => server.close());
  const parts = {
    access,
    admission: createAdmission(4),
    reportParts: async () => ({ calls, directory: house.directory, dayWindow: 'back' as const }),
    recalculate: async () => undefined,
    publishedRuns: watchPublishedRuns(house.catalog),
    freeze: () => Promise.reject(new Error('nobody asks for the past here')),
    explain: async () => [],
  };
  registerRest(server, parts);
  const read = async () => {
    asked = 0;
    const answer = await server.inject({
      method: 'POST',
      url: '/rest/call/outcalls',
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
      payload: JSON.stringify({ type: 'cdr', scope: SCOPE }),
    });
    return answer.payload;
  };
  const old = await read();
  expect(old).toContain('"result":"success"');
  expect(asked).toBe(1);

  house.book = makeBook(2, 'new');
  let settled = 0;
  const killed: CallStore = {
    ...house.calls,
    command: async (sql, parameters) => {
      // The first of two months with calls is settled.
      if (sql.includes('FROM charge FINAL') && ++settled === 2) throw new Error('killed');
      return house.calls.command(sql, parameters);
    },
  };
  meanwhile = async () => {
    expect((await recalculate(house.runs(killed), makeRequest())).state).toBe('published');
  };
  const seen = await read();
  expect(asked).toBe(2);
  expect(settled).toBe(2);
  expect(await read()).toBe(seen);
  expect(asked).toBe(1);
  house.book = makeBook(3, 'new');
  await recalculate(house.runs(), makeRequest());
  expect(await read()).toBe(seen);
  expect(seen).not.toBe(old);
});
