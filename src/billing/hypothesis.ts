import { refuseFaults } from '../core/errors.ts';
import type { RateCard } from '../core/rate-card.ts';
import { startOfDay } from '../core/zone.ts';
import { compilePriceBook, type PriceBook } from '../rating/price-book.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readRateCard, readRateHeads, toRateDeck, toTariffCard } from '../store/catalog/rates.ts';
import { readDeckVersions } from '../store/catalog/rates-decks.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { planDeck } from './plan-deck.ts';
import { readRevisionNumber } from './read-query.ts';
import type { RunParts } from './run-parts.ts';
import { explainMissing } from './tariff-names.ts';
import { readWantedTariffs } from './tariffs-import.ts';

/** What calls are to be priced by, of which nothing is kept. */
export type Hypothesis =
  | { readonly by: 'tariff'; readonly name: string }
  /** Text of a tariffs.json. */
  | { readonly by: 'tariffs'; readonly text: string }
  | { readonly by: 'revision'; readonly revision: number }
  | { readonly by: 'deck'; readonly deck: DeckInstead };

/** CSV that takes the place of a version that there is: the one from that day, else the last one. */
export interface DeckInstead {
  readonly name: string;
  readonly from?: string;
  readonly csv: string;
  readonly bands?: string;
  readonly holidays?: string;
}

/** A hypothesis that holds together; `load` makes its prices, which may be large. */
interface Prepared {
  /** The revision of the rate card it departs from. */
  readonly rates: number;
  load(): Promise<PriceBook>;
}

type Parts = Pick<RunParts, 'catalog' | 'directory' | 'prices'>;

const DEFAULT = 'default';
/** Whoever pays, in a card that has one tariff for all. */
const EVERYBODY = 'everybody';

/** Checks a hypothesis by the checks of an import. Throws `invalid-request` with every fault at once. */
export async function prepareHypothesis(parts: Parts, hypothesis: Hypothesis): Promise<Prepared> {
  const { zone } = await parts.directory();
  const rates = await readRevision(parts.catalog.db);
  switch (hypothesis.by) {
    case 'tariff':
      return prepareTariff(parts.catalog, rates, zone, hypothesis.name);
    case 'tariffs':
      return prepareTariffs(parts.catalog, rates, zone, hypothesis.text);
    case 'deck':
      return prepareDeck(parts.catalog, rates, zone, hypothesis.deck);
    case 'revision': {
      const revision = readRevisionNumber(String(hypothesis.revision), rates);
      return { rates: revision, load: () => parts.prices(revision) };
    }
  }
}

/** A hypothesis in a line. */
export function describeHypothesis(hypothesis: Hypothesis): string {
  switch (hypothesis.by) {
    case 'tariff':
      return `every company paid by "${hypothesis.name}"`;
    case 'tariffs':
      return 'these tariffs were imported';
    case 'deck':
      return `these rates were those of deck "${hypothesis.deck.name}"`;
    case 'revision':
      return `revision ${hypothesis.revision} of the rates were in force`;
  }
}

async function prepareTariff({ db }: Catalog, rates: number, zone: string, name: string): Promise<Prepared> {
  const toInstant = (date: string) => startOfDay(zone, date);
  const { tariffs } = await readRateHeads(db, rates, zone, toInstant);
  const names = new Set([DEFAULT, ...tariffs.map((tariff) => tariff.name)]);
  if (!names.has(name)) throw refuse('tariff', explainMissing('tariff', name, names));
  const everybody = [{ to: EVERYBODY, name, from: null, fromAt: 0, toAt: null }];
  return {
    rates,
    load: async () => {
      const card = await readRateCard(db, rates, zone, toInstant);
      const book = compilePriceBook({ ...card, companyTariffs: everybody });
      // A company that no directory names any more pays by it as well.
      return { ...book, tariffOf: (_company, at) => book.tariffOf(EVERYBODY, at) };
    },
  };
}

async function prepareTariffs(
  catalog: Catalog,
  rates: number,
  zone: string,
  text: string,
): Promise<Prepared> {
  const wanted = await readWantedTariffs(catalog, rates, text);
  const toInstant = (date: string) => startOfDay(zone, date);
  return {
    rates,
    load: async () => {
      const card = await readRateCard(catalog.db, rates, zone, toInstant);
      return compilePriceBook({ ...card, ...toTariffCard(wanted, toInstant) });
    },
  };
}

async function prepareDeck(
  { db }: Catalog,
  rates: number,
  zone: string,
  { name, from, ...texts }: DeckInstead,
): Promise<Prepared> {
  const versions = await readDeckVersions(db, rates);
  const own = versions.filter((version) => version.name === name);
  const version = from === undefined ? own.at(-1) : own.find((one) => one.from === from);
  if (own.length === 0) {
    throw refuse('deck.name', explainMissing('deck', name, new Set(versions.map((one) => one.name))));
  }
  if (version === undefined) {
    const days = own.map((one) => one.from).join(', ');
    throw refuse('deck.from', `"${name}" has no version from "${from}": write one of ${days}.`);
  }
  const { currency } = version;
  const plan = await planDeck(db, rates, { name, from: version.from, currency, ...texts });
  const toInstant = (date: string) => startOfDay(zone, date);
  const instead = toRateDeck(
    { ...plan.head, ...plan.terms, from: version.from },
    zone,
    toInstant,
    plan.rates,
  );
  const isReplaced = (deck: RateCard['decks'][number]) => deck.name === name && deck.from === version.from;
  return {
    rates,
    load: async () => {
      const card = await readRateCard(db, rates, zone, toInstant);
      return compilePriceBook({
        ...card,
        decks: card.decks.map((deck) => (isReplaced(deck) ? instead : deck)),
      });
    },
  };
}

function refuse(where: string, message: string): Error {
  return refuseFaults('Nothing was priced.', [{ where, message }]);
}
