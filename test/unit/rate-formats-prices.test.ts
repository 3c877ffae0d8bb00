import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForeignFormat, ForeignOptions } from '../../src/billing/formats/foreign-deck.ts';
import { readForeignDeck } from '../../src/billing/formats/read-foreign-deck.ts';
import { rateCall } from '../../src/rating/rate-call.ts';
import { compileDecks, makeCall, makeDeck, makeNumber, makeTariff } from '../support/rate-cards.ts';
import '../support/fixed-seed.ts';

/** Reads files and gives what a call costs by the decks and the tariff that they make. */
function priceBy(
  format: ForeignFormat,
  files: Readonly<Record<string, string>>,
  options: ForeignOptions = {},
): (digits: string, billsec: number, at?: string) => number | null {
  const { decks, tariffs = [] } = readForeignDeck(format, new Map(Object.entries(files)), options);
  const made = decks.map(({ name = 'retail', from = '1970-01-01', terms, rates }) =>
    makeDeck(rates, { name, from, fromAt: Date.parse(`${from}T00:00:00Z`) / 1000, zone: 'UTC', ...terms }),
  );
  const [first] = tariffs;
  const tariff = compileDecks(
    made,
    makeTariff({
      decks: first?.decks ?? ['retail'],
      ...(first?.rounding === undefined ? {} : { rounding: first.rounding }),
      capPerCall: first?.capPerCall ?? null,
    }),
  );
  return (digits, billsec, at = '2026-03-02T13:00:00Z') => {
    const startAt = Date.parse(at) / 1000;
    const charge = rateCall(
      makeCall({ number: makeNumber(digits), billsec, startAt, answerAt: startAt }),
      tariff,
    );
    return charge.cost === null ? null : Number(charge.cost) / 1_000_000;
  };
}

function readFolder(folder: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const PLANS = 'test/fixtures/rates/cgrates';

describe('CGRateS costs', () => {
  const price = priceBy(
    'cgrates',
    readFolder('test/fixtures/rates/cgrates/tutorial', [
      'Destinations.csv',
      'Rates.csv',
      'DestinationRates.csv',
      'RatingPlans.csv',
      'RatingProfiles.csv',
      'Timings.csv',
    ]),
  );

  // docs/tutorial.rst, "Query call costs", and the rates it lists; a Monday within PEAK.
  it.each([
    ['1002', 20, 0.6],
    ['1003', 20, 0.2],
    ['1001', 20, 1],
    ['1001', 61, 1.2334],
  ])('are those of the tutorial: %s for %i s', (digits, billsec, cost) => {
    expect(price(digits, billsec, '2014-08-04T13:00:00Z')).toBe(cost);
  });

  // general_tests/tutorial_it_test.go expects 0.7169 of this rate: 70 increments of 0.1/60, each rounded to 0.00167.
  it('are exact where CGRateS rounds each increment', () => {
    expect(price('1002', 130)).toBe(0.7167);
    expect(0.4 + 0.2 + 70 * 0.00167).toBeCloseTo(0.7169, 10);
  });

  // general_tests/tutorial2_it_test.go: 45 s at RT_60C and RT_120C of data/tariffplans/tutorial2/Rates.csv.
  it.each([
    ['by the second', 'RT,0.1,0.01,1s,1s,0', 0.55],
    ['a whole minute first', 'RT,0.2,1.2,1m,1m,0\nRT,,1.2,1m,1s,1m', 1.4],
  ])('are those of its second tutorial (%s)', (_name, rates, cost) => {
    const files = {
      'Destinations.csv': 'DE,+49',
      'Rates.csv': rates,
      'DestinationRates.csv': 'DR,DE,RT,*up,4,,',
      'RatingPlans.csv': 'RP,DR,*any,10',
      'RatingProfiles.csv': 'house,call,*any,2019-03-01T00:00:00Z,RP,',
    };
    expect(priceBy('cgrates', files)('4930', 45)).toBe(cost);
  });

  // GetCost of engine/calldesc.go: the sum with the connection fee, cut to MaxCost, then rounded.
  it.each([
    ['4930', 60, 0.07],
    ['4420', 60, 1.7],
    ['4420', 120, 2.5],
  ])('are cut to MaxCost and rounded: %s for %i s', (digits, billsec, cost) => {
    const names = readdirSync(`${PLANS}/limits`).filter((name) => name.endsWith('.csv'));
    expect(priceBy('cgrates', readFolder(`${PLANS}/limits`, names))(digits, billsec)).toBe(cost);
  });

  it('change where the timing changes within the call', () => {
    // 0.4 for the connection, two minutes of PEAK at 0.2 and 0.1, then OFFPEAK_EVENING from 19:00 on at 0.05.
    expect(price('1002', 180, '2026-03-02T18:58:00Z')).toBe(0.75);
  });

  it('go on with the shorter prefix where the longer has no price at the hour', () => {
    const files = {
      'Destinations.csv': 'MOBILE,+4915\nDE,+49',
      'Rates.csv': 'DAY,0,0.6,60s,60s,0s\nALL,0,0.1,60s,60s,0s\nREST,0,0.9,60s,60s,0s',
      'DestinationRates.csv': 'D1,MOBILE,DAY,*up,4,0,\nD2,DE,ALL,*up,4,0,\nD3,*any,REST,*up,4,0,',
      'RatingPlans.csv': 'RP,D1,WORK,10\nRP,D2,*any,10\nRP,D3,*any,10',
      'RatingProfiles.csv': 'house,call,*any,2019-03-01T00:00:00Z,RP,',
      'Timings.csv': 'WORK,*any,*any,*any,1;2;3;4;5,08:00:00',
    };
    const cost = priceBy('cgrates', files);
    expect([
      cost('4915', 1),
      cost('4915', 1, '2026-03-02T07:00:00Z'),
      cost('4930', 1),
      cost('331', 1),
    ]).toEqual([0.6, 0.1, 0.1, 0.9]);
  });
});

/** common/lib/Class.RateEngine.php, rate_engine_calculcost, in ten-thousandths of a second's sixtieth. */
function costByA2billing(card: Card, billsec: number): number {
  const roundUp = (seconds: number, block: number) =>
    block > 0 ? Math.ceil(seconds / block) * block : seconds;
  const talk = Math.max(billsec, card.initblock);
  if (card.chargea === 0 || card.timechargea === 0) {
    return card.connect * 60 + (talk > card.initblock ? roundUp(talk, card.block) : talk) * card.rate;
  }
  const inCycle = Math.min(talk, card.timechargea);
  const after = talk - inCycle;
  return (
    (card.connect + card.stepa) * 60 +
    roundUp(inCycle, card.blocka) * card.chargea +
    roundUp(after, card.block) * card.rate
  );
}

interface Card {
  readonly rate: number;
  readonly initblock: number;
  readonly block: number;
  readonly connect: number;
  readonly stepa: number;
  readonly chargea: number;
  readonly timechargea: number;
  readonly blocka: number;
}

const seconds = (most: number) => fc.integer({ min: 0, max: most });
const HEADER =
  'dialprefix;destination;rateinitial;initblock;billingblock;connectcharge;stepchargea;chargea;timechargea;billingblocka';

describe('A2Billing costs', () => {
  const cards = fc.record({
    rate: fc.integer({ min: 1, max: 9000 }),
    initblock: seconds(90),
    block: seconds(70),
    connect: seconds(500),
    stepa: seconds(500),
    chargea: seconds(3000),
    blocks: fc.integer({ min: 0, max: 6 }),
    blocka: fc.integer({ min: 1, max: 60 }),
  });

  it('are those of its engine, for any call of a second and more', () => {
    fc.assert(
      fc.property(cards, fc.integer({ min: 1, max: 2000 }), ({ blocks, ...rest }, billsec) => {
        const card: Card = { ...rest, timechargea: blocks * rest.blocka };
        fc.pre(card.chargea === 0 || blocks === 0 || card.initblock <= card.timechargea);
        const money = (value: number) => (value / 10_000).toFixed(4);
        const line = [
          '44',
          'UK',
          money(card.rate),
          card.initblock,
          card.block,
          money(card.connect),
          money(card.stepa),
          money(card.chargea),
          card.timechargea,
          card.blocka,
        ].join(';');
        const price = priceBy('a2billing', { 'card.csv': `${HEADER}\n${line}` })('4420', billsec) ?? -1;
        expect(price).toBeCloseTo(costByA2billing(card, billsec) / 600_000, 6);
      }),
    );
  });
});

describe('ASTPP costs', () => {
  /** freeswitch/fs/lib/astpp.cdr.php, calc_cost. */
  const costByAstpp = (
    cost: number,
    connect: number,
    grace: number,
    initial: number,
    increment: number,
    billsec: number,
  ) => {
    const left = billsec - grace;
    const rest = left - initial;
    const step = Math.max(increment, 1);
    const later = rest > 0 ? Math.ceil(rest / step) * step : 0;
    return connect + (left > 0 ? ((initial + later) * cost) / 60 : 0);
  };

  it('are those of its engine, for any call of a second and more', () => {
    const cases = fc.tuple(
      fc.integer({ min: 1, max: 9000 }),
      seconds(500),
      seconds(40),
      seconds(70),
      seconds(70),
    );
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 1, max: 2000 }),
        ([cost, connect, grace, initial, increment], billsec) => {
          const money = (value: number) => (value / 10_000).toFixed(4);
          const text = `Code,Destination,Connect Cost,Included Seconds,Per Minute Cost,Initial Increment,Increment\n44,UK,${money(connect)},${grace},${money(cost)},${initial},${increment}`;
          const price = priceBy('astpp', { 'rates.csv': text })('4420', billsec) ?? -1;
          expect(price).toBeCloseTo(
            costByAstpp(cost, connect, grace, initial, increment, billsec) / 10_000,
            6,
          );
        },
      ),
    );
  });
});
