import { and, asc, eq, isNull } from 'drizzle-orm';
import type { BandWindow, DeckDirection, RateDeck } from '../../core/rate-card.ts';
import type { CatalogDb } from './connect.ts';
import { holdsAt } from './rates-revision.ts';
import { type Holiday, rateDeck, rateDeckVersion, rateTerms } from './schema-rates.ts';

/** What a deck is in all its versions. */
export interface DeckHead {
  readonly name: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly direction: DeckDirection;
}

/** What a version says beside its rates. */
export interface DeckTerms {
  /** First day `YYYY-MM-DD` on which it is no longer in force; null until the next version begins. */
  readonly to: string | null;
  readonly crossing: RateDeck['crossing'];
  /** IANA zone of the bands' local times; null for the PBX's own. */
  readonly zone: string | null;
  /** In the order in which they are asked. */
  readonly windows: readonly BandWindow[];
  readonly holidays: readonly Holiday[];
}

/** One dated version of a deck, without its rates. */
export interface DeckVersionRow extends DeckHead, DeckTerms {
  readonly versionId: number;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** The revision that gave it these terms. */
  readonly since: number;
}

/** All versions of all decks at a revision: decks in the order of their first import, versions by date. */
export function readDeckVersions(db: CatalogDb, revision: number): Promise<readonly DeckVersionRow[]> {
  return db
    .select({
      versionId: rateDeckVersion.id,
      name: rateDeck.name,
      currency: rateDeck.currency,
      direction: rateDeck.direction,
      from: rateDeckVersion.from,
      to: rateTerms.to,
      crossing: rateTerms.crossing,
      zone: rateTerms.zone,
      windows: rateTerms.windows,
      holidays: rateTerms.holidays,
      since: rateTerms.since,
    })
    .from(rateTerms)
    .innerJoin(rateDeckVersion, eq(rateDeckVersion.id, rateTerms.versionId))
    .innerJoin(rateDeck, eq(rateDeck.id, rateDeckVersion.deckId))
    .where(holdsAt(rateTerms, revision))
    .orderBy(asc(rateDeck.id), asc(rateDeckVersion.from));
}

/** The id of a deck's version, which is made, and the deck too, where it is missing. */
export async function openDeckVersion(db: CatalogDb, head: DeckHead, from: string): Promise<number> {
  const { name, currency, direction } = head;
  await db.insert(rateDeck).values({ name, currency, direction }).onConflictDoNothing();
  const [deck] = await db.select({ id: rateDeck.id }).from(rateDeck).where(eq(rateDeck.name, name));
  if (deck === undefined) throw new Error(`deck ${name} was not kept`);
  await db.insert(rateDeckVersion).values({ deckId: deck.id, from }).onConflictDoNothing();
  const [version] = await db
    .select({ id: rateDeckVersion.id })
    .from(rateDeckVersion)
    .where(and(eq(rateDeckVersion.deckId, deck.id), eq(rateDeckVersion.from, from)));
  if (version === undefined) throw new Error(`deck ${name} from ${from} was not kept`);
  return version.id;
}

/** Gives a version its terms from this revision on. Run it in the transaction that made the revision. */
export async function changeTerms(
  db: CatalogDb,
  versionId: number,
  revision: number,
  { to, crossing, zone, windows, holidays }: DeckTerms,
): Promise<void> {
  await db
    .update(rateTerms)
    .set({ until: revision })
    .where(and(eq(rateTerms.versionId, versionId), isNull(rateTerms.until)));
  await db.insert(rateTerms).values({ versionId, to, crossing, zone, windows, holidays, since: revision });
}
