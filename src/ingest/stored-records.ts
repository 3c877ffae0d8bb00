import type { Cdr } from '../core/cdr.ts';
import type { CdrRow } from '../store/calls/cdr-rows.ts';
import type { RejectRow } from '../store/calls/reject-rows.ts';
import { identifyText } from './identify.ts';
import type { StoredCall } from './make-legs.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { formatOf } from './sources/formats.ts';

/** The record as it is read from its kept text. A text that was read once can be read again; if not, that is a defect. */
export function toCdr(row: CdrRow): Cdr {
  const read = formatOf(row.format).read(row.raw, row.line);
  if ('reason' in read)
    throw new Error(`kept record ${row.source}:${row.line} cannot be read again: ${read.message}`);
  return { ...read.cdr, acctid: row.acctid };
}

/** What could not be read, as a row; the same text at the same place is the same reject. */
export function toRejectRow(
  reject: RejectedRecord,
  source: string,
  kind: RejectRow['kind'],
  now: number,
): RejectRow {
  return { ...reject, source, kind, identity: identifyText(reject.raw), rejectedAt: now };
}

/** Kept records of several calls, put together by call. */
export function groupByCall(rows: readonly CdrRow[]): readonly StoredCall[] {
  const calls = new Map<number, Cdr[]>();
  for (const row of rows) {
    const records = calls.get(row.callKey);
    if (records === undefined) calls.set(row.callKey, [toCdr(row)]);
    else records.push(toCdr(row));
  }
  return [...calls].map(([callKey, records]) => ({ callKey, records, hasLegs: true }));
}
