/** Money is decimal text of up to six places; sums of it are exact. */
const PLACES = 6;
const UNIT = 10n ** BigInt(PLACES);

/** Decimal text in millionths. */
export function toMillionths(amount: string): bigint {
  const [whole = '0', rest = ''] = amount.replace('-', '').split('.');
  const size = BigInt(whole) * UNIT + BigInt(rest.padEnd(PLACES, '0').slice(0, PLACES));
  return amount.startsWith('-') ? -size : size;
}

/** The sum of decimals as decimal text without zeros behind. */
export function addDecimals(amounts: readonly string[]): string {
  const sum = amounts.reduce((total, amount) => total + toMillionths(amount), 0n);
  const size = sum < 0n ? -sum : sum;
  const rest = String(size % UNIT)
    .padStart(PLACES, '0')
    .replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${size / UNIT}${rest === '' ? '' : `.${rest}`}`;
}
