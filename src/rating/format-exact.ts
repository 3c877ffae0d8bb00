import type { Exact } from './exact.ts';

const SHOWN_DECIMALS = 9;

/**
 * `over / under` millionths as decimal text: whole where it ends within nine decimals, else cut off there with `…`.
 * Neither is below 0.
 */
export function formatExact(over: Exact, under: Exact): string {
  const divisor = BigInt(under) * 1_000_000n;
  const scaled = BigInt(over) * 10n ** BigInt(SHOWN_DECIMALS);
  const digits = String(scaled / divisor).padStart(SHOWN_DECIMALS + 1, '0');
  const [whole, decimals] = [digits.slice(0, -SHOWN_DECIMALS), digits.slice(-SHOWN_DECIMALS)];
  if (scaled % divisor !== 0n) return `${whole}.${decimals}…`;
  const shown = decimals.replace(/0+$/, '');
  return shown === '' ? whole : `${whole}.${shown}`;
}
