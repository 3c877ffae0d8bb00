import type { Micros } from './money.ts';

/** An exact decimal number: `digits / 10^scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i;
const MICRO_DECIMALS = 6;
/** A million units: no rate is dearer. */
const LARGEST = 1_000_000_000_000n;

/** Reads digits with at most one point, and an exponent as databases print small floats (`5e-05`). */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole + fraction === '') return undefined;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** `value × times / by` in millionths where that is a whole number of them up to a million units, else undefined. */
export function toExactMicros({ digits, scale }: Decimal, times = 1n, by = 1n): Micros | undefined {
  const numerator = digits * times * 10n ** BigInt(MICRO_DECIMALS);
  const denominator = by * 10n ** BigInt(scale);
  if (numerator % denominator !== 0n) return undefined;
  const micros = numerator / denominator;
  return micros > LARGEST || micros < -LARGEST ? undefined : Number(micros);
}
