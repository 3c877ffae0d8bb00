import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundLeg, OutboundLeg } from '../../src/core/call-leg.ts';
import type { Period } from '../../src/core/period.ts';
import { scopeOfCompanies, scopeOfGrant } from '../../src/core/scope.ts';
import { answerReport } from '../../src/reports/answer-report.ts';
import { type CallStore, readRows } from '../../src/store/calls/call-store.ts';
import { readKeptLegs } from '../../src/store/calls/kept-legs.ts';
import { insertLegs, type PricedLeg, writeInbound, writeOutbound } from '../../src/store/calls/leg-rows.ts';
import { migrateCalls } from '../../src/store/calls/migrate.ts';
import { readPriceableLegs } from '../../src/store/calls/priceable-legs.ts';
import { queryOutboundListing } from '../../src/store/calls/report-queries.ts';
import { RowWriter } from '../../src/store/calls/row-binary.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';
import { emptyDirectory } from '../support/empty-directory.ts';

const MONTH: Period = { fromAt: 1_780_272_000, toAt: 1_782_864_000, zone: 'UTC' };
const EVERYTHING = scopeOfGrant({ everyCompany: true, companies: [] });

function makeOutbound(over: Partial<OutboundLeg>): OutboundLeg {
  return {
    company: 'default',
    device: '0500000004000',
    owner: 'Ann "A" Reader',
    sipName: '0500000004000',
    mergeDevice: '0500000004000',
    mergeSipName: '0500000004000',
    startAt: MONTH.fromAt + 60,
    part: 0,
    acctid: 1,
    dialled: '901614960049',
    internal: false,
    calledInfo: '',
    billsec: 61,
    ringSeconds: 3,
    answered: true,
    onPbx: false,
    trunk: 'trunk-a',
    cid: '02079460000',
    transferred: false,
    ...over,
  };
}

function makeCharge(cost: number | null): PricedLeg['charge'] {
  return {
    cost,
    carrierCost: null,
    numberType: 'National',
    calledInfo: 'United Kingdom\ttab\\slash',
    called: '01614960049',
    basis: 'rated',
    number: '441614960049',
    rates: 1,
  };
}

function makeInbound(over: Partial<InboundLeg>): InboundLeg {
  return {
    company: 'default',
    extension: '200',
    name: 'Reception',
    startAt: MONTH.fromAt + 60,
    acctid: 1,
    caller: '203',
    type: 'Internal',
    ringSeconds: 3,
    billsec: 0,
    detail: 'Not answered',
    qtime: '',
    qstatus: '',
    ddi: '',
    transferred: false,
    ...over,
  };
}

async function insert(
  store: CallStore,
  version: number,
  outbound: readonly (readonly [OutboundLeg, number | null, number])[],
  inbound: readonly (readonly [InboundLeg, number])[] = [],
  gone: { outbound?: readonly string[]; inbound?: readonly string[] } = {},
): Promise<void> {
  const rows = { outbound: new RowWriter(), inbound: new RowWriter(), journeys: new RowWriter() };
  for (const [leg, cost, callKey] of outbound) {
    writeOutbound(rows.outbound, { leg, charge: makeCharge(cost), callKey }, version);
  }
  for (const [leg, callKey] of inbound) writeInbound(rows.inbound, leg, callKey, version);
  const replaced = { callKeys: [], window: { fromAt: 0, toAt: 0 } };
  await insertLegs(
    store,
    { ...rows, gone: { outbound: [], inbound: [], journeys: [], ...gone }, replaced },
    version,
  );
}

function writeOne(
  leg: OutboundLeg,
  cost: number | null,
  callKey: number,
  version: number,
): [RowWriter, number] {
  const rows = new RowWriter();
  writeOutbound(rows, { leg, charge: makeCharge(cost), callKey }, version);
  return [rows, 0];
}

interface Listing {
  readonly [key: string]: {
    readonly name: string;
    readonly calls: readonly { readonly acctid: number; readonly cost?: number | null }[];
  };
}

describe.each(CALL_HOMES)('the call store in %s', (home) => {
  let store: CallStore;
  let end: () => Promise<void>;

  beforeAll(async () => {
    ({ store, end } = await openCallHome(home));
  });
  afterAll(() => end());

  async function outcalls(company: string, keevioMerge = false): Promise<Listing> {
    const request = {
      report: 'outcalls' as const,
      companies: [company],
      year: 2026,
      month: 6,
      day: undefined,
      days: 1,
      keys: undefined,
      keevioMerge,
      detail: false,
      recalc: false,
    };
    const filter = {
      scope: scopeOfCompanies({ everyCompany: true, companies: [] }, [company]),
      period: MONTH,
      keevioMerge,
    };
    const chunks: Uint8Array[] = [];
    const parts = { calls: store, directory: emptyDirectory(), dayWindow: 'back' as const };
    for await (const chunk of answerReport(request, filter, parts)) chunks.push(chunk);
    return JSON.parse(`{${Buffer.concat(chunks).toString('utf8')}}`) as Listing;
  }

  it('runs its migrations once, and finds nothing to do the second time', async () => {
    await migrateCalls(store);
    const files = readdirSync(new URL('../../src/store/calls/migrations/', import.meta.url)).sort();
    expect(await readRows(store, 'SELECT number, name FROM migration FINAL ORDER BY number')).toEqual(
      files.map((file) => [Number(file.slice(0, 4)), file.slice(5, -'.sql'.length)]),
    );
  });

  it('lists calls in order of time within a key, whatever parts they arrived in', async () => {
    const devices = ['0500000004001', '0500000004002', '0500000004003'];
    for (let part = 0; part < 6; part += 1) {
      const legs = Array.from({ length: 300 }, (_, index) => {
        const number = index * 6 + part;
        const device = devices[number % 3] ?? '';
        const leg = makeOutbound({
          company: 'order',
          device,
          mergeDevice: device,
          startAt: MONTH.fromAt + ((number * 7919) % 100_000),
          acctid: number,
        });
        return [leg, 1000, number] as const;
      });
      await insert(store, 1, legs);
    }
    const listing = await outcalls('order');
    expect(Object.keys(listing).sort()).toEqual(devices);
    const starts = (key: string) => listing[key]?.calls.map((call) => (call.acctid * 7919) % 100_000) ?? [];
    for (const device of devices) {
      expect(starts(device)).toHaveLength(600);
      expect(starts(device)).toEqual([...starts(device)].sort((left, right) => left - right));
    }
  });

  it('shows a leg that was made again once, as it was made last, and none that is gone', async () => {
    const kept = makeOutbound({ company: 'again', acctid: 10 });
    const dropped = makeOutbound({
      company: 'again',
      device: '0500000004009',
      mergeDevice: '0500000004009',
      acctid: 11,
    });
    await insert(store, 1, [
      [kept, null, 77],
      [dropped, null, 77],
    ]);
    const before = await readKeptLegs(store, [77], MONTH);
    before.outbound.meet(...writeOne(kept, null, 77, 2), 77);
    await insert(store, 2, [[kept, 1_230_000, 77]], [], { outbound: before.outbound.gone });
    expect(await outcalls('again')).toEqual({
      '0500000004000': expect.objectContaining({
        calls: [expect.objectContaining({ acctid: 10, cost: 1.23 })],
      }),
    });
    await insert(store, 2, [[kept, 1_230_000, 77]]);
    expect((await outcalls('again'))['0500000004000']?.calls).toHaveLength(1);
  });

  it('knows a leg that is made again as it was, on either side, and the calls of those that are not', async () => {
    const out = makeOutbound({ company: 'places', owner: 'Zoë '.repeat(99) });
    const inward = makeInbound({ company: 'places', caller: '' });
    await insert(store, 3, [[out, 0, 50_501]], [[inward, 50_501]]);
    const find = () => readKeptLegs(store, [50_501], MONTH);
    const same = await find();
    const [rows, start] = writeOne(out, 0, 50_501, 4);
    same.outbound.meet(rows, start, 50_501);
    expect(rows.isEmpty).toBe(true);
    writeInbound(rows, inward, 50_501, 4);
    same.inbound.meet(rows, start, 50_501);
    expect(rows.isEmpty).toBe(true);
    expect([same.outbound.gone, same.outbound.changed, same.inbound.gone]).toEqual([[], [], []]);
    expect(same.rates).toEqual(new Map([[50_501, 1]]));

    const dearer = await find();
    dearer.outbound.meet(...writeOne(out, 1, 50_501, 4), 50_501);
    expect([dearer.outbound.gone, dearer.outbound.changed]).toEqual([[], [50_501]]);
    expect([dearer.inbound.gone.length, dearer.inbound.changed]).toEqual([1, [50_501]]);
  });

  it('reads a leg in columns, to price it again, as it was written', async () => {
    const leg = makeOutbound({ company: 'back', dialled: "*'6\t00\\é", trunk: 'trunk-ü', part: 3 });
    const inside = makeOutbound({ company: 'back', internal: true, startAt: MONTH.fromAt + 1 });
    await insert(store, 7, [
      [leg, null, 2 ** 52 - 1],
      [inside, 0, 602],
    ]);
    const scope = { fromAt: MONTH.fromAt, toAt: MONTH.toAt, companies: ['back'], devices: [leg.device] };
    const read = [];
    for await (const legs of readPriceableLegs(store, scope)) {
      for (let row = 0; row < legs.rows; row += 1) {
        const { columns } = legs;
        read.push({
          company: columns.company.at(row),
          device: columns.device.at(row),
          startAt: columns.startAt[row],
          callKey: columns.callKey.at(row),
          part: columns.part[row],
          version: columns.version.at(row),
          acctid: columns.acctid.at(row),
          number: legs.number(row),
          dialled: legs.dialled(row),
          billsec: columns.billsec[row],
          ringSeconds: columns.ringSeconds[row],
          answered: columns.answered[row] === 1,
          onPbx: columns.onPbx[row] === 1,
          trunk: columns.trunk.at(row),
          cost: columns.cost.at(row),
          carrierCost: columns.carrierCost.at(row),
          numberType: columns.numberType.at(row),
          calledInfo: columns.calledInfo.at(row),
        });
      }
    }
    expect(read).toEqual([
      {
        company: 'back',
        device: leg.device,
        startAt: leg.startAt,
        callKey: 2 ** 52 - 1,
        part: 3,
        version: 7,
        acctid: leg.acctid,
        number: '441614960049',
        dialled: '',
        billsec: leg.billsec,
        ringSeconds: leg.ringSeconds,
        answered: true,
        onPbx: false,
        trunk: 'trunk-ü',
        cost: null,
        carrierCost: null,
        numberType: 'National',
        calledInfo: 'United Kingdom\ttab\\slash',
      },
    ]);
  });

  it('keeps every digit of money, and null apart from nothing', async () => {
    const money = [0, 1, 123_456, 9_007_199_254_740_991, null];
    await insert(
      store,
      1,
      money.map(
        (cost, index) =>
          [
            makeOutbound({ company: 'money', startAt: MONTH.fromAt + index, acctid: index }),
            cost,
            700 + index,
          ] as const,
      ),
    );
    const { sql, parameters } = queryOutboundListing({
      scope: scopeOfCompanies({ everyCompany: true, companies: [] }, ['money']),
      period: MONTH,
    });
    const text = (await store.read(sql, parameters, 'TSVRaw')).toString('utf8');
    expect([...text.matchAll(/"cost":([^,]+)/g)].map((match) => match[1])).toEqual([
      '0',
      '0.000001',
      '0.123456',
      '9007199254.740991',
      'null',
    ]);
  });

  it('answers several streams at once, and lets go of one that is left half-way', async () => {
    const { sql, parameters } = queryOutboundListing({ scope: EVERYTHING, period: MONTH });
    const whole = (await store.read(sql, parameters, 'TSVRaw')).length;
    const lengths = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        let length = 0;
        for await (const chunk of store.stream(sql, parameters, 'TSVRaw')) {
          length += chunk.length;
          if (index % 2 === 1) break;
        }
        return index % 2 === 1 ? whole : length;
      }),
    );
    expect(lengths).toEqual(Array.from({ length: 8 }, () => whole));
  });

  it('takes values however long they are, and whatever is in them', async () => {
    const odd = ["it's", '\\', "\\'", '\t\r\n', '\0', '{numbers:Array(UInt64)}', '$&', 'é\u{1f4de}', ''];
    const texts = Array.from({ length: 9_000 }, (_, at) => `${odd[at % odd.length]}${at}`);
    const numbers = Array.from({ length: 40_000 }, (_, at) => 2 ** 52 + at);
    const text = odd.join('').repeat(5_000);
    const rows = await readRows(
      store,
      `SELECT {texts:Array(String)}, {numbers:Array(UInt64)}, {text:String}, {few:Array(String)}, '9' IN {texts:Array(String)}
       SETTINGS output_format_json_quote_64bit_integers = 0`,
      { texts, numbers, text, few: odd },
    );
    expect(rows).toEqual([[texts, numbers, text, odd, 0]]);
  });

  it('refuses a statement the engine does not take, with the engine’s words', async () => {
    await expect(store.command('SELECT nothing FROM nowhere')).rejects.toThrow(/nowhere/);
    await expect(store.read('SELECT nothing FROM nowhere', {}, 'TSVRaw')).rejects.toThrow(/nowhere/);
  });
});
