import type { Rounding } from '../core/rate-card.ts';

/**
 * A whole number of any size: a number where it is safe, else a bigint. Products are made as numbers first, which is
 * exact up to 2^53, and again as bigints where they come out larger: no result depends on floating point.
 */
export type Exact = number | bigint;

const SAFE = Number.MAX_SAFE_INTEGER;

/** `a × b`. */
export function multiply(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= SAFE && product >= -SAFE) return product;
  }
  return BigInt(a) * BigInt(b);
}

/** `a + b`. */
export function add(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= SAFE && sum >= -SAFE) return sum;
  }
  return BigInt(a) + BigInt(b);
}

/** `numerator / denominator` as a whole number, rounded by the mode; neither is below 0. */
export function divide(numerator: Exact, denominator: Exact, mode: Rounding['mode']): Exact {
  if (typeof numerator === 'number' && typeof denominator === 'number' && numerator <= SAFE - denominator) {
    return divideNumbers(numerator, denominator, mode);
  }
  const [over, under] = [BigInt(numerator), BigInt(denominator)];
  const whole = over / under;
  const rest = over % under;
  return goesUp(whole % 2n === 1n, compare(2n * rest, under), rest === 0n, mode) ? whole + 1n : whole;
}

/** Greatest common divisor of two whole numbers above 0. */
export function greatestCommonDivisor(a: number, b: number): number {
  let [one, other] = [a, b];
  while (other !== 0) [one, other] = [other, one % other];
  return one;
}

function divideNumbers(numerator: number, denominator: number, mode: Rounding['mode']): number {
  let whole = Math.floor(numerator / denominator);
  let rest = numerator - whole * denominator;
  // The quotient is the nearest double, and that of one just below a whole number may be the whole number itself.
  if (rest < 0) {
    whole -= 1;
    rest += denominator;
  }
  const overHalf = rest - (denominator - rest);
  return goesUp(whole % 2 === 1, overHalf, rest === 0, mode) ? whole + 1 : whole;
}

function goesUp(isOdd: boolean, overHalf: number, isWhole: boolean, mode: Rounding['mode']): boolean {
  if (mode === 'half-up') return overHalf >= 0;
  if (mode === 'half-even') return overHalf > 0 || (overHalf === 0 && isOdd);
  return mode === 'up' && !isWhole;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? 1 : -1;
}
