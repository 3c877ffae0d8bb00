import type { Micros } from '../core/money.ts';
import type { Rounding, Tariff } from '../core/rate-card.ts';
import type { CompiledAdjustment } from './compile-tariff.ts';
import { divide, type Exact, multiply } from './exact.ts';

/** An exact price in millionths: `over / under`. Neither is below 0. */
export interface ExactPrice {
  readonly over: Exact;
  readonly under: Exact;
}

/** Which of the tariff's limits takes a price's place. */
export type Limit = 'minimum' | 'cap';

const PER_CALL_IN_A_PERIOD: Rounding = { mode: 'half-up', decimals: 6, per: 'call' };
const UNITS = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/**
 * The price after the allowance's and the adjustment's part (docs/rating.md, 4.1 and 4.2): `sixtieths` is the price of
 * section 3 in sixtieths of a millionth, and `coveredSeconds` of its `billedSeconds` were included.
 */
export function adjustPrice(
  sixtieths: Exact,
  billedSeconds: number,
  coveredSeconds: number,
  { over, under }: CompiledAdjustment,
): ExactPrice {
  const adjusted = { over: multiply(sixtieths, over), under: 60 * under };
  if (coveredSeconds === 0) return adjusted;
  return {
    over: multiply(adjusted.over, billedSeconds - coveredSeconds),
    under: multiply(adjusted.under, billedSeconds),
  };
}

/** The limit that takes the place of a price (4.3). What costs nothing stays free, and the cap has the last word. */
export function limitOf(
  { over, under }: ExactPrice,
  { minimumPerCall, capPerCall }: Tariff,
): Limit | undefined {
  if (over === 0 || over === 0n) return undefined;
  const isBelow = minimumPerCall > 0 && over < multiply(under, minimumPerCall);
  if (capPerCall !== null && (isBelow ? minimumPerCall > capPerCall : over > multiply(under, capPerCall)))
    return 'cap';
  return isBelow ? 'minimum' : undefined;
}

/** What a call costs by a tariff, limits and rounding included (4.3 and 4.4). Null above the largest safe integer. */
export function settlePrice(price: ExactPrice, tariff: Tariff): Micros | null {
  const limit = limitOf(price, tariff);
  const rounding = roundingOfCall(tariff);
  if (limit === undefined) return roundPrice(price, rounding);
  return roundPrice(
    { over: (limit === 'cap' ? tariff.capPerCall : tariff.minimumPerCall) ?? 0, under: 1 },
    rounding,
  );
}

/** How a tariff rounds a call: where it rounds the period's total, a call keeps six decimals. */
export function roundingOfCall({ rounding }: Tariff): Rounding {
  return rounding.per === 'period' ? PER_CALL_IN_A_PERIOD : rounding;
}

/** The one rounding. Null where the result is above the largest safe integer. */
export function roundPrice({ over, under }: ExactPrice, { mode, decimals }: Rounding): Micros | null {
  const unit = UNITS[decimals] ?? 1;
  const rounded = multiply(divide(over, multiply(under, unit), mode), unit);
  if (typeof rounded === 'number') return rounded;
  return rounded <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rounded) : null;
}
