import type { Cdr } from '../../core/cdr.ts';
import { addTo } from '../../core/dated-entries.ts';

/**
 * The records of one call in the order of their making, each once. The answer depends on neither the order nor the
 * repetition of what is given: a record that came by both forms of CSV counts as its richer form. Records that only
 * continue another one are left out; a call of nothing but such records keeps its first.
 */
export function orderRecords(records: readonly Cdr[]): readonly Cdr[] {
  if (records.length < 2) return records;
  const sorted = records.toSorted(compareRecords);
  return dropContinuations(takeOnce(sorted));
}

function compareRecords(a: Cdr, b: Cdr): number {
  return (
    a.startAt - b.startAt ||
    compare(a.sequence ?? Number.MAX_VALUE, b.sequence ?? Number.MAX_VALUE) ||
    // Not by acctid before all else is equal: it was given in the order of arrival.
    compareUniqueids(a.uniqueid, b.uniqueid) ||
    compare(a.dstchannel, b.dstchannel) ||
    compare(a.channel, b.channel) ||
    compare(a.lastapp, b.lastapp) ||
    compare(a.duration, b.duration) ||
    compare(a.billsec, b.billsec) ||
    compare(poverty(a), poverty(b)) ||
    compare(a.dst, b.dst) ||
    compare(a.acctid, b.acctid)
  );
}

/** Channels of one second were made in the order of the counter after the dot. */
function compareUniqueids(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function takeOnce(sorted: readonly Cdr[]): readonly Cdr[] {
  const once: Cdr[] = [];
  /** Where those of one second stand that have the same channels, in order. */
  const alike = new Map<string, number[]>();
  for (const [at, record] of sorted.entries()) {
    const isOfSecond = sorted[at - 1]?.startAt === record.startAt;
    if (!isOfSecond && sorted[at + 1]?.startAt !== record.startAt) {
      once.push(record);
      continue;
    }
    if (!isOfSecond) alike.clear();
    const channels = `${record.channel} ${record.dstchannel}`;
    const place = alike.get(channels)?.findLast((one) => isSameRecord(once[one] ?? record, record));
    const kept = place === undefined ? undefined : once[place];
    if (place === undefined || kept === undefined) {
      addTo(alike, channels, once.length);
      once.push(record);
    } else if (poverty(record) < poverty(kept)) once[place] = record;
  }
  return once;
}

/** Two forms of one record: nothing says that the PBX numbered them apart, and all that both forms carry is equal. */
function isSameRecord(a: Cdr, b: Cdr): boolean {
  return (
    a.dstchannel === b.dstchannel &&
    (a.uniqueid === b.uniqueid || a.uniqueid === '' || b.uniqueid === '') &&
    a.channel === b.channel &&
    a.duration === b.duration &&
    a.billsec === b.billsec &&
    a.lastapp === b.lastapp &&
    a.disposition === b.disposition &&
    (a.sequence === b.sequence || a.sequence === null || b.sequence === null)
  );
}

/** How many of the columns that only the richer forms of CSV have are missing. */
function poverty(record: Cdr): number {
  let missing = 0;
  if (record.sequence === null) missing += 1;
  if (record.uniqueid === '') missing += 1;
  if (record.linkedid === '') missing += 1;
  if (record.did === '') missing += 1;
  if (record.outcid === '') missing += 1;
  return missing;
}

function dropContinuations(records: readonly Cdr[]): readonly Cdr[] {
  if (records.length < 2) return records;
  const told = new Set<string>();
  let strays = 0;
  for (const record of records) {
    if (isContinuation(record)) strays += 1;
    else told.add(record.uniqueid);
  }
  if (strays === 0) return records;
  if (told.size === 0) return records.slice(0, 1);
  const kept = records.filter((record) => !isContinuation(record) || keepsAlone(record, told));
  return kept;
}

/** The end of an unanswered call (`Hangup`, no second channel, 0 s), or the stray end of a phone whose call was picked up. */
function isContinuation(record: Cdr): boolean {
  if (record.dstchannel !== '') return false;
  if (record.lastapp === 'AppDial') return true;
  return record.duration === 0 && ENDINGS.has(record.lastapp);
}

const ENDINGS = new Set(['Hangup', 'Busy', 'Congestion']);

/** A refusal whose own channel nothing else tells of is a call by itself; a picked-up phone's stray end never is. */
function keepsAlone(record: Cdr, told: ReadonlySet<string>): boolean {
  return record.lastapp !== 'AppDial' && !told.has(record.uniqueid);
}
