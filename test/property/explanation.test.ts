import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainLeg, explainLegInSentence } from '../../src/billing/explain-leg.ts';
import { explainSentences } from '../../src/billing/explain-sentences.ts';
import { formatMicros, parseMicros } from '../../src/core/money.ts';
import { formatExact } from '../../src/rating/format-exact.ts';
import { compilePriceBook, type PriceBook } from '../../src/rating/price-book.ts';
import { readNumber } from '../../src/rating/price-leg.ts';
import { rateCall, rateCarrier } from '../../src/rating/rate-call.ts';
import { applyCoverage } from '../../src/rating/use-allowances.ts';
import type { ExplainableLeg } from '../../src/store/calls/explainable-legs.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { deckVersions, tariffRules, timedCall } from '../support/random-rates.ts';
import { makeCard } from '../support/rate-cards.ts';

const DIRECTORY = emptyDirectory();

const PLACE = {
  acctid: 7,
  company: 'acme',
  device: '0500000004000',
  owner: 'Ann',
  part: 0,
  key: '0500000004000',
  sipName: 'ann',
  trunk: 'trunk-a',
  cid: '',
  rates: 1,
  run: 0,
};

const rarely = fc.nat(9).map((drawn) => drawn === 0);

/** A call as it is kept: priced by the engine, some of it covered by an allowance where it can be. */
const keptCall = fc
  .record({
    versions: deckVersions,
    tariff: tariffRules,
    timed: timedCall,
    answered: rarely.map((is) => !is),
    onPbx: rarely,
    internal: rarely,
    hasCarrier: fc.boolean(),
    covered: fc.option(fc.nat()),
  })
  .map(({ versions, tariff, timed, hasCarrier, ...kept }) => {
    const carriers = [{ to: 'trunk-a', name: 'retail', from: null, fromAt: 0, toAt: null }];
    const card = makeCard(versions, { tariffs: [tariff], trunkDecks: hasCarrier ? carriers : [] });
    const book = compilePriceBook(card);
    return { book, leg: keep(book, timed, kept) };
  });

function keep(
  book: PriceBook,
  timed: {
    readonly digits: string;
    readonly startAt: number;
    readonly answerAt: number;
    readonly billsec: number;
  },
  kept: {
    readonly answered: boolean;
    readonly onPbx: boolean;
    readonly internal: boolean;
    readonly covered: number | null;
  },
): ExplainableLeg {
  const { answered, onPbx, internal } = kept;
  const dialled = internal ? '201' : `900${timed.digits}`;
  const number = readNumber({ internal, dialled, company: 'acme', trunk: 'trunk-a' }, DIRECTORY);
  const { digits: _digits, ...times } = timed;
  const calledInfo = internal ? 'Bob' : '';
  const call = { ...times, number, answered, onPbx, internal, calledInfo, trunk: 'trunk-a' };
  const tariff = book.tariffOf('acme', timed.startAt);
  const rated = rateCall(call, tariff);
  const isCovered = kept.covered !== null && rated.billedSeconds > 0 && rated.cost !== null;
  const coveredSeconds = isCovered ? 1 + ((kept.covered ?? 0) % rated.billedSeconds) : 0;
  const coverage = isCovered ? { allowance: 'Some', coveredSeconds } : undefined;
  return {
    ...PLACE,
    startAt: timed.startAt,
    ringSeconds: timed.answerAt - timed.startAt,
    billsec: timed.billsec,
    answered,
    internal,
    onPbx,
    dialled,
    number: number.kind === 'e164' ? number.digits : '',
    called: rated.called,
    calledInfo: rated.calledInfo,
    numberType: rated.numberType,
    cost: show(applyCoverage(rated, tariff, coverage)),
    carrierCost: show(rateCarrier(call, book.carrierDeckOf('trunk-a', timed.startAt))),
    allowance: coverage?.allowance ?? '',
    covered: coveredSeconds,
  };
}

const show = (cost: number | null) => (cost === null ? null : formatMicros(cost));

describe('an explanation', () => {
  it('comes to what was charged, and its parts come to its price', () => {
    let rated = 0;
    fc.assert(
      fc.property(keptCall, ({ leg, book }) => {
        const { charge, carrier, discrepancy } = explainLeg(leg, DIRECTORY, book);
        expect(discrepancy).toBe('');
        expect(charge.cost).toBe(leg.cost);
        if (carrier !== null) expect(carrier.cost).toBe(leg.carrierCost);
        if (charge.basis !== 'rated') return;
        rated += 1;
        let talk = 0n;
        for (const { perMinute, chargedSeconds } of charge.parts)
          talk += BigInt(parseMicros(perMinute)) * BigInt(chargedSeconds);
        const sixtieths = (money: string) => 60n * BigInt(parseMicros(money));
        const connected = Number(sixtieths(charge.connectCharge) + talk);
        const least = Number(sixtieths(charge.minimumCharge));
        expect(formatExact(Number(talk), 60)).toBe(charge.talkCharge);
        expect(formatExact(Math.max(connected, least), 60)).toBe(charge.price);
        expect(charge.parts.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(charge.billedSeconds);
      }),
      { numRuns: 2000 },
    );
    expect(rated).toBeGreaterThan(500);
  });

  it('never passes for the reason of another cost', () => {
    fc.assert(
      fc.property(keptCall, fc.integer({ min: 1, max: 1_000_000 }), ({ leg, book }, more) => {
        const charged = leg.cost === null ? '0.5' : formatMicros(parseMicros(leg.cost) + more);
        const other = { ...leg, cost: charged };
        const explained = explainLeg(other, DIRECTORY, book);
        expect(explained.discrepancy).toContain(
          `the cost was ${charged} and comes to ${leg.cost ?? 'unknown'}`,
        );
        expect(explainLegInSentence(other, explained)).toContain(`but charged ${charged}`);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same among others, each by the book of its own revision', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(keptCall, { maxLength: 12 }), async (kept) => {
        const legs = kept.map(({ leg }, at) => ({ ...leg, rates: at % 5 }));
        // Legs at one revision share its book: the first such call's.
        const bookOf = (revision: number) => kept[revision]?.book ?? compilePriceBook(makeCard([]));
        const alone = legs.map((leg) =>
          explainLegInSentence(leg, explainLeg(leg, DIRECTORY, bookOf(leg.rates))),
        );
        expect(await explainSentences(legs, DIRECTORY, async (revision) => bookOf(revision))).toEqual(alone);
      }),
      { numRuns: 50 },
    );
  });
});
