import { eq, inArray, sql } from 'drizzle-orm';
import type { DirectoryEntries, DirectoryEntry, DirectoryKind } from '../../core/directory.ts';
import type { Catalog } from './catalog.ts';
import type { CatalogDb } from './connect.ts';
import { setting } from './schema-access.ts';
import { directoryEntry } from './schema-directory.ts';
import { raiseVersionWithin } from './versions.ts';

type Settings = Pick<DirectoryEntries, 'zone' | 'dialling'>;

/** An entry with what makes it itself; `company` is empty where ids are the whole PBX's. */
interface EntryRow {
  readonly kind: DirectoryKind;
  readonly id: string;
  readonly company: string;
  readonly entry: DirectoryEntry;
}

/** All that is kept of the directory, in no order; settings are missing before the first import. */
export interface StoredDirectory {
  readonly settings: Settings | undefined;
  readonly entries: readonly Pick<EntryRow, 'kind' | 'entry'>[];
}

export interface DirectoryChange {
  readonly settings: Settings | undefined;
  /** Entries that are new, or replace the one of their key. */
  readonly entries: readonly EntryRow[];
  /** Whether nothing changes but who tells of entries, which no call is attributed by. */
  readonly onlyMarks?: boolean | undefined;
}

const ZONE = 'directory.zone';
const DIALLING = 'directory.dialling';
/** Keeps one statement's parameter at a few MB. */
const ROWS_A_STATEMENT = 10_000;

/** Everything of one moment. */
export function readDirectory(catalog: Catalog): Promise<StoredDirectory> {
  return catalog.db.transaction(readWithin, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/**
 * Writes what `decide` makes of the directory as it is, all or nothing, and nobody else changes it meanwhile. The
 * version rises with it when there is anything to write. Gives back what was decided; what `decide` throws is thrown.
 */
export function changeDirectory<Change extends DirectoryChange>(
  catalog: Catalog,
  decide: (stored: StoredDirectory) => Change,
): Promise<Change> {
  return catalog.withLock('directory', () =>
    catalog.db.transaction(async (transaction) => {
      const change = decide(await readWithin(transaction));
      if (change.settings !== undefined) await writeSettings(transaction, change.settings);
      for (let start = 0; start < change.entries.length; start += ROWS_A_STATEMENT) {
        await writeEntries(transaction, change.entries.slice(start, start + ROWS_A_STATEMENT));
      }
      const isEmpty = change.settings === undefined && change.entries.length === 0;
      if (!isEmpty && change.onlyMarks !== true) await raiseVersionWithin(transaction, 'directory');
      return change;
    }),
  );
}

/** Ids of the companies that any entry has ever described, in order. */
export async function readCompanyIds(db: CatalogDb): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ id: directoryEntry.id })
    .from(directoryEntry)
    .where(eq(directoryEntry.kind, 'companies'));
  return rows.map(({ id }) => id).sort();
}

/** The PBX's zone and dialling rules; undefined before the first import. */
export async function readDirectorySettings(db: CatalogDb): Promise<Settings | undefined> {
  const rows = await db
    .select()
    .from(setting)
    .where(inArray(setting.key, [ZONE, DIALLING]));
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  const [zone, dialling] = [values.get(ZONE), values.get(DIALLING)];
  return zone === undefined || dialling === undefined ? undefined : { zone, dialling: JSON.parse(dialling) };
}

async function readWithin(transaction: CatalogDb): Promise<StoredDirectory> {
  const settings = await readDirectorySettings(transaction);
  const entries = await transaction
    .select({ kind: directoryEntry.kind, entry: directoryEntry.entry })
    .from(directoryEntry);
  return { settings, entries };
}

async function writeSettings(transaction: CatalogDb, { zone, dialling }: Settings): Promise<void> {
  await transaction
    .insert(setting)
    .values([
      { key: ZONE, value: zone },
      { key: DIALLING, value: JSON.stringify(dialling) },
    ])
    .onConflictDoUpdate({ target: setting.key, set: { value: sql`excluded.value` } });
}

/** One parameter for all rows, as a parameter each would be too many for the protocol. */
async function writeEntries(transaction: CatalogDb, entries: readonly EntryRow[]): Promise<void> {
  const rows = entries.map((row) => ({ ...row, from: row.entry.from, to: row.entry.to }));
  await transaction.execute(sql`
    insert into ${directoryEntry} (kind, id, company, valid_from, valid_to, entry)
    select kind, id, company, coalesce("from", '-infinity'), coalesce("to", 'infinity'), entry
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (kind text, id text, company text, "from" date, "to" date, entry jsonb)
    on conflict (kind, id, company, valid_from)
    do update set valid_to = excluded.valid_to, entry = excluded.entry`);
}
