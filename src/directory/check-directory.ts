import { DIRECTORY_KINDS, type DirectoryEntries } from '../core/directory.ts';
import { DEFAULT_COMPANY } from '../core/directory-keys.ts';
import { type Fault, refuseFaults } from '../core/errors.ts';
import type { DiallingRules } from '../core/phone-number.ts';
import { checkDates } from './check-dates.ts';
import { checkDialling } from './check-dialling.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { checkReferences, collectNames } from './check-references.ts';
import { checkSettings } from './check-settings.ts';
import { checkShape } from './check-shape.ts';
import { arrangeEntries } from './entry-key.ts';
import { fillDialling, type WrittenDialling } from './fill-entry.ts';
import { fieldOf, listRawEntries, mergeEntries, placeSound } from './place-entries.ts';

/**
 * How digits are read before a directory says so. The first import has to say it, as a guess would put wrong prices
 * on calls.
 */
const UNTOLD_DIALLING: DiallingRules = {
  country: 'GB',
  outsideLine: '',
  international: '00',
  national: '0',
  areaCode: '',
};

/** The directory before any import. */
export function untoldDirectory(zone: string): DirectoryEntries {
  const none = Object.fromEntries(DIRECTORY_KINDS.map((kind) => [kind, []])) as unknown as DirectoryEntries;
  return { ...none, zone, dialling: UNTOLD_DIALLING, companies: [DEFAULT_COMPANY] };
}

/**
 * Checks a parsed directory.json, and gives what the directory will be once it is imported: its entries with what may
 * be left out written in, over those `kept` from earlier imports (of which every one stays that the file does not
 * name). What may be left out: a device's `sipName` (its id) and `extensions` (none), an extension's `name` (its
 * number), `members` (none), `zone` (as kept, else `zone`), `dialling` (as kept; the first import must have it) and in
 * it everything but the country (the country's prefixes, no outside line, no area code). Refuses with `invalid-request`, all faults at once, each with its path.
 */
export function checkDirectory(json: unknown, zone: string, kept?: DirectoryEntries): DirectoryEntries {
  const raw = listRawEntries(json);
  const shapeFaults = checkShape(json);
  const written = placeSound(raw, shapeFaults);
  const merged = mergeEntries(kept, written);
  const known = collectNames(raw, merged);
  const entries = arrangeEntries(readSettings(json, shapeFaults, zone, kept), merged);
  // What a list that is none would have held cannot be missed.
  const hasUnreadList = shapeFaults.some(({ where }) => DIRECTORY_KINDS.some((kind) => kind === where));
  const faults = [
    ...shapeFaults,
    ...missingDialling(json, kept),
    ...checkSettings(json, written),
    ...checkDialling(written, entries),
    ...written.flatMap(checkDates),
    ...(hasUnreadList ? [] : written.flatMap((placed) => checkReferences(placed, known))),
    ...checkOverlaps(merged, entries),
  ];
  if (faults.length > 0) throw refuseFaults(summaryOf(faults.length), sortFaults(faults));
  return entries;
}

function readSettings(
  json: unknown,
  shapeFaults: readonly Fault[],
  zone: string,
  kept: DirectoryEntries | undefined,
): Pick<DirectoryEntries, 'zone' | 'dialling'> {
  const before = kept ?? { zone, dialling: UNTOLD_DIALLING };
  const sound = (field: string) =>
    shapeFaults.some(({ where }) => where === field || where.startsWith(`${field}.`))
      ? undefined
      : fieldOf(json, field);
  const writtenZone = sound('zone') as string | undefined;
  const writtenDialling = sound('dialling') as WrittenDialling | undefined;
  return {
    zone: writtenZone ?? before.zone,
    dialling: writtenDialling === undefined ? before.dialling : fillDialling(writtenDialling),
  };
}

function missingDialling(json: unknown, kept: DirectoryEntries | undefined): readonly Fault[] {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isObject || kept !== undefined || fieldOf(json, 'dialling') !== undefined) return [];
  const message =
    '"dialling" is missing: say how outside numbers are dialled, for example "dialling": {"country":"GB","outsideLine":"9","international":"00","national":"0","areaCode":"20"}.';
  return [{ where: 'directory', message }];
}

function summaryOf(count: number): string {
  return `The directory has ${count === 1 ? 'a fault' : `${count} faults`}; nothing of it was imported.`;
}

/** The PBX's own settings first, then the lists as directory.json has them, each from its beginning. */
function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  const lists: readonly string[] = DIRECTORY_KINDS;
  const placed = faults.map((fault) => {
    const [, kind = '', index = '-1'] = /^([a-z]+)(?:\[(\d+)\])?/.exec(fault.where) ?? [];
    return { fault, list: lists.indexOf(kind), index: Number(index) };
  });
  placed.sort((a, b) => a.list - b.list || a.index - b.index);
  return placed.map(({ fault }) => fault);
}
