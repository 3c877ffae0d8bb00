import type { Cdr } from '../core/cdr.ts';
import type { CdrRow } from '../store/calls/cdr-rows.ts';
import type { RejectRow } from '../store/calls/reject-rows.ts';
import { identifyText } from './identify.ts';
import type { ReadCdr, RecordFormat } from './record-format.ts';
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
  { kind, text }: Pick<RecordFormat, 'kind' | 'text'>,
  now: number,
): RejectRow {
  const { line, reason, message, raw } = reject;
  return {
    ...{ source, line, identity: identifyText(raw), kind, reason, message, raw, rejectedAt: now },
    format: text,
  };
}

/** The record as it is read from its kept text; null where that is no longer so. */
export function readStored(format: string, raw: string, line: number): ReadCdr | null {
  const read = formatOf(format).read(raw, line);
  return 'reason' in read ? null : read.cdr;
}
