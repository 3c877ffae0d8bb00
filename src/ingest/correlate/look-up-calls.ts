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
 * in common with kept records of the same time. `window` is where other records of their calls are looked for. The
 * questions are put to the store together: each waits for the engine, which writes the batch before meanwhile.
 */
export async function lookUpCalls(
  store: CallStore,
  records: readonly ArrivingRecord[],
  window: Window,
): Promise<LookedUp> {
  const tying = tieCalls(store, records, window);
  const knowing = tying.then(({ unions }) => keysOf(records, unions));
  const [{ unions, finder }, keys, known] = await Promise.all([
    tying,
    knowing,
    findKnownRecords(store, knowing, window),
  ]);
  return { unions, newTies: finder.found, known, keys, channels: finder.channels };
}

async function tieCalls(store: CallStore, records: readonly ArrivingRecord[], window: Window) {
  const [unions, namesakes] = await Promise.all([
    readUnions(store, window),
    findNamesakes(store, channelsOf(records), spanOf(records), window.fromAt),
  ]);
  const finder = new TieFinder(unions);
  for (const { names } of records) finder.add(names);
  for (const namesake of namesakes) finder.meet(namesake);
  return { unions, finder };
}

/** Channels of records, as hashes. */
function channelsOf(records: readonly ArrivingRecord[]): KeySet {
  const channels = new KeySet();
  for (const { names } of records) {
    if (names.channel !== 0) channels.add(names.channel);
    if (names.dstchannel !== 0) channels.add(names.dstchannel);
  }
  return channels;
}

/** The keys of the calls of records, all of each. */
function keysOf(records: readonly ArrivingRecord[], unions: Unions): KeySet {
  const keys = new KeySet();
  for (const { names } of records) {
    const set = unions.of(names.callKey);
    if (set === undefined) keys.add(names.callKey);
    else if (!keys.has(names.callKey)) for (const key of set) keys.add(key);
  }
  return keys;
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
