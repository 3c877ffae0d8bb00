import { addTo } from '../core/dated-entries.ts';
import type { Assignment, RateCard, Tariff } from '../core/rate-card.ts';
import { checkRateCard } from './check-rate-card.ts';
import { type CompiledDeck, compileDeck } from './compile-deck.ts';
import { type CompiledTariff, compileTariff } from './compile-tariff.ts';

/** Everything that prices calls, at one revision of the catalog, ready to be asked. */
export interface PriceBook {
  readonly revision: number;
  /** ISO 4217; `XXX` ("no currency") where there are no decks and no tariffs. */
  readonly currency: string;
  /** IANA zone of the PBX. */
  readonly zone: string;
  /** Whether any tariff includes something: then what a call costs depends on those before it. */
  readonly hasAllowances: boolean;
  /** Whether any tariff charges calls that come in. */
  readonly chargesInbound: boolean;
  /** What a company pays by at an instant (UTC epoch seconds): the tariff assigned to it, else `default`. */
  tariffOf(company: string, at: number): CompiledTariff;
  /** By which deck a trunk's carrier bills at an instant. */
  carrierDeckOf(trunk: string, at: number): CompiledDeck | undefined;
}

const DEFAULT = 'default';
const NO_CURRENCY = 'XXX';

/**
 * Rate card → price book. Decks are searched ready when the first call asks for them. Throws `invalid-request` with
 * every fault at once when the card contradicts itself.
 */
export function compilePriceBook(card: RateCard): PriceBook {
  const versions = groupBy(card.decks, ({ name }) => name);
  const tariffs = card.tariffs.some(({ name }) => name === DEFAULT)
    ? card.tariffs
    : [...card.tariffs, makeDefaultTariff(card, [...versions.keys()])];
  checkRateCard(card, tariffs, versions);
  const decks = new Map<string, CompiledDeck>();
  for (const [name, list] of versions) decks.set(name, compileDeck(list));
  const compiled = new Map<string, CompiledTariff>();
  for (const tariff of tariffs) {
    compiled.set(
      tariff.name,
      compileTariff(tariff, pick(decks, tariff.decks), pick(decks, tariff.inboundDecks)),
    );
  }
  const byCompany = groupBy(card.companyTariffs, ({ to }) => to);
  const byTrunk = groupBy(card.trunkDecks, ({ to }) => to);
  const fallback = compiled.get(DEFAULT);
  if (fallback === undefined) throw new Error('A price book always has a default tariff.');
  return {
    revision: card.revision,
    currency: fallback.tariff.currency,
    zone: card.zone,
    hasAllowances: tariffs.some(({ allowances }) => allowances.length > 0),
    chargesInbound: tariffs.some(({ inboundDecks }) => inboundDecks.length > 0),
    tariffOf: (company, at) => compiled.get(nameAt(byCompany.get(company), at) ?? DEFAULT) ?? fallback,
    carrierDeckOf: (trunk, at) => {
      const name = nameAt(byTrunk.get(trunk), at);
      return name === undefined ? undefined : decks.get(name);
    },
  };
}

/** All decks that no tariff and no trunk names, half-up at six decimals, call by call. */
function makeDefaultTariff(card: RateCard, names: readonly string[]): Tariff {
  const named = new Set([
    ...card.tariffs.flatMap(({ decks, inboundDecks }) => [...decks, ...inboundDecks]),
    ...card.trunkDecks.map(({ name }) => name),
  ]);
  const free = names.filter((name) => !named.has(name));
  const inbound = new Set(
    card.decks.filter(({ direction }) => direction !== 'outbound').map(({ name }) => name),
  );
  const currencyOf = (name: string | undefined) => card.decks.find((deck) => deck.name === name)?.currency;
  return {
    name: DEFAULT,
    currency: card.tariffs[0]?.currency ?? currencyOf(free[0]) ?? currencyOf(names[0]) ?? NO_CURRENCY,
    decks: free.filter((name) => !inbound.has(name)),
    inboundDecks: free.filter((name) => inbound.has(name)),
    adjustments: [],
    allowances: [],
    minimumPerCall: 0,
    capPerCall: null,
    rounding: { mode: 'half-up', decimals: 6, per: 'call' },
    taxPerMillion: 0,
    rentals: [],
  };
}

/** Of several assignments that hold, the one that began last rules. */
function nameAt(assignments: readonly Assignment[] | undefined, at: number): string | undefined {
  let found: Assignment | undefined;
  for (const assignment of assignments ?? []) {
    const holds = assignment.fromAt <= at && (assignment.toAt === null || at < assignment.toAt);
    if (holds && (found === undefined || assignment.fromAt > found.fromAt)) found = assignment;
  }
  return found?.name;
}

function pick(decks: ReadonlyMap<string, CompiledDeck>, names: readonly string[]): readonly CompiledDeck[] {
  return names.flatMap((name) => decks.get(name) ?? []);
}

/** Groups in the order in which their keys first appear. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) addTo(groups, keyOf(item), item);
  return groups;
}
