import type { Cdr } from '../core/cdr.ts';
import { KeySet } from '../core/key-set.ts';
import { settleAll } from '../core/settle-all.ts';
import { insertTies } from '../store/calls/call-ties.ts';
import { insertCdrs, type NewCdrRow, writeCdrs } from '../store/calls/cdr-rows.ts';
import { insertLegs, type LegRows } from '../store/calls/leg-rows.ts';
import { insertRejects, type RejectRow, settleRejects } from '../store/calls/reject-rows.ts';
import type { RowWriter } from '../store/calls/row-binary.ts';
import { namesOf } from './correlate/call-names.ts';
import { gatherArrivingCalls } from './correlate/gather-calls.ts';
import {
  type ArrivingRecord,
  type LookedUp,
  lookUpCalls,
  mayShareCall,
  windowOf,
} from './correlate/look-up-calls.ts';
import { identifyCdr } from './identify.ts';
import { BATCHES_A_TURN, type Landed, type LandingParts, makeAlone } from './landing.ts';
import type { Making } from './make-legs.ts';
import type { ReadCdr, ReadRecord, RecordFormat, RecordPart } from './record-format.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { makeCalls } from './remake-calls.ts';
import { toRejectRow } from './stored-records.ts';

/** Records read from one source, in the order they stood there. */
export interface CdrBatch extends RecordPart {
  readonly source: string;
  readonly format: Pick<RecordFormat, 'text' | 'kind'>;
  /** Rejects of the same source and format that these records put right: they are settled when the records are durable. */
  readonly settled?: readonly RejectedRecord[];
}

/** What became of batches, and the first record among them that was there before. */
export interface LandedCdrs extends Landed {
  readonly firstDuplicate: Pick<ReadRecord, 'line' | 'raw'> | undefined;
}

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/**
 * Lands batches for as long as `next` has one ready, each attributed while the one before is being written. Resolves
 * when all of it is durable.
 */
export function landCdrs(parts: LandingParts, next: () => CdrBatch | undefined): Promise<LandedCdrs> {
  return makeAlone(parts, async (making) => {
    const total: Writable<LandedCdrs> = { accepted: 0, duplicate: 0, rejected: 0, firstDuplicate: undefined };
    let flying: Prepared | undefined;
    let written: Promise<void> = Promise.resolve();
    try {
      for (let turn = 0; turn < BATCHES_A_TURN; turn += 1) {
        const batch = next();
        if (batch === undefined) break;
        const identified = identify(batch);
        const found = await lookUpBeside(parts, identified, flying, written);
        const prepared = await prepare(parts, batch, identified, found, {
          ...making,
          version: making.version + turn,
        });
        await written;
        flying = prepared;
        written = write(parts, prepared);
        // Heard at the next turn; until then a failure must not count as unheard.
        written.catch(() => {});
        total.accepted += prepared.accepted;
        total.duplicate += identified.length - prepared.accepted;
        total.firstDuplicate ??= prepared.firstDuplicate;
        total.rejected += batch.rejects.length;
      }
      await written;
    } finally {
      await written.catch(() => {});
    }
    return total;
  });
}

interface NewRecord extends ArrivingRecord {
  readonly record: ReadRecord;
  readonly identity: number;
}

/** A batch whose legs are made and not yet written, as rows: its records themselves need not be kept any more. */
interface Prepared {
  readonly accepted: number;
  readonly firstDuplicate: LandedCdrs['firstDuplicate'];
  readonly found: LookedUp;
  readonly legs: LegRows;
  readonly records: RowWriter;
  readonly rejects: readonly RejectRow[];
  readonly settled: readonly RejectRow[];
  readonly version: number;
}

function identify(batch: CdrBatch): readonly NewRecord[] {
  return batch.records.map((record) => ({
    record,
    identity: identifyCdr(record.cdr),
    names: namesOf(record.cdr),
  }));
}

/**
 * What is known of these records' calls. Records that are still being written cannot be found in the store yet: where
 * they are of one of the calls, that is waited for.
 */
async function lookUpBeside(
  parts: LandingParts,
  records: readonly NewRecord[],
  flying: Prepared | undefined,
  written: Promise<void>,
): Promise<LookedUp> {
  const window = windowOf(records);
  if (flying === undefined) return lookUpCalls(parts.calls, records, window);
  if (records.some((record) => mayShareCall(record, flying.found))) {
    await written;
    return lookUpCalls(parts.calls, records, window);
  }
  const found = await lookUpCalls(parts.calls, records, window);
  if (!shareKeys(found, flying.found)) return found;
  await written;
  return lookUpCalls(parts.calls, records, window);
}

function shareKeys(found: LookedUp, others: LookedUp): boolean {
  for (const key of found.keys) if (others.keys.has(key)) return true;
  return false;
}

async function prepare(
  parts: LandingParts,
  batch: CdrBatch,
  identified: readonly NewRecord[],
  found: LookedUp,
  making: Making,
): Promise<Prepared> {
  const window = windowOf(identified);
  const fresh = withoutKnown(identified, found.known);
  const acctids = await takeAcctids(parts, fresh);
  const arriving = fresh.map(({ names, record }, index) => ({
    callKey: names.callKey,
    cdr: giveAcctid(record.cdr, acctids[index] ?? 0),
  }));
  const calls = await gatherArrivingCalls(parts.calls, arriving, found, window);
  const legs = await makeCalls(parts.calls, calls, window, making);
  const toRow = (reject: RejectedRecord) => toRejectRow(reject, batch.source, batch.format, parts.now());
  return {
    accepted: fresh.length,
    firstDuplicate: findDuplicate(identified, fresh),
    found,
    legs,
    records: writeCdrs(toCdrRows(batch, fresh, acctids, parts.now())),
    rejects: batch.rejects.map(toRow),
    settled: (batch.settled ?? []).map(toRow),
    version: making.version,
  };
}

/**
 * Writes ties first, then legs, and records last, so that a record that is kept has its legs, and one that is not yet
 * kept when the process dies is new again when its file is read again.
 */
async function write({ calls, now }: LandingParts, batch: Prepared): Promise<void> {
  await insertTies(calls, batch.found.newTies);
  await settleAll([insertLegs(calls, batch.legs, batch.version), insertRejects(calls, batch.rejects)]);
  await insertCdrs(calls, batch.records);
  if (batch.settled.length > 0) await settleRejects(calls, batch.settled, { at: now(), login: '' });
}

/** Records that are kept neither before nor earlier in this batch. */
function withoutKnown(
  records: readonly NewRecord[],
  known: ReadonlyMap<number, ReadonlySet<number>>,
): readonly NewRecord[] {
  const seen = new KeySet();
  return records.filter(({ identity, names }) => {
    if (known.get(names.callKey)?.has(identity)) return false;
    const before = seen.size;
    return seen.add(identity) === before;
  });
}

/** The first of the records that is not among the new ones, which stand in the same order. */
function findDuplicate(
  records: readonly NewRecord[],
  fresh: readonly NewRecord[],
): LandedCdrs['firstDuplicate'] {
  return records.find((one, index) => one !== fresh[index])?.record;
}

/** The record itself, not a copy: one of every record would be much of what the collector has to clear. */
function giveAcctid(cdr: ReadCdr, acctid: number): Cdr {
  (cdr as { acctid: number | null }).acctid = acctid;
  return cdr as Cdr;
}

function* toCdrRows(
  batch: CdrBatch,
  fresh: readonly NewRecord[],
  acctids: readonly number[],
  landedAt: number,
): Generator<NewCdrRow> {
  const format = batch.format.text;
  for (const [index, { record, identity, names }] of fresh.entries()) {
    const { cdr, line, raw } = record;
    const { startAt, uniqueid, duration: seconds } = cdr;
    const { callKey, channel, dstchannel } = names;
    const acctid = acctids[index] ?? 0;
    const place = { source: batch.source, line, format, raw };
    yield { startAt, identity, callKey, uniqueid, seconds, channel, dstchannel, acctid, landedAt, ...place };
  }
}

/** The PBX's own accounting ids where records carry them; else numbers nobody else gets, above any of those. */
async function takeAcctids(parts: LandingParts, fresh: readonly NewRecord[]): Promise<readonly number[]> {
  const own = fresh.map(({ record }) => record.cdr.acctid);
  const highest = own.reduce<number>((top, acctid) => Math.max(top, acctid ?? 0), 0);
  if (highest > 0) await parts.catalog.raiseCounter('acctid', highest);
  const missing = own.filter((acctid) => acctid === null).length;
  let next = missing === 0 ? 0 : await parts.catalog.takeNumbers('acctid', missing);
  return own.map((acctid) => {
    if (acctid !== null) return acctid;
    next += 1;
    return next - 1;
  });
}
