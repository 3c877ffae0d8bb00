import type { Adjustment, RuleMatch, Tariff } from '../core/rate-card.ts';
import type { CompiledDeck } from './compile-deck.ts';
import { greatestCommonDivisor } from './exact.ts';

/** A tariff with its decks, ready to price calls. */
export interface CompiledTariff {
  readonly tariff: Tariff;
  readonly decks: readonly CompiledDeck[];
  readonly inboundDecks: readonly CompiledDeck[];
  readonly adjustments: CompiledAdjustments;
}

/** A mark-up or discount as a reduced fraction: 10 % is 11/10. */
export interface CompiledAdjustment {
  readonly over: number;
  readonly under: number;
  /** Undefined where nothing is adjusted. */
  readonly adjustment: Adjustment | undefined;
}

interface CompiledAdjustments {
  readonly byDestination: ReadonlyMap<string, CompiledAdjustment>;
  readonly byNumberType: ReadonlyMap<string, CompiledAdjustment>;
  readonly forAll: CompiledAdjustment;
}

const WHOLE = 1_000_000;
const NO_ADJUSTMENT: CompiledAdjustment = { over: 1, under: 1, adjustment: undefined };

export function compileTariff(
  tariff: Tariff,
  decks: readonly CompiledDeck[],
  inboundDecks: readonly CompiledDeck[],
): CompiledTariff {
  return { tariff, decks, inboundDecks, adjustments: compileAdjustments(tariff.adjustments) };
}

/** The adjustment of a destination, else that of the number type, else that for all. */
export function adjustmentFor(
  { adjustments }: CompiledTariff,
  numberType: string,
  destination: string,
): CompiledAdjustment {
  const { byDestination, byNumberType, forAll } = adjustments;
  if (byDestination.size > 0) {
    const found = byDestination.get(destination);
    if (found !== undefined) return found;
  }
  if (byNumberType.size === 0) return forAll;
  return byNumberType.get(numberType) ?? forAll;
}

/** Whether a rule is for calls of a number type or destination. */
export function matchesRule(rule: RuleMatch, numberType: string, destination: string): boolean {
  if (matchesAll(rule)) return true;
  return rule.destinations.includes(destination) || rule.numberTypes.includes(numberType);
}

/** Of two rules for the same, the first listed rules. */
function compileAdjustments(adjustments: readonly Adjustment[]): CompiledAdjustments {
  const byDestination = new Map<string, CompiledAdjustment>();
  const byNumberType = new Map<string, CompiledAdjustment>();
  let forAll: CompiledAdjustment | undefined;
  for (const adjustment of adjustments) {
    const compiled = compileAdjustment(adjustment);
    for (const name of adjustment.destinations)
      if (!byDestination.has(name)) byDestination.set(name, compiled);
    for (const type of adjustment.numberTypes) if (!byNumberType.has(type)) byNumberType.set(type, compiled);
    if (matchesAll(adjustment)) forAll ??= compiled;
  }
  return { byDestination, byNumberType, forAll: forAll ?? NO_ADJUSTMENT };
}

function compileAdjustment(adjustment: Adjustment): CompiledAdjustment {
  const over = WHOLE + adjustment.perMillion;
  const divisor = greatestCommonDivisor(over, WHOLE);
  return { over: over / divisor, under: WHOLE / divisor, adjustment };
}

function matchesAll({ destinations, numberTypes }: RuleMatch): boolean {
  return destinations.length === 0 && numberTypes.length === 0;
}
