import type { DirectoryEntries, DirectoryKind } from '../core/directory.ts';
import { type KindEntry, keyOf, listEntries } from './entry-key.ts';

/** Somebody or something of the directory, with all that it ever was, the latest first. */
export interface EntryHistory {
  readonly id: string;
  /** Of numbers that are a company's own; empty for others. */
  readonly company: string;
  readonly history: readonly KindEntry['entry'][];
}

/** What is looked for: words of any of its facts, on a day where one is given. */
export interface HistoryFilter {
  readonly text: string | undefined;
  /** `YYYY-MM-DD` */
  readonly at: string | undefined;
  /** The key after which they go on, by `placeOf`. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Entries of a kind by id, those of which an entry holds on the day and has the text. */
export function listHistory(
  entries: DirectoryEntries,
  kind: DirectoryKind,
  { text, at, after, limit }: HistoryFilter,
): readonly EntryHistory[] {
  const wanted = text?.trim().toLowerCase() ?? '';
  const found: EntryHistory[] = [];
  for (const one of groupByKey(listEntries(entries).filter((one) => one.kind === kind))) {
    if (after !== undefined && placeOf(one) <= after) continue;
    const fits = one.history.some(
      (entry) => (at === undefined || holdsOn(entry, at)) && (wanted === '' || hasText(entry, wanted)),
    );
    if (fits) found.push(one);
    if (found.length === limit) break;
  }
  return found;
}

/** Whether an entry holds on a day. */
export function holdsOn({ from, to }: KindEntry['entry'], day: string): boolean {
  return (from === undefined || from <= day) && (to === undefined || day < to);
}

/** A text by which entries of a kind stand in order. */
export function placeOf({ id, company }: Pick<EntryHistory, 'id' | 'company'>): string {
  return `${id}\0${company}`;
}

function groupByKey(entries: readonly KindEntry[]): readonly EntryHistory[] {
  const groups = new Map<string, { id: string; company: string; history: KindEntry['entry'][] }>();
  for (const one of entries) {
    const { id, company } = keyOf(one);
    const place = placeOf({ id, company });
    const group = groups.get(place);
    if (group === undefined) groups.set(place, { id, company, history: [one.entry] });
    else group.history.push(one.entry);
  }
  for (const { history } of groups.values()) history.sort(byLatest);
  return [...groups].sort(([place], [other]) => (place < other ? -1 : 1)).map(([, group]) => group);
}

function byLatest({ from = '' }: KindEntry['entry'], { from: other = '' }: KindEntry['entry']): number {
  return from < other ? 1 : -1;
}

/** Whether any of its facts holds the text: a name, a number, an owner. Days are no facts, nor is who told of it. */
function hasText(
  { from: _from, to: _to, source: _source, ...facts }: KindEntry['entry'],
  text: string,
): boolean {
  const said = Object.values(facts).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return said.some((value) => typeof value === 'string' && value.toLowerCase().includes(text));
}
