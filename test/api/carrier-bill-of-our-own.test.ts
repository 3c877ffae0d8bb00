import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckAnswer } from '../../src/carrier-bill/check-answer.ts';
import { startApp, type TestApp } from '../support/app.ts';

const DAYS = 'trunk=trunk-a&from=2026-11-01&to=2026-12-01';
const HEADER = 'Called,Start,Seconds,Price\n';
/** Nobody's call. */
const INVENTED = `${HEADER}+442079469999,2026-11-24T12:00:00Z,60,0.07\n`;
const TARIFFS = { tariffs: [], companies: [], trunks: [{ trunk: 'trunk-a', deck: 'carrier-a' }] };

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
  const read = (name: string) => readFileSync(`samples/${name}`);
  await server.api('directory', read('directory.json'), 'application/json');
  await server.api('rates?deck=carrier-a&from=2026-01-01&currency=GBP', read('uk-deck.csv'));
  await server.api('tariffs', JSON.stringify(TARIFFS), 'application/json');
  await server.api('imports/asterisk-cdr?zone=UTC&source=Master.csv', read('Master.csv'));
});
afterAll(() => server?.end());

const check = async (bill: string) => {
  const { status, json } = await server.api(`carrier-bills/check?${DAYS}`, bill);
  expect(status, JSON.stringify(json)).toBe(200);
  return json as CheckAnswer;
};

it('a bill made of our own calls has nothing in dispute, and an invented call is all that is', async () => {
  const { missingAtCarrier, totals } = await check(INVENTED);
  expect(missingAtCarrier.length).toBeGreaterThan(5);
  expect(totals).toMatchObject({ inDispute: '0.07', calls: missingAtCarrier.length, carrierCostUnknown: 0 });
  const lines = missingAtCarrier.map(({ number, answerAt, seconds, carrierCost }) => {
    const called = number.length > 6 ? `+${number}` : number;
    return `${called},${new Date(answerAt * 1000).toISOString()},${seconds},${carrierCost}\n`;
  });
  const whole = await check(HEADER + lines.join(''));
  expect(whole.totals).toMatchObject({
    lines: lines.length,
    billed: totals.carrierCost,
    matched: lines.length,
    inDispute: '0',
    inOurFavour: '0',
    missingAtCarrier: { count: 0 },
    billedLonger: { count: 0 },
    unpriced: { count: 0 },
  });
});
