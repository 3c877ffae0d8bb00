import { isDeepStrictEqual } from 'node:util';
import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import type { Rate } from '../core/rate-card.ts';
import { startOfDay } from '../core/zone.ts';
import { compilePriceBook } from '../rating/price-book.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import { readRateHeads, toRateDeck } from '../store/catalog/rates.ts';
import type { DeckVersionRow } from '../store/catalog/rates-decks.ts';
import { makeRevision, readRevision } from '../store/catalog/rates-revision.ts';
import { changeRates, countRates, readRates } from '../store/catalog/rates-rows.ts';
import { compareRates, toRateChanges } from './compare-rates.ts';
import { describeChanges } from './describe-changes.ts';
import { findDeckVersion } from './export-deck.ts';
import type { DeckImport } from './import-deck.ts';
import { type PrefixRates, readPrefixRates, toPrefixRates } from './prefix-rows.ts';
import { readPbx } from './read-pbx.ts';

/** Other rates for some prefixes of a version, as somebody wants them who saw the version at a revision. */
export interface PrefixEdit {
  readonly deck: string;
  /** First day of the version. */
  readonly from: string;
  /** The revision that was seen. */
  readonly revision: number;
  /** Each takes the place of all that the version says of its prefix; without rows the prefix goes. */
  readonly prefixes: readonly PrefixRates[];
}

/**
 * Changes what a version of a deck says of some prefixes, all of it or nothing, as one new revision; or, dry, tells what
 * that would change. The other prefixes are neither read nor written. Throws `invalid-request` with every fault,
 * `not-found`, and `conflict` where one of these prefixes is no longer as it was seen.
 */
export async function editPrefixes(catalog: Catalog, edit: PrefixEdit, dryRun: boolean): Promise<DeckImport> {
  return catalog.withLock('rates', async () => {
    const { db } = catalog;
    const revision = await readRevision(db);
    const version = await findDeckVersion(db, revision, edit.deck, edit.from);
    const names = edit.prefixes.map(({ prefix }) => prefix);
    const around = await readRates(db, version.versionId, revision, names.flatMap(listBeginnings));
    const before = around.filter(({ prefix }) => names.includes(prefix));
    const after = await readEdit(db, edit, version, before);
    await refuseOverwriting(db, edit, version, before);
    await refuseUnusable(db, revision, version, after);

    const comparison = compareRates(before, after);
    const { added, changed, removed } = comparison;
    const touched = added.length + changed.length + removed.length;
    const total = (await countRates(db, revision)).get(version.versionId) ?? 0;
    const made =
      dryRun || touched === 0
        ? revision
        : await db.transaction(async (transaction) => {
            const next = await makeRevision(
              transaction,
              `deck "${edit.deck}" from ${edit.from}: ${tellPrefixes(names)}`,
            );
            await changeRates(transaction, version.versionId, next, toRateChanges(comparison));
            return next;
          });
    return {
      dryRun,
      revision: made,
      rates: total + added.length - removed.length,
      ...describeChanges({ version, rates: around }, version, after, comparison),
      unchanged: total - changed.length - removed.length,
      warnings: [],
    };
  });
}

/** What the prefixes are to cost. Throws with every fault of the rows. */
async function readEdit(
  db: CatalogDb,
  { prefixes }: PrefixEdit,
  { windows }: DeckVersionRow,
  before: readonly Rate[],
): Promise<readonly Rate[]> {
  const { country } = await readPbx(db);
  const bands = new Set(windows.map(({ band }) => band));
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const after = prefixes.flatMap((one, at) => {
    const where = `prefixes[${at}]`;
    const refuse = (message: string) => void faults.push({ where: `${where}.prefix`, message });
    if (seen.has(one.prefix)) refuse(`The prefix "${one.prefix}" stands twice: write all its rows in one.`);
    seen.add(one.prefix);
    if (one.rows.length === 0 && !before.some(({ prefix }) => prefix === one.prefix)) {
      refuse(`There is no prefix "${one.prefix}" to take away: write its rows, or leave it out.`);
    }
    return readPrefixRates(one, bands, country, where, faults);
  });
  if (faults.length > 0) throw refuseFaults('The rates cannot be changed.', faults);
  return after;
}

/** Two people who change one prefix would each undo what the other did, unseen. */
async function refuseOverwriting(
  db: CatalogDb,
  { revision, prefixes }: PrefixEdit,
  { versionId }: DeckVersionRow,
  before: readonly Rate[],
): Promise<void> {
  const seen = await readRates(
    db,
    versionId,
    revision,
    prefixes.map(({ prefix }) => prefix),
  );
  if (isDeepStrictEqual(toPrefixRates(seen), toPrefixRates(before))) return;
  const changed = prefixes
    .map(({ prefix }) => prefix)
    .filter((name) => {
      const rowsOf = (rates: readonly Rate[]) => toPrefixRates(rates.filter(({ prefix }) => prefix === name));
      return !isDeepStrictEqual(rowsOf(seen), rowsOf(before));
    });
  throw new RingledgerError(
    'conflict',
    `Somebody has changed ${tellPrefixes(changed)} since revision ${revision}: look at it again, then change it.`,
  );
}

/** Whether calls could be priced by what would be there then. */
async function refuseUnusable(
  db: CatalogDb,
  revision: number,
  version: DeckVersionRow,
  rates: readonly Rate[],
): Promise<void> {
  const { zone } = await readPbx(db);
  const toInstant = (date: string) => startOfDay(zone, date);
  const { versions, ...others } = await readRateHeads(db, revision, zone, toInstant);
  const decks = versions.map((one) =>
    toRateDeck(one, zone, toInstant, one.versionId === version.versionId ? rates : []),
  );
  compilePriceBook({ ...others, decks });
}

/** A prefix, and all that it begins with: what priced its numbers where it is new. */
function listBeginnings(prefix: string): readonly string[] {
  return Array.from({ length: prefix.length }, (_, at) => prefix.slice(0, at + 1));
}

const SHOWN = 5;

function tellPrefixes(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.length === 1 ? 'prefix' : 'prefixes'} ${shown}${more}`;
}
