import type { Validity } from './directory.ts';
import { startOfDay } from './zone.ts';

/** An entry with its days as instants (UTC epoch seconds, half-open); infinite where it is undated. */
export interface Dated<E> {
  readonly entry: E;
  readonly fromAt: number;
  readonly toAt: number;
}

/** Gives entries their instants. One function serves a whole directory, as many entries share few days. */
export type DateEntry = <E>(entry: E, validity: Validity) => Dated<E>;

/** Days of `zone`. */
export function createDating(zone: string): DateEntry {
  const instants = new Map<string, number>();
  const instantOf = (day: string): number => {
    const known = instants.get(day) ?? startOfDay(zone, day);
    instants.set(day, known);
    return known;
  };
  return (entry, { from, to }) => ({
    entry,
    fromAt: from === undefined ? Number.NEGATIVE_INFINITY : instantOf(from),
    toAt: to === undefined ? Number.POSITIVE_INFINITY : instantOf(to),
  });
}

/** Whether a dated entry holds at an instant. */
export function holdsAt(dated: Dated<unknown>, at: number): boolean {
  return dated.fromAt <= at && at < dated.toAt;
}

/** The first entry that holds at an instant. */
export function entryAt<E>(list: readonly Dated<E>[] | undefined, at: number): E | undefined {
  if (list === undefined) return undefined;
  for (const dated of list) if (holdsAt(dated, at)) return dated.entry;
  return undefined;
}

/** The entry that holds at an instant, unless several do. */
export function onlyEntryAt<E>(list: readonly Dated<E>[] | undefined, at: number): E | undefined {
  if (list === undefined) return undefined;
  let found: E | undefined;
  for (const dated of list) {
    if (!holdsAt(dated, at)) continue;
    if (found !== undefined) return undefined;
    found = dated.entry;
  }
  return found;
}

/** Adds to the list under a key. */
export function addTo<K, E>(lists: Map<K, E[]>, key: K, item: E): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** The map under a key, made where it is missing. */
export function mapUnder<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key) ?? new Map<L, V>();
  maps.set(key, known);
  return known;
}
