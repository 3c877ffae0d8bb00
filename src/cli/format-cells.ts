import { formatMoney } from '../core/money.ts';

/** Millionths with at least that many decimals: 1230000n → `1.23`, 12000n → `0.012`. */
export function formatCost(micros: bigint, decimals = 2): string {
  const [whole = '', fraction = ''] = formatMoney(micros).split('.');
  return `${whole}.${fraction.padEnd(decimals, '0')}`;
}

/** As many decimals as each of these costs needs, and two at least: so that a column of them lines up at the point. */
export function countDecimals(costs: Iterable<bigint>): number {
  let most = 2;
  for (const cost of costs) most = Math.max(most, formatMoney(cost).split('.')[1]?.length ?? 0);
  return most;
}

/** A number of the JSON answer, at most six decimals, as millionths. */
export function toMicros(cost: number): bigint {
  return BigInt(Math.round(cost * 1_000_000));
}
