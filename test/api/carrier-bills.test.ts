import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckAnswer } from '../../src/carrier-bill/check-answer.ts';
import { registerCarrierBills } from '../../src/carrier-bill/routes.ts';
import { createServer } from '../../src/http/create-server.ts';
import { registerOwnApi } from '../../src/http/own-api.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { priceLeg } from '../../src/rating/price-leg.ts';
import { insertLegs, writeOutbound } from '../../src/store/calls/leg-rows.ts';
import { RowWriter } from '../../src/store/calls/row-binary.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';
import { CARRIER } from '../support/carrier-bills.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { makeCard } from '../support/rate-cards.ts';
import { administrator } from '../support/sender.ts';
import { announce, makeFolder, runCli } from '../unit/cli-stage.ts';

/** 2026-11-24 12:00:00 UTC. */
const NOON = Date.UTC(2026, 10, 24, 12) / 1000;
const DAY = '?trunk=trunk-a&from=2026-11-24&to=2026-11-25';

const BOOK = compilePriceBook(
  makeCard(
    CARRIER.versions.map(({ deck }) => ({ ...deck, name: 'carrier-a' })),
    { zone: 'UTC', trunkDecks: [{ to: 'trunk-a', name: 'carrier-a', from: null, fromAt: 0, toAt: null }] },
  ),
);

const LEG = {
  company: 'default',
  device: '0500000004000',
  owner: 'Ann Reader',
  sipName: '0500000004000',
  mergeDevice: '0500000004000',
  mergeSipName: '0500000004000',
  part: 0,
  internal: false,
  calledInfo: '',
  ringSeconds: 6,
  answered: true,
  onPbx: false,
  trunk: 'trunk-a',
  cid: '02079460000',
  transferred: false,
};

/** Six calls of the day, and what is none of this carrier's bill. */
const LEGS = [
  { dialled: '907911123456', billsec: 60, startAt: NOON },
  { dialled: '907911123456', billsec: 75, startAt: NOON + 300 },
  { dialled: '902079460000', billsec: 125, startAt: NOON + 600 },
  { dialled: '902079460000', billsec: 10, startAt: NOON + 900 },
  { dialled: '901614960049', billsec: 20, startAt: NOON + 1200 },
  { dialled: '999', billsec: 30, startAt: NOON + 1500 },
  { dialled: '902079460009', billsec: 30, startAt: NOON + 1500, trunk: 'trunk-b' },
  { dialled: '902079460009', billsec: 0, startAt: NOON + 1500, answered: false },
  { dialled: '902079460009', billsec: 30, startAt: NOON + 86_400 },
].map((leg, at) => ({ ...LEG, acctid: at + 1, ...leg }));

const BILL = `Called,Start,Seconds,Price
447911123456,2026-11-24 12:00:06,60,0.07
447911123456,2026-11-24 12:05:06,75,0.11
442079460000,2026-11-24 12:10:06,300,0.06
442079460000,2026-11-24 12:15:06,10,0.005
442079460000,2026-11-24 12:15:06,10,0.005
447700900123,2026-11-24 15:00:00,60,0.07
999,2026-11-24 12:25:06,30,0
441614960049,2026-11-24 12:20:06,0,0
442079460009,2026-11-27 12:00:00,1,0.0002
`;

describe.each(CALL_HOMES)('a bill over calls in %s', (home) => {
  let calls: Awaited<ReturnType<typeof openCallHome>>;
  const server = createServer(pino({ level: 'silent' }));
  let url = '';

  beforeAll(async () => {
    calls = await openCallHome(home);
    const outbound = new RowWriter();
    for (const [at, leg] of LEGS.entries()) {
      writeOutbound(outbound, { leg, charge: priceLeg(leg, emptyDirectory(), BOOK), callKey: at + 1 }, 1);
    }
    const none = {
      gone: { outbound: [], inbound: [], journeys: [] },
      replaced: { callKeys: [], window: { fromAt: 0, toAt: 0 } },
    };
    const rows = { outbound, inbound: new RowWriter(), journeys: new RowWriter(), ...none };
    await insertLegs(calls.store, rows, 1);
    registerOwnApi(
      server,
      async () => administrator('admin'),
      (api) => {
        registerCarrierBills(api, {
          calls: calls.store,
          directory: async () => emptyDirectory(),
          prices: async () => BOOK,
        });
      },
    );
    url = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await server.close();
    await calls?.end();
  });

  const check = async (bill: string, query: string) => {
    const answer = await server.inject({
      method: 'POST',
      url: `/api/v1/carrier-bills/check${query}`,
      payload: bill,
      headers: { 'content-type': 'text/csv' },
    });
    return { status: answer.statusCode, json: answer.json() as unknown };
  };

  it('is told with every list and sum', async () => {
    const { status, json } = await check(BILL, DAY);
    expect(status).toBe(200);
    const { totals, ...found } = json as CheckAnswer;
    expect(found).toMatchObject({ trunk: 'trunk-a', zone: 'UTC', currency: 'GBP' });
    expect(totals).toEqual({
      lines: 9,
      billed: '0.3202',
      calls: 6,
      carrierCost: '0.201',
      carrierCostUnknown: 1,
      matched: 5,
      attempts: 1,
      inDispute: '0.123',
      inOurFavour: '0',
      missingAtOurs: { count: 1, over: '0.07', under: '0' },
      duplicates: { count: 1, over: '0.005', under: '0' },
      billedLonger: { count: 1, over: '0.035', under: '0' },
      pricedOtherwise: { count: 2, over: '0.013', under: '0' },
      unpriced: { count: 1, over: '0', under: '0' },
      outsidePeriod: { count: 1, over: '0', under: '0' },
      missingAtCarrier: { count: 1, over: '0', under: '-0.004' },
    });
    expect(found.missingAtOurs).toEqual([
      { line: 7, number: '447700900123', startAt: NOON + 3 * 3600, seconds: 60, price: '0.07' },
    ]);
    expect(found.pricedOtherwise).toMatchObject([
      { line: 3, acctid: 2, price: '0.11', priceOfOurs: '0.1', priceOfTheirs: '0.1', dispute: '0.01' },
      { acctid: 4, price: '0.005', priceOfOurs: '0.002', dispute: '0.003' },
    ]);
    expect(found.billedLonger).toMatchObject([
      { line: 4, seconds: 125, billedSeconds: 300, dispute: '0.035' },
    ]);
    expect(found.missingAtCarrier).toMatchObject([
      { acctid: 5, number: '441614960049', carrierCost: '0.004' },
    ]);
    expect(found.unpriced).toMatchObject([{ line: 8, number: '999', priceOfOurs: null }]);
  });

  it('that cannot be read is refused with every line', async () => {
    const { status, json } = await check(`${BILL}x,y,z,0.01\n`, DAY);
    expect(status).toBe(400);
    expect((json as { faults: unknown[] }).faults).toHaveLength(3);
    expect((await check(BILL, '?trunk=trunk-a')).status).toBe(400);
  });

  it('is checked from the command line, as a page, as rows and as it is', async () => {
    const data = makeFolder();
    announce(data, url);
    const file = join(data, 'bill.csv');
    writeFileSync(file, BILL);
    const days = ['--trunk', 'trunk-a', '--from', '2026-11-24', '--to', '2026-11-25', '--data', data];
    const page = await runCli(['carrier-bill', 'check', file, ...days]);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toMatch(/Missing at ours +1 +0\.07 +0\n/);
    expect(page.stdout).toContain('In dispute: 0.123 GBP. In our favour: 0.');
    expect(page.stdout).toMatch(/Billed longer:\nline .*\n +4 {2}442079460000 {2}2026-11-24 12:10:00/);
    const rows = await runCli(['carrier-bill', 'check', file, ...days, '--csv']);
    expect(rows.stdout.split('\r\n')).toHaveLength(1 + 8 + 1);
    expect(rows.stdout).toContain('missingAtCarrier,,441614960049,2026-11-24 12:20:00');
    const json = await runCli(['carrier-bill', 'check', file, ...days, '--json', '--columns', 'number=1']);
    expect(JSON.parse(json.stdout)).toMatchObject({ totals: { inDispute: '0.123' } });
    const mapping = join(data, 'mapping.json');
    writeFileSync(mapping, '{"decimal":"dot"}');
    const refused = await runCli(['carrier-bill', 'check', file, ...days, '--mapping', mapping]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('"dot" is not a decimal mark: write "point" or "comma".');
  });

  it('explains itself', async () => {
    const { code, stdout } = await runCli(['carrier-bill', 'check', '--help']);
    expect(code).toBe(0);
    for (const word of ['--mapping', '--window', 'priced otherwise', 'docs/carrier-bill.md']) {
      expect(stdout).toContain(word);
    }
  });
});
