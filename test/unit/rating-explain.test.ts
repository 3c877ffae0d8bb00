import { describe, expect, it } from 'vitest';
import { readInsideNumber } from '../../src/core/phone-number.ts';
import { explainCharge, explainInbound } from '../../src/rating/explain-charge.ts';
import { explainInLines, explainInSentence } from '../../src/rating/explain-sentence.ts';
import { compileDecks, makeCall, makeDeck, makeNumber, makeRate, makeTariff } from '../support/rate-cards.ts';

const deck = makeDeck(
  [
    makeRate({
      prefix: '4420',
      destination: 'London',
      numberType: 'Local',
      band: 'peak',
      connectCharge: 20_000,
      minimumCharge: 10_000,
      nextIncrement: 6,
    }),
    makeRate({
      prefix: '4420',
      destination: 'London',
      numberType: 'Local',
      perMinute: 6_000,
      nextIncrement: 6,
      connectCharge: 20_000,
    }),
  ],
  {
    crossing: 'by-part',
    windows: [{ band: 'peak', days: ['wed'], fromMinute: 480, toMinute: 1080 }],
  },
);
const tariff = compileDecks(
  [deck],
  makeTariff({
    adjustments: [{ numberTypes: ['Local'], destinations: [], perMillion: 125_000 }],
    rounding: { mode: 'half-even', decimals: 4, per: 'call' },
  }),
);
const startAt = Date.parse('2026-05-06T17:58:50+01:00') / 1000;
const call = makeCall({ number: makeNumber('442079460958'), startAt, answerAt: startAt + 10, billsec: 85 });

describe('an explained charge', () => {
  it('has every step', () => {
    expect(explainCharge(call, tariff, { allowance: 'Landlines', coveredSeconds: 30 })).toEqual({
      basis: 'rated',
      dialled: '442079460958',
      dialRule: 'plus',
      number: '442079460958',
      numberKind: 'e164',
      tariff: 'default',
      currency: 'GBP',
      deck: 'retail',
      version: '1970-01-01',
      prefix: '4420',
      destination: 'London',
      numberType: 'Local',
      band: 'peak',
      parts: [
        {
          startsAt: startAt + 10,
          version: '1970-01-01',
          band: 'peak',
          seconds: 60,
          chargedSeconds: 60,
          increments: '60 s',
          perMinute: '0.012',
          talkCharge: '0.012',
        },
        {
          startsAt: startAt + 70,
          version: '1970-01-01',
          band: '',
          seconds: 30,
          chargedSeconds: 30,
          increments: '5 × 6 s',
          perMinute: '0.006',
          talkCharge: '0.003',
        },
      ],
      billedSeconds: 90,
      freeSeconds: 0,
      talkCharge: '0.015',
      connectCharge: '0.02',
      minimumCharge: '0.01',
      raisedToMinimum: false,
      price: '0.035',
      allowance: { allowance: 'Landlines', coveredSeconds: 30 },
      adjustment: { percent: '12.5', of: 'Local' },
      limit: null,
      beforeRounding: '0.02625',
      rounding: { mode: 'half-even', decimals: 4, per: 'call' },
      cost: '0.0262',
    });
  });

  it('reads as a sentence', () => {
    const explained = explainCharge(call, tariff, { allowance: 'Landlines', coveredSeconds: 30 });
    expect(explainInSentence(explained)).toBe(
      '+442079460958 London: 60 s at 0.012 a minute (peak), then 5 × 6 s at 0.006 a minute, connection 0.02, ' +
        '30 of 90 s included in Landlines, +12.5 % on Local, 0.02625 rounded half to even to 4 decimals = 0.0262 GBP',
    );
  });

  it('reads as lines', () => {
    expect(explainInLines(explainCharge(call, tariff))).toEqual([
      'Dialled 442079460958, read as +442079460958 (plus).',
      'Tariff default, deck retail of 1970-01-01: prefix 4420 is London, Local.',
      'From 2026-05-06T16:59:00Z: 60 s at 0.012 a minute (peak) come to 0.012.',
      'From 2026-05-06T17:00:00Z: 5 × 6 s at 0.006 a minute come to 0.003.',
      'Talk 0.015, connection 0.02: 0.035.',
      '+12.5 % on Local.',
      '0.039375 rounded half to even to 4 decimals.',
      'Cost: 0.0394 GBP.',
    ]);
  });
});

describe('a charge by no rate', () => {
  const sentence = (given: Parameters<typeof makeCall>[0]) =>
    explainInSentence(explainCharge(makeCall(given), tariff));

  it.each([
    [
      'inside',
      { number: readInsideNumber('200'), internal: true, calledInfo: 'Ann Reader' },
      '200 Ann Reader: inside the PBX, free',
    ],
    ['unanswered', { number: call.number, answered: false }, '+442079460958 London: nobody answered, free'],
    ['a code', { number: readInsideNumber('*97') }, '*97: a code of the PBX that has no rate, free'],
    [
      'an announcement',
      { number: call.number, onPbx: true },
      '+442079460958 London: the PBX dialled nobody, free',
    ],
    [
      'a number without a rate',
      { number: makeNumber('33199001813') },
      '+33199001813: no deck of tariff default has a prefix for it, unknown',
    ],
  ])('says so: %s', (_name, given, wanted) => {
    expect(sentence(given)).toBe(wanted);
  });

  it('reads as lines', () => {
    const explained = explainCharge(makeCall({ number: makeNumber('33199001813') }), tariff);
    expect(explainInLines(explained)).toEqual([
      'Dialled 33199001813, read as +33199001813 (plus).',
      'No deck of tariff default has a prefix for it, unknown.',
    ]);
  });

  it('is none for a call that comes in where the tariff has no inbound decks', () => {
    const { number, ...timed } = call;
    expect(explainInbound({ ...timed, ddi: number, caller: number }, tariff)).toBeUndefined();
  });

  it('says that a minimum charge took the place of the price', () => {
    const dear = compileDecks([makeDeck([makeRate({ prefix: '44', minimumCharge: 50_000 })])]);
    expect(explainInSentence(explainCharge(call, dear))).toBe(
      '+442079460958 To 44: 60 + 25 × 1 s at 0.012 a minute, at least 0.05 = 0.05 GBP',
    );
  });
});
