import { formatMoney } from '../core/money.ts';
import { zoneOffsetSeconds } from '../core/zone.ts';

/** UTC epoch seconds as wall-clock time of a zone: `2026-11-24 12:23:49`. */
export function formatInstant(at: number, zone: string): string {
  const wall = new Date((at + zoneOffsetSeconds(zone, at)) * 1000);
  return wall.toISOString().slice(0, 19).replace('T', ' ');
}

/** Millionths with at least two decimals: 1230000n → `1.23`, 12000n → `0.012`. */
export function formatCost(micros: bigint): string {
  const [whole = '', fraction = ''] = formatMoney(micros).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** A number of the JSON answer, at most six decimals, as millionths. */
export function toMicros(cost: number): bigint {
  return BigInt(Math.round(cost * 1_000_000));
}
