import { isDeepStrictEqual } from 'node:util';
import type { DirectoryEntries } from '../core/directory.ts';
import { DEFAULT_COMPANY } from '../core/directory-keys.ts';
import { readJson } from '../core/read-json-text.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import {
  changeDirectory,
  type DirectoryChange,
  readDirectory,
  type StoredDirectory,
} from '../store/catalog/directory.ts';
import { readVersion } from '../store/catalog/versions.ts';
import { checkDirectory, untoldDirectory } from './check-directory.ts';
import { arrangeEntries, type KindEntry, keyOf, keyText, listEntries } from './entry-key.ts';
import { isSameButMark } from './entry-mark.ts';
import { listRawEntries } from './place-entries.ts';

/** What an import did, counted in entries. */
export interface DirectoryImport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** In the catalog and not in this file: they stay. */
  readonly kept: number;
  /** Whether the PBX's zone or dialling rules are not what they were. */
  readonly settingsChanged: boolean;
  /** Rises with every change of the directory. */
  readonly version: number;
}

/**
 * Takes the text of a directory.json into the catalog, all of it or nothing. An entry is itself by kind, id (number
 * and company where numbers are a company's own) and first day: importing it again changes it. Entries that the file
 * does not name stay, as several files may describe one PBX and nothing that attributed a past call may vanish.
 * `zone` is the PBX's where no file has said it. Refuses with `invalid-request`, all faults at once.
 */
export async function importDirectory(
  catalog: Catalog,
  text: string,
  zone: string = serverZone(),
): Promise<DirectoryImport> {
  const json = readJson(text);
  const { counts } = await changeDirectory(catalog, (stored) => planImport(stored, json, zone));
  return { ...counts, version: await readVersion(catalog, 'directory') };
}

/** The directory as it is kept, ready for `indexDirectory`; before any import its zone is `zone` and it is empty. */
export async function loadDirectory(
  catalog: Catalog,
  zone: string = serverZone(),
): Promise<DirectoryEntries> {
  const kept = toEntries(await readDirectory(catalog));
  if (kept === undefined) return untoldDirectory(zone);
  const hasDefault = kept.companies.some(({ id }) => id === DEFAULT_COMPANY.id);
  return hasDefault ? kept : { ...kept, companies: [DEFAULT_COMPANY, ...kept.companies] };
}

/** What importing a parsed directory.json changes of the one that is kept. */
export function planImport(
  stored: StoredDirectory,
  json: unknown,
  zone: string,
): DirectoryChange & { readonly counts: Omit<DirectoryImport, 'version'> } {
  const kept = toEntries(stored);
  const entries = checkDirectory(json, zone, kept);
  const before = new Map(
    (kept === undefined ? [] : listEntries(kept)).map((one) => [keyText(one), one.entry]),
  );
  const after = listEntries(entries);
  const added = after.filter((one) => !before.has(keyText(one)));
  const changed = after.filter((one) => isChanged(one, before.get(keyText(one))));
  const written = listRawEntries(json).length;
  const settings = { zone: entries.zone, dialling: entries.dialling };
  const settingsChanged = !isDeepStrictEqual(settings, stored.settings);
  return {
    settings: settingsChanged ? settings : undefined,
    entries: [...added, ...changed].map((one) => {
      const { id, company } = keyOf(one);
      return { kind: one.kind, id, company, entry: one.entry };
    }),
    onlyMarks:
      !settingsChanged &&
      added.length === 0 &&
      changed.every((one) => differsByMark(one, before.get(keyText(one)))),
    counts: {
      added: added.length,
      changed: changed.length,
      unchanged: written - added.length - changed.length,
      kept: after.length - written,
      settingsChanged,
    },
  };
}

function isChanged(one: KindEntry, before: KindEntry['entry'] | undefined): boolean {
  return before !== undefined && !isDeepStrictEqual(one.entry, before);
}

function differsByMark(one: KindEntry, entry: KindEntry['entry'] | undefined): boolean {
  return entry !== undefined && isSameButMark(one, { kind: one.kind, entry } as KindEntry);
}

/** Undefined before the first import. */
export function toEntries({ settings, entries }: StoredDirectory): DirectoryEntries | undefined {
  return settings === undefined ? undefined : arrangeEntries(settings, entries as readonly KindEntry[]);
}

/** The zone of the machine, where nobody has said the PBX's. */
export function serverZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
