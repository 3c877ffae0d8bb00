import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RingledgerError } from '../core/errors.ts';

/** One numbered step of a store's shape: the file `0001-access.sql` is number 1, named `access`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file's text with line ends as `\n`, so that a checkout with CRLF is the same migration. */
  readonly hash: string;
}

/** What a store remembers of a migration it has run. */
export type RecordedMigration = Omit<Migration, 'sql'>;

/** Each store's own, beside this module; the build copies them beside what it makes of it. */
export const OWN_MIGRATIONS = {
  calls: new URL('./calls/migrations/', import.meta.url),
  catalog: new URL('./catalog/migrations/', import.meta.url),
} as const;

const FILE_NAME = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

/**
 * Reads the folder's `NNNN-name.sql` files in order of number; other kinds of file are passed over. Refuses, naming
 * the file, an SQL file named otherwise, a number taken twice, and a gap in the numbers, which start at 0001.
 */
export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const path = fileURLToPath(folder);
  const files = (await readdir(path)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  migrations.forEach((migration, index) => {
    const expected = index + 1;
    if (migration.number < expected) {
      throw refuse(`${fileOf(migration)} in ${path} takes a number twice: give it the next free one.`);
    }
    if (migration.number > expected) {
      throw refuse(
        `${fileOf(migration)} in ${path} leaves a gap: number ${padded(expected)} is missing. Put the missing file back, or renumber.`,
      );
    }
  });
  return migrations;
}

/**
 * The migrations still to be run, in order. Refuses when one that has been run is no longer the same text, or is not
 * among the files at all: the store was then written by another version.
 */
export function listPending(
  migrations: readonly Migration[],
  recorded: readonly RecordedMigration[],
): readonly Migration[] {
  for (const done of recorded) {
    const file = migrations.find((migration) => migration.number === done.number);
    if (file === undefined) {
      throw refuse(
        `The store has run migration ${fileOf(done)}, which this version of Ringledger does not have: start the newer version that wrote it.`,
      );
    }
    if (file.hash !== done.hash || file.name !== done.name) {
      throw refuse(
        `Migration ${fileOf(file)} is not the text that the store ran as ${fileOf(done)}: put the old text back, and make the change in a new migration.`,
      );
    }
  }
  const done = new Set(recorded.map((migration) => migration.number));
  const last = Math.max(0, ...done);
  const skipped = migrations.find((migration) => migration.number < last && !done.has(migration.number));
  if (skipped !== undefined) {
    throw refuse(
      `Migration ${fileOf(skipped)} was never run, but a later one was: give it the next free number.`,
    );
  }
  return migrations.filter((migration) => migration.number > last);
}

async function readMigration(folder: URL, file: string): Promise<Migration> {
  const match = FILE_NAME.exec(file);
  if (match === null) {
    throw refuse(`"${file}" in ${fileURLToPath(folder)} is not named like a migration: write NNNN-name.sql.`);
  }
  const [, number = '', name = ''] = match;
  const sql = (await readFile(new URL(file, asFolder(folder)), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(number), name, sql, hash: createHash('sha256').update(sql).digest('hex') };
}

function asFolder(folder: URL): URL {
  return folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`);
}

function fileOf(migration: RecordedMigration): string {
  return `${padded(migration.number)}-${migration.name}.sql`;
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}

function refuse(message: string): RingledgerError {
  return new RingledgerError('invalid-config', message);
}
