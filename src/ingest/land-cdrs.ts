import type { Cdr } from '../core/cdr.ts';
import {
  type CdrRow,
  findKnownRecords,
  insertCdrs,
  readCalls,
  type Window,
  widenWindow,
} from '../store/calls/cdr-rows.ts';
import { insertRejects } from '../store/calls/reject-rows.ts';
import { callKeyOf, identifyCdr } from './identify.ts';
import { type Landed, type LandingParts, makeAlone } from './landing.ts';
import type { Making } from './make-legs.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { remakeCalls, type StoredCall } from './remake-calls.ts';
import { type CdrFormat, formatToText, type ReadRecord } from './sources/asterisk-cdr.ts';
import { toCdr, toRejectRow } from './stored-records.ts';

/** Records read from one source, in the order they stood there. */
export interface CdrBatch {
  readonly source: string;
  readonly format: CdrFormat;
  readonly records: readonly ReadRecord[];
  readonly rejects: readonly RejectedRecord[];
}

interface NewRecord {
  readonly record: ReadRecord;
  readonly identity: number;
  readonly callKey: number;
}

/**
 * Lands one batch: legs first, records last, so that a record that is kept has its legs, and one that is not yet kept
 * when the process dies is new again when its file is read again. Resolves when all of it is durable.
 */
export function landCdrs(parts: LandingParts, batch: CdrBatch): Promise<Landed> {
  return makeAlone(parts, async (making) => {
    const identified = batch.records.map((record) => ({
      record,
      identity: identifyCdr(record.cdr),
      callKey: callKeyOf(record.cdr),
    }));
    const window = windowOf(identified);
    const wide = widenWindow(window);
    const known = await findKnownRecords(
      parts.calls,
      [...new Set(identified.map((one) => one.callKey))],
      wide,
    );
    const fresh = withoutKnown(identified, known);
    if (fresh.length > 0) await landFresh(parts, batch, fresh, new Set(known.keys()), wide, making);
    await insertRejects(
      parts.calls,
      batch.rejects.map((reject) => toRejectRow(reject, batch.source, 'asterisk-cdr', parts.now())),
    );
    return {
      accepted: fresh.length,
      duplicate: identified.length - fresh.length,
      rejected: batch.rejects.length,
    };
  });
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

async function landFresh(
  parts: LandingParts,
  batch: CdrBatch,
  fresh: readonly NewRecord[],
  knownCalls: ReadonlySet<number>,
  wide: Window,
  making: Making,
): Promise<void> {
  const acctids = await takeAcctids(parts, fresh);
  const touched = new Set(fresh.map((one) => one.callKey).filter((callKey) => knownCalls.has(callKey)));
  const earlier = await readCalls(parts.calls, [...touched], wide);
  const calls = new Map<number, Cdr[]>();
  const add = (callKey: number, cdr: Cdr) => {
    const records = calls.get(callKey);
    if (records === undefined) calls.set(callKey, [cdr]);
    else records.push(cdr);
  };
  for (const row of earlier) add(row.callKey, toCdr(row));
  const format = formatToText(batch.format);
  const rows = fresh.map((one, index): CdrRow => {
    const acctid = acctids[index] ?? 0;
    const { cdr, line, raw } = one.record;
    add(one.callKey, { ...cdr, acctid });
    return {
      startAt: cdr.startAt,
      identity: one.identity,
      callKey: one.callKey,
      uniqueid: cdr.uniqueid,
      acctid,
      source: batch.source,
      line,
      format,
      raw,
    };
  });
  const stored = [...calls].map(
    ([callKey, records]): StoredCall => ({ callKey, records, hasLegs: touched.has(callKey) }),
  );
  await remakeCalls(parts.calls, stored, wide, making);
  await insertCdrs(parts.calls, rows);
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
