import type { Assignment, RateCard, RateDeck } from '../../core/rate-card.ts';
import type { CatalogDb } from './connect.ts';
import { type DeckVersionRow, readDeckVersions } from './rates-decks.ts';
import { readRevision } from './rates-revision.ts';
import { readRates } from './rates-rows.ts';
import { type AssignmentRow, readTariffs, type StoredTariffs } from './rates-tariffs.ts';

/** First instant (UTC epoch seconds) of a day `YYYY-MM-DD` in the PBX's zone. */
export type StartOfDay = (date: string) => number;

/**
 * Everything that prices calls at a revision, or at the current one. `zone` is the PBX's. What is read is of one moment
 * without a transaction, as nothing of a revision ever changes.
 */
export async function readRateCard(
  db: CatalogDb,
  revision: number | 'current',
  zone: string,
  startOfDay: StartOfDay,
): Promise<RateCard> {
  const at = revision === 'current' ? await readRevision(db) : revision;
  const { versions, ...others } = await readRateHeads(db, at, zone, startOfDay);
  const decks: RateDeck[] = [];
  for (const version of versions) {
    decks.push(toRateDeck(version, zone, startOfDay, await readRates(db, version.versionId, at)));
  }
  return { ...others, decks };
}

/** A rate card whose decks are without their rates. */
export interface RateHeads extends Omit<RateCard, 'decks'> {
  readonly versions: readonly DeckVersionRow[];
}

/** All of a rate card but the rates, at a revision. */
export async function readRateHeads(
  db: CatalogDb,
  revision: number,
  zone: string,
  startOfDay: StartOfDay,
): Promise<RateHeads> {
  const versions = await readDeckVersions(db, revision);
  return { revision, zone, versions, ...toTariffCard(await readTariffs(db, revision), startOfDay) };
}

/** Tariffs and who pays by them, as calls are priced by them. */
export function toTariffCard(
  { tariffs, assignments }: StoredTariffs,
  startOfDay: StartOfDay,
): Pick<RateCard, 'tariffs' | 'companyTariffs' | 'trunkDecks'> {
  const of = (kind: AssignmentRow['kind']) =>
    assignments.filter((row) => row.kind === kind).map((row) => toAssignment(row, startOfDay));
  return { tariffs, companyTariffs: of('company'), trunkDecks: of('trunk') };
}

/** A version with its rates, as calls are priced by it. */
export function toRateDeck(
  version: Omit<DeckVersionRow, 'versionId' | 'since'>,
  zone: string,
  startOfDay: StartOfDay,
  rates: RateDeck['rates'],
): RateDeck {
  const { name, from, to, currency, direction, crossing, windows, holidays } = version;
  return {
    name,
    from,
    fromAt: startOfDay(from),
    toAt: to === null ? null : startOfDay(to),
    currency,
    direction,
    crossing,
    zone: version.zone ?? zone,
    windows,
    holidays: holidays.map(({ date }) => date),
    rates,
  };
}

/** What has always held does so from the first instant there is here: 1970. */
function toAssignment({ to, name, fromDate, toDate }: AssignmentRow, startOfDay: StartOfDay): Assignment {
  return {
    to,
    name,
    from: fromDate,
    fromAt: fromDate === null ? 0 : startOfDay(fromDate),
    toAt: toDate === null ? null : startOfDay(toDate),
  };
}
