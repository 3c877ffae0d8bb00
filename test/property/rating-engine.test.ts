import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, multiply } from '../../src/rating/exact.ts';
import { explainCharge } from '../../src/rating/explain-charge.ts';
import { findRate } from '../../src/rating/find-rate.ts';
import { buildPrefixTrie, findLongestPrefix } from '../../src/rating/longest-prefix.ts';
import { placeBeginning, priceTalk, type TalkPart } from '../../src/rating/price-talk.ts';
import { rateCall, rateCarrier } from '../../src/rating/rate-call.ts';
import { FIELDS, PER_MINUTE } from '../../src/rating/rate-table.ts';
import { applyCoverage } from '../../src/rating/use-allowances.ts';
import { applyRulesNaively, priceNaively, roundNaively } from '../support/price-naively.ts';
import { deckVersions, rounding, tariffRules, timedCall } from '../support/random-rates.ts';
import { compileDecks, makeCall, makeNumber } from '../support/rate-cards.ts';

const callOf = ({
  digits,
  ...timed
}: {
  digits: string;
  startAt: number;
  answerAt: number;
  billsec: number;
}) => makeCall({ number: makeNumber(digits), ...timed });

describe('a price', () => {
  it('equals that of a plain walk through docs/rating.md in fractions', () => {
    let priced = 0;
    fc.assert(
      fc.property(deckVersions, tariffRules, timedCall, fc.nat(), (versions, tariff, timed, covered) => {
        const compiled = compileDecks(versions, tariff);
        const rated = rateCall(callOf(timed), compiled);
        const naive = priceNaively([versions], timed);
        if (naive === undefined || naive === null) {
          expect(rated).toMatchObject({ cost: null, basis: 'no-rate' });
          return;
        }
        priced += 1;
        expect(rated.billedSeconds).toBe(naive.billedSeconds);
        expect(BigInt(rated.cost ?? -1)).toBe(applyRulesNaively(naive, tariff, 0));
        const coveredSeconds = 1 + (covered % naive.billedSeconds);
        const cost = applyCoverage(rated, compiled, { allowance: 'Some', coveredSeconds });
        expect(BigInt(cost ?? -1)).toBe(applyRulesNaively(naive, tariff, coveredSeconds));
        const carrierCost = rateCarrier(callOf(timed), compiled.decks[0]);
        expect(BigInt(carrierCost ?? -1)).toBe(roundNaively(naive.over, naive.under, 'half-up'));
      }),
      { numRuns: 3000 },
    );
    expect(priced).toBeGreaterThan(1000);
  });

  it('never falls as the call grows longer', () => {
    fc.assert(
      fc.property(deckVersions, tariffRules, timedCall, fc.nat(3600), (versions, tariff, timed, more) => {
        const compiled = compileDecks(versions, tariff);
        const shorter = rateCall(callOf(timed), compiled).cost;
        const longer = rateCall(callOf({ ...timed, billsec: timed.billsec + more }), compiled).cost;
        if (shorter !== null && longer !== null) expect(longer).toBeGreaterThanOrEqual(shorter);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the sum of parts that follow one another and make up the call', () => {
    fc.assert(
      fc.property(deckVersions, timedCall, (versions, timed) => {
        const compiled = compileDecks(versions);
        const call = callOf(timed);
        const match = findRate(compiled.decks, call.number, call.startAt, false);
        if (match === undefined) return;
        const beginning = placeBeginning(match, call);
        const parts: TalkPart[] = [];
        const price = priceTalk(call, beginning, (part) => parts.push(part));
        if (price === undefined) return;
        let offset = 0;
        let talk = 0;
        for (const part of parts) {
          expect(part.offset).toBe(offset);
          expect(offset === 0 || offset < timed.billsec).toBe(true);
          offset += part.increments * part.incrementSeconds;
          talk +=
            (part.place.match.table.columns[part.step * FIELDS + PER_MINUTE] ?? 0) * part.chargedSeconds;
        }
        expect(offset).toBe(price.billedSeconds);
        expect(offset).toBeGreaterThanOrEqual(timed.billsec);
        const rate = beginning.match.table.rates[beginning.slot];
        const { connectCharge = 0, minimumCharge = 0 } = rate ?? {};
        expect(price.sixtieths).toBe(Math.max(minimumCharge * 60, connectCharge * 60 + talk));
      }),
      { numRuns: 1000 },
    );
  });

  it('is explained by the very figures that made it', () => {
    fc.assert(
      fc.property(deckVersions, tariffRules, timedCall, (versions, tariff, timed) => {
        const compiled = compileDecks(versions, tariff);
        const charge = rateCall(callOf(timed), compiled);
        const explained = explainCharge(callOf(timed), compiled);
        expect(explained.cost === null ? null : Math.round(Number(explained.cost) * 1e6)).toBe(charge.cost);
        expect(explained.parts.reduce((sum, part) => sum + part.seconds, 0)).toBe(charge.billedSeconds);
        expect(explained.destination).toBe(charge.calledInfo);
      }),
      { numRuns: 500 },
    );
  });
});

describe('exact division', () => {
  const whole = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 6n }), fc.bigInt({ min: 0n, max: 10n ** 24n }));
  const exact = (value: bigint) => (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value);

  it('rounds as fractions do, whether numbers or bigints carry it', () => {
    fc.assert(
      fc.property(whole, fc.bigInt({ min: 1n, max: 10n ** 18n }), rounding, (over, under, { mode }) => {
        const wanted = roundNaively(over, under, mode);
        expect(BigInt(divide(exact(over), exact(under), mode))).toBe(wanted);
        expect(BigInt(divide(over, under, mode))).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('is exact next to whole numbers and halves, where quotients of doubles are not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 26 }),
        fc.integer({ min: 1, max: 2 ** 25 }),
        fc.integer({ min: -1, max: 1 }),
        rounding,
        (quotient, half, off, { mode }) => {
          const under = 2 * half;
          const over = quotient * under + half * (quotient % 2) + off;
          expect(BigInt(divide(over, under, mode))).toBe(roundNaively(BigInt(over), BigInt(under), mode));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('multiplies without losing a unit', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        expect(BigInt(multiply(a, b))).toBe(BigInt(a) * BigInt(b));
      }),
    );
  });
});

describe('a deck of a hundred thousand prefixes', () => {
  it('finds the longest as brute force does', () => {
    const digit = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 7 });
    const [prefixes = []] = fc.sample(
      fc.uniqueArray(digit, { minLength: 100_000, maxLength: 100_000, size: 'max' }),
      { numRuns: 1 },
    );
    expect(prefixes.length).toBe(100_000);
    const trie = buildPrefixTrie(prefixes);
    const known = new Set(prefixes);
    const bruteForce = (dialled: string) => {
      for (let length = dialled.length; length > 0; length -= 1)
        if (known.has(dialled.slice(0, length))) return dialled.slice(0, length);
      return undefined;
    };
    for (const dialled of fc.sample(
      fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 }),
      20_000,
    ))
      if (prefixes[findLongestPrefix(trie, dialled)] !== bruteForce(dialled))
        expect.fail(`${dialled} is matched otherwise`);
  });
});
