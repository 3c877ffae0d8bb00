import type { Cdr } from '../core/cdr.ts';
import { settleAll } from '../core/settle-all.ts';
import {
  type CdrRow,
  findKnownRecords,
  insertCdrs,
  readCalls,
  type Window,
  widenWindow,
} from '../store/calls/cdr-rows.ts';
import { insertLegs } from '../store/calls/leg-rows.ts';
import { insertRejects } from '../store/calls/reject-rows.ts';
import { callKeyOf, identifyCdr } from './identify.ts';
import { BATCHES_A_TURN, type Landed, type LandingParts, makeAlone } from './landing.ts';
import type { Making, StoredCall } from './make-legs.ts';
import type { ReadCdr, ReadRecord, RecordFormat, RecordPart } from './record-format.ts';
import { makeCalls } from './remake-calls.ts';
import { toCdr, toRejectRow } from './stored-records.ts';

/** Records read from one source, in the order they stood there. */
export interface CdrBatch extends RecordPart {
  readonly source: string;
  readonly format: Pick<RecordFormat, 'text' | 'kind'>;
}

/**
 * Lands batches for as long as `next` has one ready, each attributed while the one before is being written. Resolves
 * when all of it is durable.
 */
export function landCdrs(parts: LandingParts, next: () => CdrBatch | undefined): Promise<Landed> {
  return makeAlone(parts, async (making) => {
    const total = { accepted: 0, duplicate: 0, rejected: 0 };
    let flying: Prepared | undefined;
    let written: Promise<void> = Promise.resolve();
    try {
      for (let turn = 0; turn < BATCHES_A_TURN; turn += 1) {
        const batch = next();
        if (batch === undefined) break;
        const identified = identify(batch);
        if (flying !== undefined && shareCalls(identified, flying)) await written;
        const prepared = await prepare(parts, batch, identified, {
          ...making,
          version: making.version + turn,
        });
        await written;
        flying = prepared;
        written = prepared.write();
        // Heard at the next turn; until then a failure must not count as unheard.
        written.catch(() => {});
        total.accepted += prepared.accepted;
        total.duplicate += identified.length - prepared.accepted;
        total.rejected += batch.rejects.length;
      }
      await written;
    } finally {
      await written.catch(() => {});
    }
    return total;
  });
}

interface NewRecord {
  readonly record: ReadRecord;
  readonly identity: number;
  readonly callKey: number;
}

/** A batch whose legs are made and not yet written. */
interface Prepared {
  readonly accepted: number;
  readonly callKeys: ReadonlySet<number>;
  /**
   * Writes legs first and records last, so that a record that is kept has its legs, and one that is not yet kept when
   * the process dies is new again when its file is read again.
   */
  write(): Promise<void>;
}

function identify(batch: CdrBatch): readonly NewRecord[] {
  return batch.records.map((record) => ({
    record,
    identity: identifyCdr(record.cdr),
    callKey: callKeyOf(record.cdr),
  }));
}

/** Records of a call whose others are still being written cannot be found in the store yet. */
function shareCalls(records: readonly NewRecord[], flying: Prepared): boolean {
  return records.some(({ callKey }) => flying.callKeys.has(callKey));
}

async function prepare(
  parts: LandingParts,
  batch: CdrBatch,
  identified: readonly NewRecord[],
  making: Making,
): Promise<Prepared> {
  const window = widenWindow(windowOf(identified));
  const callKeys = new Set(identified.map((one) => one.callKey));
  const known = await findKnownRecords(parts.calls, callKeys, window);
  const fresh = withoutKnown(identified, known);
  const acctids = await takeAcctids(parts, fresh);
  const calls = await gatherCalls(parts, fresh, acctids, known, window);
  const legs = await makeCalls(parts.calls, calls, window, making);
  const rejects = batch.rejects.map((reject) =>
    toRejectRow(reject, batch.source, batch.format.kind, parts.now()),
  );
  return {
    accepted: fresh.length,
    callKeys,
    write: async () => {
      await settleAll([insertLegs(parts.calls, legs, making.version), insertRejects(parts.calls, rejects)]);
      await insertCdrs(parts.calls, toCdrRows(batch, fresh, acctids));
    },
  };
}

function windowOf(records: readonly NewRecord[]): Window {
  let fromAt = 0xffff_ffff;
  let toAt = 0;
  for (const { record } of records) {
    fromAt = Math.min(fromAt, record.cdr.startAt);
    toAt = Math.max(toAt, record.cdr.startAt);
  }
  return { fromAt: Math.min(fromAt, toAt), toAt };
}

/** Records that are kept neither before nor earlier in this batch. */
function withoutKnown(
  records: readonly NewRecord[],
  known: ReadonlyMap<number, ReadonlySet<number>>,
): readonly NewRecord[] {
  const seen = new Set<number>();
  return records.filter(({ identity, callKey }) => {
    if (seen.has(identity) || known.get(callKey)?.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/** The calls of new records, with the records of theirs that are kept already. */
async function gatherCalls(
  parts: LandingParts,
  fresh: readonly NewRecord[],
  acctids: readonly number[],
  known: ReadonlyMap<number, ReadonlySet<number>>,
  window: Window,
): Promise<readonly StoredCall[]> {
  const calls = new Map<number, Cdr[]>();
  const add = (callKey: number, cdr: Cdr) => {
    const records = calls.get(callKey);
    if (records === undefined) calls.set(callKey, [cdr]);
    else records.push(cdr);
  };
  fresh.forEach(({ callKey, record }, index) => {
    add(callKey, giveAcctid(record.cdr, acctids[index] ?? 0));
  });
  const touched = [...calls.keys()].filter((callKey) => known.has(callKey));
  for (const row of await readCalls(parts.calls, touched, window)) add(row.callKey, toCdr(row));
  return [...calls].map(([callKey, records]) => ({ callKey, records, hasLegs: known.has(callKey) }));
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
): Generator<CdrRow> {
  const format = batch.format.text;
  for (const [index, { record, identity, callKey }] of fresh.entries()) {
    const { cdr, line, raw } = record;
    const { startAt, uniqueid } = cdr;
    const acctid = acctids[index] ?? 0;
    yield { startAt, identity, callKey, uniqueid, acctid, source: batch.source, line, format, raw };
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
