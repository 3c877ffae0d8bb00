import type { Cdr } from '../../core/cdr.ts';
import { KeySet } from '../../core/key-set.ts';
import type { CallStore } from '../../store/calls/call-store.ts';
import { insertTies } from '../../store/calls/call-ties.ts';
import { type CdrRow, readCalls, type Window } from '../../store/calls/cdr-rows.ts';
import type { StoredCall } from '../make-legs.ts';
import { toCdr } from '../stored-records.ts';
import { namesOf } from './call-names.ts';
import { type CallTie, TieFinder } from './find-ties.ts';
import type { ArrivingRecord, LookedUp } from './look-up-calls.ts';
import { readUnions, type Unions } from './unions.ts';

/** Records by the key that they have themselves. */
class CallRecords {
  readonly keys = new KeySet();
  readonly #records: Cdr[][] = [];

  add(callKey: number, cdr: Cdr): void {
    const number = this.keys.add(callKey);
    const others = this.#records[number];
    if (others === undefined) this.#records.push([cdr]);
    else others.push(cdr);
  }

  of(callKey: number): readonly Cdr[] {
    return this.#records[this.keys.numberOf(callKey) ?? -1] ?? [];
  }
}

/** Calls made of kept records, and ties among them that nobody has written down. */
interface KeptCalls {
  readonly calls: readonly StoredCall[];
  readonly newTies: readonly CallTie[];
}

/**
 * The calls of kept records, whole: with the kept records of other keys that are of the same calls. `arriving` are ties
 * that something else has proved just now. Writes nothing.
 */
export async function readKeptCalls(
  store: CallStore,
  rows: readonly CdrRow[],
  window: Window,
  arriving: readonly CallTie[] = [],
): Promise<KeptCalls> {
  const unions = await readUnions(store, window);
  const news = arriving.filter(({ callKey, joinedKey }) => unions.join(callKey, joinedKey));
  const finder = new TieFinder(unions);
  const calls = new CallRecords();
  const read = new Set<number>();
  for (let next = rows; next.length > 0; ) {
    for (const row of next) addRow(calls, finder, row);
    const others = otherKeys(calls, read, unions);
    next = await readCalls(store, others, window);
  }
  return { calls: joinCalls(calls, unions, calls.keys), newTies: [...news, ...finder.found] };
}

/**
 * The same for legs that are about to be made again: what ties were not written down (those of records older than ties,
 * and those that arrive) are written down first.
 */
export async function gatherKeptCalls(
  store: CallStore,
  rows: readonly CdrRow[],
  window: Window,
  arriving: readonly CallTie[] = [],
): Promise<readonly StoredCall[]> {
  const { calls, newTies } = await readKeptCalls(store, rows, window, arriving);
  await insertTies(store, newTies);
  return calls;
}

/** The calls of records that arrive, with the kept records of theirs, of whatever keys. */
export async function gatherArrivingCalls(
  store: CallStore,
  arriving: readonly (ArrivingRecord & { readonly record: { readonly cdr: Cdr } })[],
  { unions, known }: Pick<LookedUp, 'unions' | 'known'>,
  window: Window,
): Promise<readonly StoredCall[]> {
  const calls = new CallRecords();
  for (const { names, record } of arriving) calls.add(names.callKey, record.cdr);
  const kept = new Set<number>();
  if (known.size > 0) {
    for (const callKey of calls.keys) {
      for (const key of unions.of(callKey) ?? [callKey]) if (known.has(key)) kept.add(key);
    }
  }
  for (const row of await readCalls(store, [...kept], window)) calls.add(row.callKey, toCdr(row));
  return joinCalls(calls, unions, kept);
}

function addRow(calls: CallRecords, finder: TieFinder, row: CdrRow): void {
  const cdr = toCdr(row);
  calls.add(row.callKey, cdr);
  finder.add(namesOf(cdr));
}

/** Keys of the same calls whose records were not read yet. */
function otherKeys(calls: CallRecords, read: Set<number>, unions: Unions): number[] {
  const others: number[] = [];
  for (const callKey of calls.keys) read.add(callKey);
  for (const callKey of calls.keys) {
    for (const key of unions.of(callKey) ?? []) {
      if (read.has(key)) continue;
      read.add(key);
      others.push(key);
    }
  }
  return others;
}

const NO_KEYS: readonly number[] = [];

/** Records by key as calls. Of those with a `kept` key, legs may stand already under any key of theirs. */
function joinCalls(
  calls: CallRecords,
  unions: Unions,
  kept: { has(callKey: number): boolean },
): readonly StoredCall[] {
  const joined: StoredCall[] = [];
  const done = new Set<readonly number[]>();
  for (const callKey of calls.keys) {
    const set = unions.of(callKey);
    if (set === undefined) {
      const placedKeys = kept.has(callKey) ? [callKey] : NO_KEYS;
      joined.push({ callKey, records: calls.of(callKey), placedKeys });
    } else if (!done.has(set)) {
      done.add(set);
      joined.push({
        callKey: nameCall(set.filter((key) => calls.keys.has(key))),
        records: set.flatMap((key) => calls.of(key)),
        placedKeys: set.some((key) => kept.has(key)) ? set : NO_KEYS,
      });
    }
  }
  return joined;
}

/** The key under which the legs of a call of several keys stand: the least of those that records have. */
function nameCall(keys: readonly number[]): number {
  return keys.reduce((least, key) => Math.min(least, key), Number.MAX_SAFE_INTEGER);
}
