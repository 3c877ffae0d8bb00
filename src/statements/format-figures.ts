import { formatMoney } from '../core/money.ts';

/** Millionths with two decimals at least: 1230000n → `1.23`, 12000n → `0.012`, 5000000n → `5.00`. */
export function formatAmount(micros: bigint): string {
  const [whole = '', fraction = ''] = formatMoney(micros).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Ten-thousandths of a percent: 200000 → `20`, 175000 → `17.5`. */
export function formatPercent(perMillion: number): string {
  return formatMoney(BigInt(perMillion) * 100n);
}

/** Seconds as `1:05:09`; a difference may be negative. */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(rest)}`;
}
