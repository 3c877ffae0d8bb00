import type { CallLegs } from '../core/call-leg.ts';
import type { Cdr } from '../core/cdr.ts';
import type { Directory } from '../core/directory.ts';
import { formatLocalInstant } from '../core/format-instant.ts';
import { attributeCall } from './attribute/attribute-call.ts';
import { callKeyOf } from './identify.ts';
import type { ReadRecord, RecordFile } from './record-format.ts';
import type { RejectedRecord } from './reject-reason.ts';

/** How many records are shown. */
const SHOWN = 20;
/** A file that holds no record is looked at so far. */
const MOST_BYTES = 4 * 1_048_576;

/** A record as it would land. */
interface TriedRecord {
  readonly line: number;
  /** The number of its call among those shown, counted from 1. */
  readonly call: number;
  readonly start: string;
  readonly src: string;
  readonly dst: string;
  readonly channel: string;
  readonly dstchannel: string;
  readonly duration: number;
  readonly billsec: number;
  readonly disposition: string;
}

/** A leg that the records shown would make. */
interface TriedLeg {
  readonly call: number;
  readonly direction: 'out' | 'in';
  readonly company: string;
  /** Of an outbound leg the device; of an inbound one the extension. */
  readonly party: string;
  readonly name: string;
  /** Of an outbound leg the number dialled; of an inbound one the caller's. */
  readonly other: string;
  readonly detail: string;
  readonly ringSeconds: number;
  readonly billsec: number;
  readonly trunk: string;
}

/** What the head of a file would become. */
export interface TriedFile {
  readonly records: readonly TriedRecord[];
  readonly legs: readonly TriedLeg[];
  readonly rejects: readonly RejectedRecord[];
  readonly notes: readonly string[];
}

/**
 * Reads a file until 20 of its records are known, and says how they would land and what legs they would make, by the
 * directory as it is. Nothing is kept, and what is kept already is not looked at: a call some of whose records are not
 * among these may have other legs.
 */
export async function tryFile(
  stream: AsyncIterable<Uint8Array>,
  file: RecordFile,
  directory: Directory,
): Promise<TriedFile> {
  const { records, rejects, isWhole } = await readHead(stream, file);
  const calls = gatherCalls(records);
  const numbers = new Map([...calls.keys()].map((key, at) => [key, at + 1]));
  const { zone } = directory;
  return {
    records: records.map((record) => showRecord(record, numbers.get(callKeyOf(record.cdr)) ?? 0, zone)),
    legs: [...calls.values()].flatMap((cdrs, at) => showLegs(attributeCall(cdrs, [], directory), at + 1)),
    rejects,
    notes: isWhole ? [] : [`The first ${records.length} records were read; nothing was kept.`],
  };
}

async function readHead(stream: AsyncIterable<Uint8Array>, file: RecordFile) {
  const records: ReadRecord[] = [];
  const rejects: RejectedRecord[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    // Small pieces, so that a first chunk of thousands of records costs no more than it shows.
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const part = file.push(chunk.subarray(at, at + PIECE_BYTES));
      records.push(...part.records);
      rejects.push(...part.rejects);
      if (records.length >= SHOWN || rejects.length >= SHOWN) return cutToShown(records, rejects);
    }
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return cutToShown(records, rejects);
  }
  const last = file.end();
  const all = [...records, ...last.records];
  const isWhole = all.length <= SHOWN && last.unfinished === null;
  return { ...cutToShown(all, [...rejects, ...last.rejects]), isWhole };
}

const PIECE_BYTES = 4_096;

function cutToShown(records: readonly ReadRecord[], rejects: readonly RejectedRecord[]) {
  return { records: records.slice(0, SHOWN), rejects: rejects.slice(0, SHOWN), isWhole: false };
}

function gatherCalls(records: readonly ReadRecord[]): ReadonlyMap<number, readonly Cdr[]> {
  const calls = new Map<number, Cdr[]>();
  for (const [at, { cdr }] of records.entries()) {
    const key = callKeyOf(cdr);
    const record: Cdr = { ...cdr, acctid: cdr.acctid ?? at + 1 };
    const known = calls.get(key);
    if (known === undefined) calls.set(key, [record]);
    else known.push(record);
  }
  return calls;
}

function showRecord({ line, cdr }: ReadRecord, call: number, zone: string): TriedRecord {
  const { src, dst, channel, dstchannel, duration, billsec, disposition } = cdr;
  const start = formatLocalInstant(cdr.startAt, zone);
  return { line, call, start, src, dst, channel, dstchannel, duration, billsec, disposition };
}

function showLegs({ outbound, inbound }: CallLegs, call: number): readonly TriedLeg[] {
  return [
    ...outbound.map((leg) => ({
      call,
      direction: 'out' as const,
      company: leg.company,
      party: leg.device,
      name: leg.owner,
      other: leg.dialled,
      detail: leg.answered ? 'Answered' : 'Not answered',
      ringSeconds: leg.ringSeconds,
      billsec: leg.billsec,
      trunk: leg.trunk,
    })),
    ...inbound.map((leg) => ({
      call,
      direction: 'in' as const,
      company: leg.company,
      party: leg.extension,
      name: leg.name,
      other: leg.caller,
      detail: leg.detail,
      ringSeconds: leg.ringSeconds,
      billsec: leg.billsec,
      trunk: '',
    })),
  ];
}
