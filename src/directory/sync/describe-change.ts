import { DIRECTORY_KINDS, type DirectoryKind } from '../../core/directory.ts';
import type { KindEntry } from '../entry-key.ts';

/** One thing that a sync changes, or refuses to. */
export interface Change {
  readonly what: 'new' | 'changed' | 'ended' | 'refused';
  readonly kind: DirectoryKind;
  /** The thing by its name: a SIP name, a number, an id. */
  readonly name: string;
  readonly company: string;
  /** What is new of it, or in the way: `owner Ann Reader → Bob Marsh`. */
  readonly words: string;
}

/** What a person calls the lists. */
const TITLES: Readonly<Record<DirectoryKind, string>> = {
  companies: 'company',
  extensions: 'extension',
  devices: 'device',
  ddis: 'DDI',
  trunks: 'trunk',
  queues: 'queue',
  groups: 'group',
};

const ORDER: readonly Change['what'][] = ['refused', 'ended', 'changed', 'new'];
const DAYS: readonly string[] = ['from', 'to', 'source'];

export function describeChange(what: Change['what'], one: KindEntry, words: string): Change {
  const { kind, entry } = one;
  const company = 'company' in entry ? entry.company : '';
  return { what, kind, name: nameOf(one), company, words };
}

/** `device 204 (Ann Reader)`. */
export function describeEntry(one: KindEntry): string {
  const { kind, entry } = one;
  const name = nameOf(one);
  const person = 'owner' in entry ? entry.owner : 'name' in entry ? entry.name : '';
  return `${TITLES[kind]} ${name}${person === '' || person === name ? '' : ` (${person})`}`;
}

/** Everything that an entry says besides its name: `owner Ann Reader, company default, extensions 204`. */
export function describeFields(one: KindEntry): string {
  const name = nameOf(one);
  const fields = Object.entries(one.entry).filter(([field]) => !DAYS.includes(field));
  const told = fields.filter(([, value]) => value !== name && !(Array.isArray(value) && value.length === 0));
  return told.map(([field, value]) => `${wordOf(field)} ${show(value)}`).join(', ');
}

/** In what one entry differs from another: `owner Ann Reader → Bob Marsh, extensions 204 → 204 205`. */
export function describeDifference(before: KindEntry, after: KindEntry): string {
  const old = new Map<string, unknown>(Object.entries(before.entry));
  const fields = Object.entries(after.entry).filter(
    ([field, value]) => !DAYS.includes(field) && show(value) !== show(old.get(field)),
  );
  return fields
    .map(([field, value]) => `${wordOf(field)} ${show(old.get(field))} → ${show(value)}`)
    .join(', ');
}

/** What a person has to look at comes first; within that, the lists as a directory.json has them, by name. */
export function sortChanges(changes: readonly Change[]): readonly Change[] {
  const rank = ({ what, kind }: Change) => ORDER.indexOf(what) * 10 + DIRECTORY_KINDS.indexOf(kind);
  return changes.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function nameOf({ kind, entry }: KindEntry): string {
  switch (kind) {
    case 'devices':
      return entry.sipName;
    case 'queues':
      return entry.name;
    case 'companies':
    case 'trunks':
      return entry.id;
    default:
      return entry.number;
  }
}

function wordOf(field: string): string {
  return field === 'sipName' ? 'SIP name' : field;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value === undefined || value === '' ? 'none' : String(value);
}
