import type { Allowance } from '../../src/core/rate-card.ts';
import { compilePriceBook, type PriceBook } from '../../src/rating/price-book.ts';
import { makeCard, makeDeck, makeRate, makeTariff } from './rate-cards.ts';

/** Prices of the numbers that generated calls lead to: all of them are dear, or some are cheap and others unknown. */
export function makeBook(
  revision: number,
  kind: 'old' | 'new',
  allowances: readonly Allowance[] = [],
): PriceBook {
  const rates = kind === 'old' ? OLD_RATES : NEW_RATES;
  return compilePriceBook(
    makeCard([makeDeck(rates)], { revision, zone: 'UTC', tariffs: [makeTariff({ allowances })] }),
  );
}

const OLD_RATES = [
  makeRate({ prefix: '44', destination: 'United Kingdom', numberType: 'National', perMinute: 10_007 }),
  makeRate({ prefix: '447', destination: 'UK mobile', numberType: 'Mobile', perMinute: 123_457 }),
  makeRate({ prefix: '1', destination: 'United States', perMinute: 20_011, nextIncrement: 60 }),
];

/** France becomes known, the United States unknown, and mobiles are called otherwise. */
const NEW_RATES = [
  makeRate({ prefix: '44', destination: 'United Kingdom', numberType: 'National', perMinute: 9_001 }),
  makeRate({ prefix: '447', destination: 'Mobile phones', numberType: 'Mobile', perMinute: 98_765 }),
  makeRate({ prefix: '33', destination: 'France', perMinute: 60_013, nextIncrement: 6 }),
];

/** Enough for some of a company's calls of a month, so that which of them it covers depends on all of them. */
export const FREE_HALF_HOUR: Allowance = {
  ...{ name: 'half an hour', unit: 'seconds', quantity: 1800, per: 'month' },
  ...{ numberTypes: ['National'], destinations: [] },
};
