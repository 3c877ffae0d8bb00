import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_COMPANY } from '../core/directory-keys.ts';
import { RingledgerError } from '../core/errors.ts';
import { readJson } from '../core/read-json-text.ts';
import { startOfDay } from '../core/zone.ts';
import { compilePriceBook } from '../rating/price-book.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import { readDirectory } from '../store/catalog/directory.ts';
import { readRateHeads, toRateDeck, toTariffCard } from '../store/catalog/rates.ts';
import {
  type DeckHead,
  type DeckTerms,
  type DeckVersionRow,
  readDeckVersions,
} from '../store/catalog/rates-decks.ts';
import { makeRevision, readRevision } from '../store/catalog/rates-revision.ts';
import {
  changeTariffs,
  readTariffs,
  type StoredTariffs,
  type TariffChanges,
} from '../store/catalog/rates-tariffs.ts';
import { readPbx } from './read-pbx.ts';
import type { TariffNames } from './tariff-names.ts';
import { checkTariffs } from './tariffs-check.ts';
import { type TariffsFile, toAssignments, toTariff, toTariffsFile } from './tariffs-file.ts';
import { warnOfNoTariff } from './warn-of-no-tariff.ts';

/** What an import did, or would do: names, as there are few. */
export interface TariffsImport {
  readonly dryRun: boolean;
  /** The revision it made, which is the one before where it changed nothing. */
  readonly revision: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  /** Who pays by what, sentences: `company acme pays by "Standard" from 2026-01-01`. */
  readonly begun: readonly string[];
  readonly ended: readonly string[];
  /** Sentences about what was probably not meant. */
  readonly warnings: readonly string[];
}

interface TariffsWish {
  readonly dryRun?: boolean;
  readonly seen?: number | undefined;
  /** Decks that may be named as if they were there: a dry run has not imported them. */
  readonly coming?: readonly DeckHead[];
}

/**
 * Makes the text of a tariffs.json all that there is: what it leaves out ends, what is as it was stays; as one new
 * revision, or, dry, only told. `seen` is the revision whose tariffs somebody changed to these: refused with `conflict`
 * where the tariffs are other by now. Refuses with `invalid-request`, all faults at once, each with its path.
 */
export async function importTariffs(
  catalog: Catalog,
  text: string,
  { dryRun = false, seen, coming = [] }: TariffsWish = {},
): Promise<TariffsImport> {
  return catalog.withLock('rates', async () => {
    const { db } = catalog;
    const before = await readRevision(db);
    const stored = await readTariffs(db, before);
    if (seen !== undefined) await refuseOverwriting(db, seen, stored);
    const wanted = await readWantedTariffs(catalog, before, text, coming);
    const changes = compareTariffs(stored, wanted);
    const warnings = warnOfNoTariff(wanted, await readNames(catalog, before, coming));
    const revision = dryRun || isEmpty(changes) ? before : await write(db, changes);
    return { dryRun, revision, ...describe(stored, wanted, changes), warnings };
  });
}

/** Two people who change the tariffs would each undo what the other did, unseen. */
async function refuseOverwriting(db: CatalogDb, seen: number, stored: StoredTariffs): Promise<void> {
  if (isDeepStrictEqual(await readTariffs(db, seen), stored)) return;
  throw new RingledgerError(
    'conflict',
    `Somebody has changed the tariffs since revision ${seen}: look at them again, then change them.`,
  );
}

/** What the text of a tariffs.json asks for, checked against the decks of a revision. Throws `invalid-request`. */
export async function readWantedTariffs(
  catalog: Catalog,
  revision: number,
  text: string,
  coming: readonly DeckHead[] = [],
): Promise<StoredTariffs> {
  const file = checkTariffs(readJson(text), await readNames(catalog, revision, coming));
  const wanted = { tariffs: file.tariffs.map(toTariff), assignments: toAssignments(file) };
  await refuseUnusable(catalog.db, revision, wanted, coming);
  return wanted;
}

/** Tariffs at a revision as a tariffs.json. */
export async function exportTariffs(db: CatalogDb, revision: number): Promise<TariffsFile> {
  return toTariffsFile(await readTariffs(db, revision));
}

async function readNames(
  catalog: Catalog,
  revision: number,
  coming: readonly DeckHead[],
): Promise<TariffNames> {
  const { entries } = await readDirectory(catalog);
  const ids = (kind: 'companies' | 'trunks') =>
    entries.flatMap((one) => (one.kind === kind && 'id' in one.entry ? [one.entry.id] : []));
  const versions: readonly DeckVersionRow[] = await readDeckVersions(catalog.db, revision);
  return {
    decks: new Map([...coming, ...versions].map((deck) => [deck.name, deck])),
    companies: new Set([DEFAULT_COMPANY.id, ...ids('companies')]),
    trunks: new Set(ids('trunks')),
  };
}

/** What a deck to come is taken for: its own days and bands are checked where it is imported. */
const BARE_VERSION: DeckTerms & { readonly from: string } = {
  from: '1970-01-01',
  to: null,
  crossing: 'by-start',
  zone: null,
  windows: [],
  holidays: [],
};

/** Whether calls could be priced by these tariffs and the decks there are. */
async function refuseUnusable(
  db: CatalogDb,
  revision: number,
  wanted: StoredTariffs,
  coming: readonly DeckHead[],
): Promise<void> {
  const { zone } = await readPbx(db);
  const toInstant = (date: string) => startOfDay(zone, date);
  const { versions, ...others } = await readRateHeads(db, revision, zone, toInstant);
  const missing = coming.filter(({ name }) => !versions.some((version) => version.name === name));
  const decks = [...versions, ...missing.map((head) => ({ ...head, ...BARE_VERSION }))].map((version) =>
    toRateDeck(version, zone, toInstant, []),
  );
  compilePriceBook({ ...others, decks, ...toTariffCard(wanted, toInstant) });
}

function compareTariffs(stored: StoredTariffs, wanted: StoredTariffs): TariffChanges {
  const without = <Item>(list: readonly Item[], others: readonly Item[]) =>
    list.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)));
  return {
    gone: without(stored.tariffs, wanted.tariffs).map(({ name }) => name),
    come: without(wanted.tariffs, stored.tariffs),
    goneAssignments: without(stored.assignments, wanted.assignments),
    comeAssignments: without(wanted.assignments, stored.assignments),
  };
}

function isEmpty({ gone, come, goneAssignments, comeAssignments }: TariffChanges): boolean {
  return gone.length + come.length + goneAssignments.length + comeAssignments.length === 0;
}

function write(db: CatalogDb, changes: TariffChanges): Promise<number> {
  return db.transaction(async (transaction) => {
    const revision = await makeRevision(transaction, 'tariffs');
    await changeTariffs(transaction, revision, changes);
    return revision;
  });
}

function describe(stored: StoredTariffs, wanted: StoredTariffs, changes: TariffChanges) {
  const come = new Set(changes.come.map(({ name }) => name));
  const gone = new Set(changes.gone);
  const names = wanted.tariffs.map(({ name }) => name);
  return {
    added: names.filter((name) => come.has(name) && !gone.has(name)),
    changed: names.filter((name) => come.has(name) && gone.has(name)),
    removed: stored.tariffs.map(({ name }) => name).filter((name) => !names.includes(name)),
    unchanged: names.filter((name) => !come.has(name)),
    begun: changes.comeAssignments.map(tellAssignment),
    ended: changes.goneAssignments.map(tellAssignment),
  };
}

function tellAssignment({ kind, to, name, fromDate, toDate }: StoredTariffs['assignments'][number]): string {
  const days = `${fromDate === null ? '' : ` from ${fromDate}`}${toDate === null ? '' : ` until before ${toDate}`}`;
  return `${kind} ${to} ${kind === 'company' ? 'pays' : 'is billed'} by "${name}"${days}`;
}
