import { KeySet } from '../../core/key-set.ts';
import type { CallStore } from '../../store/calls/call-store.ts';
import { findNamesakes } from '../../store/calls/call-ties.ts';
import { findKnownRecords, type Window, widenWindow } from '../../store/calls/cdr-rows.ts';
import type { CallNames } from './call-names.ts';
import { type CallTie, TieFinder } from './find-ties.ts';
import { readUnions, type Unions } from './unions.ts';

/** Records that arrive together. */
export interface ArrivingRecord {
  readonly names: CallNames;
}

/** What is known of the calls that arriving records are of. */
export interface LookedUp {
  readonly unions: Unions;
  /** What arriving records prove and nobody has written down. */
  readonly newTies: readonly CallTie[];
  /** Identities of kept records by call key, of every key that is of one of these calls. */
  readonly known: ReadonlyMap<number, ReadonlySet<number>>;
  /** All those keys, whether they have records or not. */
  readonly keys: KeySet;
  /** The channels of the arriving records, as hashes. */
  readonly channels: { has(channel: number): boolean };
}

/**
 * Finds the calls of records that arrive: by their own keys, by the ties that others proved, and by channels they have
 * in common with kept records of the same time. `window` is where other records of their calls are looked for.
 */
export async function lookUpCalls(
  store: CallStore,
  records: readonly ArrivingRecord[],
  window: Window,
): Promise<LookedUp> {
  const unions = await readUnions(store, window);
  const finder = new TieFinder(unions);
  for (const { names } of records) finder.add(names);
  await findNamesakes(store, finder.channels, spanOf(records), window.fromAt, (row) => finder.meet(row));
  const keys = new KeySet();
  for (const { names } of records) {
    const set = unions.of(names.callKey);
    if (set === undefined) keys.add(names.callKey);
    else if (!keys.has(names.callKey)) for (const key of set) keys.add(key);
  }
  const known = await findKnownRecords(store, keys, window);
  return { unions, newTies: finder.found, known, keys, channels: finder.channels };
}

/** When other records of these records' calls may start. */
export function windowOf(records: readonly ArrivingRecord[]): Window {
  let fromAt = 0xffff_ffff;
  let toAt = 0;
  for (const { names } of records) {
    fromAt = Math.min(fromAt, names.fromAt);
    toAt = Math.max(toAt, names.fromAt);
  }
  return widenWindow({ fromAt: Math.min(fromAt, toAt), toAt });
}

/** From when until when these records last. */
function spanOf(records: readonly ArrivingRecord[]): Window {
  let fromAt = 0xffff_ffff;
  let toAt = 0;
  for (const { names } of records) {
    fromAt = Math.min(fromAt, names.fromAt);
    toAt = Math.max(toAt, names.toAt);
  }
  return { fromAt: Math.min(fromAt, toAt), toAt: Math.min(toAt, 0xffff_fffe) };
}

/** Whether a record may be of a call that is among those looked up, by what it says itself. */
export function mayShareCall({ names }: ArrivingRecord, others: LookedUp): boolean {
  const { callKey, uniqueidKey, channel, dstchannel } = names;
  return (
    others.keys.has(callKey) ||
    (uniqueidKey !== callKey && others.keys.has(uniqueidKey)) ||
    (channel !== 0 && others.channels.has(channel)) ||
    (dstchannel !== 0 && others.channels.has(dstchannel))
  );
}
