import { describe, expect, it } from 'vitest';
import { type DiallingRules, readDialString, readInsideNumber } from '../../src/core/phone-number.ts';
import { rateCall } from '../../src/rating/rate-call.ts';
import { compileDecks, makeCall, makeDeck, makeNumber, makeRate } from '../support/rate-cards.ts';

const GB: DiallingRules = {
  country: 'GB',
  outsideLine: '9',
  international: '00',
  national: '0',
  areaCode: '20',
};
const dial = (dialled: string) => readDialString(dialled, GB);

const tariff = compileDecks([
  makeDeck([
    makeRate({ prefix: '44', numberType: 'National', destination: 'United Kingdom' }),
    makeRate({
      prefix: '447',
      numberType: 'Mobile',
      destination: 'United Kingdom mobile',
      perMinute: 95_000,
    }),
    makeRate({ prefix: '1', destination: 'United States and Canada', connectCharge: 20_000 }),
    makeRate({ prefix: '91', destination: 'India' }),
    makeRate({ prefix: '911', numberType: 'Emergency', destination: 'Emergency services', perMinute: 0 }),
    makeRate({ prefix: '999', numberType: 'Emergency', destination: 'Emergency services', perMinute: 0 }),
    makeRate({
      prefix: '118',
      numberType: 'Directory',
      destination: 'Directory enquiries',
      perMinute: 3_000_000,
    }),
    makeRate({ prefix: '123', numberType: 'Special Rate', destination: 'Speaking clock' }),
    makeRate({ prefix: '*600', numberType: 'Test Number', destination: '', perMinute: 0 }),
  ]),
]);

describe('rateCall, rule by rule', () => {
  it('prices nothing inside the PBX, whatever the number looks like', () => {
    const call = makeCall({ number: readInsideNumber('4471'), internal: true, calledInfo: 'Ann Reader' });
    expect(rateCall(call, tariff)).toEqual({
      cost: 0,
      numberType: 'Internal',
      calledInfo: 'Ann Reader',
      called: '4471',
      basis: 'internal',
      billedSeconds: 0,
      sixtieths: 0,
    });
  });

  it('prices by the longest prefix', () => {
    expect(rateCall(makeCall({ number: dial('907700900884'), billsec: 61 }), tariff)).toMatchObject({
      cost: 96_583,
      numberType: 'Mobile',
      calledInfo: 'United Kingdom mobile',
      called: '07700900884',
      basis: 'rated',
      billedSeconds: 61,
      sixtieths: 61 * 95_000,
    });
  });

  it('charges nothing for a call nobody answered, and still knows where it went', () => {
    const call = makeCall({ number: dial('90012125550118'), answered: false, billsec: 0 });
    expect(rateCall(call, tariff)).toMatchObject({
      cost: 0,
      numberType: 'International',
      calledInfo: 'United States and Canada',
      basis: 'unanswered',
      billedSeconds: 0,
    });
  });

  it.each([
    ['a code in the deck', '*600', 'Test Number', 'rated', 0],
    ['a code in no deck', '*97', 'Feature Code', 'feature-code', 0],
    ['a short code', '999', 'Emergency', 'rated', 0],
    ['a short code behind the outside line', '9999', 'Emergency', 'rated', 0],
    ['a prefix of short codes', '118118', 'Directory', 'rated', 3_000_000],
    [
      'an outside number that begins like an emergency number',
      '900911123456789',
      'International',
      'rated',
      12_000,
    ],
    ['a number nobody has a rate for', '90033199001813', 'Unknown', 'no-rate', null],
    ['a short number nobody has a rate for', '1571', 'Unknown', 'no-rate', null],
  ])('%s', (_name, dialled, numberType, basis, cost) => {
    const charge = rateCall(makeCall({ number: dial(dialled) }), tariff);
    expect(charge).toMatchObject({ numberType, cost, basis });
  });

  it('never prices a short number by a country of one or two digits, unless it is that very number', () => {
    expect(rateCall(makeCall({ number: readInsideNumber('1181') }), tariff).numberType).toBe('Directory');
    expect(rateCall(makeCall({ number: readInsideNumber('1901') }), tariff).numberType).toBe('Unknown');
    expect(rateCall(makeCall({ number: readInsideNumber('44') }), tariff).numberType).toBe('National');
  });

  it('is free when unknown and unanswered', () => {
    const call = makeCall({ number: dial('90033199001813'), answered: false });
    expect(rateCall(call, tariff)).toMatchObject({
      cost: 0,
      numberType: 'Unknown',
      basis: 'unanswered',
    });
  });
});

describe('a call that no channel carried outside', () => {
  it.each([
    ['a conference', '700', 'Internal', 'internal'],
    ['a conference that begins like a mobile', '4471', 'Internal', 'internal'],
    ['a code in the deck', '*600', 'Test Number', 'rated'],
    ['a code in no deck', '*97', 'Feature Code', 'feature-code'],
    ['an announcement in place of an outside number', '901614960049', 'National', 'internal'],
    ['an announcement in place of an unknown number', '90033199001813', 'Internal', 'internal'],
  ])('%s is free', (_name, dialled, numberType, basis) => {
    const charge = rateCall(
      makeCall({ number: dial(dialled), onPbx: true, trunk: '', billsec: 600 }),
      tariff,
    );
    expect(charge).toMatchObject({ cost: 0, numberType, basis });
  });

  it('keeps the type of an outside number that was refused', () => {
    const call = makeCall({ number: dial('901614960049'), onPbx: true, trunk: '', answered: false });
    expect(rateCall(call, tariff)).toMatchObject({ cost: 0, numberType: 'National' });
  });
});

describe('the formula', () => {
  const priceOne = (given: Partial<Parameters<typeof makeRate>[0]>, billsec: number) =>
    rateCall(
      makeCall({ number: makeNumber('4420'), billsec }),
      compileDecks([makeDeck([makeRate({ prefix: '44', ...given })])]),
    );

  it.each([
    ['60/1, under the first increment', { firstIncrement: 60, nextIncrement: 1 }, 1, 60],
    ['60/1, the first increment', { firstIncrement: 60, nextIncrement: 1 }, 60, 60],
    ['60/1, a second more', { firstIncrement: 60, nextIncrement: 1 }, 61, 61],
    ['60/60, a second more', { firstIncrement: 60, nextIncrement: 60 }, 61, 120],
    ['30/6, one step', { firstIncrement: 30, nextIncrement: 6 }, 31, 36],
    ['30/6, whole steps', { firstIncrement: 30, nextIncrement: 6 }, 42, 42],
    ['1/1', { firstIncrement: 1, nextIncrement: 1 }, 17, 17],
    ['answered and ended at once', { firstIncrement: 30, nextIncrement: 6 }, 0, 30],
  ])('bills %s', (_name, increments, billsec, billed) => {
    expect(priceOne(increments, billsec).billedSeconds).toBe(billed);
  });

  it.each([
    ['connection and a minute', { connectCharge: 20_000 }, 60, 32_000],
    ['a minimum above the price', { minimumCharge: 50_000 }, 60, 50_000],
    ['a minimum below the price', { minimumCharge: 50_000 }, 600, 120_000],
    ['a half of the last decimal goes up', { perMinute: 30, firstIncrement: 1 }, 1, 1],
    ['less than a half goes down', { perMinute: 29, firstIncrement: 1 }, 1, 0],
    ['nothing', { perMinute: 0 }, 600, 0],
  ])('prices %s', (_name, rate, billsec, cost) => {
    expect(priceOne(rate, billsec).cost).toBe(cost);
  });
});

describe('decks of a tariff', () => {
  const own = makeDeck([makeRate({ prefix: '4420', numberType: 'Local', perMinute: 1_000 })], {
    name: 'own',
  });
  const old = makeDeck([makeRate({ prefix: '44', perMinute: 10_000 })], {
    fromAt: 1000,
    from: '2026-01-01',
  });
  const young = makeDeck([makeRate({ prefix: '44', perMinute: 20_000 })], {
    fromAt: 2000,
    from: '2026-04-01',
  });
  const ordered = compileDecks([own, young, old]);
  const costAt = (dialled: string, startAt: number) =>
    rateCall(makeCall({ number: dial(dialled), startAt }), ordered).cost;

  it('asks them in order, and the first that has a rate wins, not the longest prefix of all', () => {
    expect(costAt('902079460000', 1500)).toBe(1_000);
    const wide = makeDeck([makeRate({ prefix: '4', perMinute: 5_000 })], { name: 'wide' });
    const call = makeCall({ number: dial('902079460000') });
    expect(rateCall(call, compileDecks([wide, own])).cost).toBe(5_000);
  });

  it('takes the version in force when the call started', () => {
    expect(costAt('901614960049', 1999)).toBe(10_000);
    expect(costAt('901614960049', 2000)).toBe(20_000);
  });

  it('has no rate before the first version', () => {
    expect(costAt('901614960049', 999)).toBeNull();
  });

  it('refuses decks of two currencies', () => {
    expect(() => compileDecks([own, { ...old, currency: 'EUR' }])).toThrow(
      'the deck "retail" of 2026-01-01 is in EUR and the tariff in GBP: one tariff bills in one currency.',
    );
  });
});
