import { addTo } from '../core/dated-entries.ts';
import { groupBy } from '../core/group-by.ts';
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
  const ofCompanies = assign(card.companyTariffs, compiled);
  const ofTrunks = assign(card.trunkDecks, decks);
  const fallback = compiled.get(DEFAULT);
  if (fallback === undefined) throw new Error('A price book always has a default tariff.');
  return {
    revision: card.revision,
    currency: fallback.tariff.currency,
    zone: card.zone,
    hasAllowances: tariffs.some(({ allowances }) => allowances.length > 0),
    chargesInbound: tariffs.some(({ inboundDecks }) => inboundDecks.length > 0),
    tariffOf: (company, at) => inForce(ofCompanies.get(company), at) ?? fallback,
    carrierDeckOf: (trunk, at) => inForce(ofTrunks.get(trunk), at),
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

/** What is assigned to somebody, with when it holds. */
interface Assigned<Thing> {
  readonly fromAt: number;
  readonly toAt: number;
  readonly thing: Thing;
}

/** Assignments by whom they are to, those that begin last first; one of what there is not holds for nobody. */
function assign<Thing>(
  assignments: readonly Assignment[],
  things: ReadonlyMap<string, Thing>,
): ReadonlyMap<string, readonly Assigned<Thing>[]> {
  const assigned = new Map<string, Assigned<Thing>[]>();
  for (const { to, name, fromAt, toAt } of assignments.toSorted((one, other) => other.fromAt - one.fromAt)) {
    const thing = things.get(name);
    if (thing !== undefined) addTo(assigned, to, { fromAt, toAt: toAt ?? Number.POSITIVE_INFINITY, thing });
  }
  return assigned;
}

/** Of several that hold, the one that began last rules. */
function inForce<Thing>(assigned: readonly Assigned<Thing>[] | undefined, at: number): Thing | undefined {
  if (assigned === undefined) return undefined;
  for (const { fromAt, toAt, thing } of assigned) if (fromAt <= at && at < toAt) return thing;
  return undefined;
}

function pick(decks: ReadonlyMap<string, CompiledDeck>, names: readonly string[]): readonly CompiledDeck[] {
  return names.flatMap((name) => decks.get(name) ?? []);
}
