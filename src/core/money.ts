import { RingledgerError } from './errors.ts';

/**
 * Millionths of a currency's unit as a safe integer (9,007,199,254 units either way): what rates and charges are made
 * of, as hundreds of thousands of them are worked out in a second. Sums of charges are bigints.
 */
export type Micros = number;

/** Millionths of a currency's unit: the smallest money there is here. */
const MICROS_PER_UNIT = 1_000_000n;

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

/**
 * Decimal text → millionths: `0.0120` → 12000n. At most twelve digits before the point and six after it
 * (numeric(18,6)); more is refused, never rounded. Throws `invalid-request` with a sentence that quotes the text.
 */
export function parseMoney(text: string): bigint {
  const match = DECIMAL.exec(text);
  if (match === null) throw new RingledgerError('invalid-request', explainBadMoney(text));
  const [, sign, whole = '', fraction = ''] = match;
  const micros = BigInt(whole + fraction.padEnd(6, '0'));
  return sign === '-' ? -micros : micros;
}

/** Units before the point that a rate or charge may have: its millionths stay far from the largest safe integer. */
const LARGEST_MICROS = 999_999_999_999_999;

/**
 * Decimal text → millionths of a rate: as `parseMoney`, with at most nine digits before the point. Throws
 * `invalid-request` with a sentence that quotes the text.
 */
export function parseMicros(text: string): Micros {
  const micros = Number(parseMoney(text));
  if (Math.abs(micros) <= LARGEST_MICROS) return micros;
  throw new RingledgerError(
    'invalid-request',
    `"${text}" is too large for a rate: write at most nine digits before the point.`,
  );
}

/** Millionths → decimal text without trailing zeros. The inverse of `parseMicros`. */
export function formatMicros(micros: Micros): string {
  return formatMoney(BigInt(micros));
}

/** Millionths → decimal text without trailing zeros: 1230000n → `1.23`, 0n → `0`. The inverse of `parseMoney`. */
export function formatMoney(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const whole = size / MICROS_PER_UNIT;
  const fraction = String(size % MICROS_PER_UNIT)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${micros < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/**
 * `numerator / denominator` (denominator above 0) to the nearest whole number; an exact half goes away from zero, as
 * accountants round. The only function that rounds money.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * numerator;
  return (doubled + (numerator < 0n ? -denominator : denominator)) / (2n * denominator);
}

function explainBadMoney(text: string): string {
  if (/^-?\d*\.\d{7,}$/.test(text)) {
    return `"${text}" has more than six decimals: write at most six, as money is never rounded here.`;
  }
  if (/^-?[\d.]*,\d+$/.test(text)) {
    return `"${text}" has a comma: write the decimals after a point and leave thousands unmarked, as in "1234.5".`;
  }
  if (/^-?\d{13,}(\.|$)/.test(text)) {
    return `"${text}" is too large: write at most twelve digits before the point.`;
  }
  return `"${text}" is not money: write digits with at most one point and no currency sign, as in "0.012".`;
}
