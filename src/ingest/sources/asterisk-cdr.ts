import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import type { ReadCdr, ReadRecord, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { namedColumns } from './cdr-columns.ts';
import { type CdrFields, type CdrLayout, type LayoutOf, layoutsOf } from './cdr-layout.ts';
import { chooseStart, epochOfUniqueid, isNever, nearestInstant, readTime } from './cdr-times.ts';
import { MOST_ACCTID, MOST_COUNTED, readDisposition, readWhole, readWholeOrNull } from './cdr-values.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';

/** How to read one file of call records: where each column stands, and the zone of its wall-clock times. */
export interface CdrFormat {
  /** `cdr_csv` (Master.csv: order fixed, number of columns not), or what `namedColumns` made of a file's own names. */
  readonly columns: readonly string[] | 'cdr_csv';
  /** IANA zone; the file itself does not say. */
  readonly zone: string;
}

/** Reads one raw record, fresh from a file or kept from an earlier import, under its format. Never throws for its text. */
export function readCdrRecord(raw: string, format: CdrFormat, line: number): ReadRecord | RejectedRecord {
  const fields = splitFields(raw, 0, raw.length);
  const read =
    fields === null
      ? rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw)))
      : readCdrFields(fields, format, layoutsOf(format.columns));
  return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
}

/** Reads the fields of one record, null for empty; `layoutOf` is what `layoutsOf` makes of the format's columns. */
export function readCdrFields(fields: CdrFields, format: CdrFormat, layoutOf: LayoutOf): ReadCdr | Rejection {
  const layout = layoutOf(fields);
  if (layout === null) return rejectWidth(fields.length, format.columns);
  const duration = readWhole(fieldAt(fields, layout.duration), MOST_COUNTED);
  if (Number.isNaN(duration))
    return rejectFor('bad-number', 'duration', fieldAt(fields, layout.duration), MOST_COUNTED);
  const billsec = readWhole(fieldAt(fields, layout.billsec), MOST_COUNTED);
  if (Number.isNaN(billsec))
    return rejectFor('bad-number', 'billsec', fieldAt(fields, layout.billsec), MOST_COUNTED);
  const disposition = readDisposition(fieldAt(fields, layout.disposition));
  if (disposition === undefined) {
    return rejectFor('bad-disposition', fieldAt(fields, layout.disposition));
  }
  const channel = fieldAt(fields, layout.channel);
  if (channel === '') return rejectFor('missing-channel');
  const times = readTimes(fields, layout, format.zone, duration, billsec);
  if ('reason' in times) return times;
  const sequence = readWholeOrNull(fieldAt(fields, layout.sequence), MOST_COUNTED);
  if (Number.isNaN(sequence))
    return rejectFor('bad-number', 'sequence', fieldAt(fields, layout.sequence), MOST_COUNTED);
  const acctid = readWholeOrNull(fieldAt(fields, layout.acctid), MOST_ACCTID);
  if (Number.isNaN(acctid))
    return rejectFor('bad-number', 'acctid', fieldAt(fields, layout.acctid), MOST_ACCTID);
  return {
    accountcode: fieldAt(fields, layout.accountcode),
    src: fieldAt(fields, layout.src),
    dst: fieldAt(fields, layout.dst),
    dcontext: fieldAt(fields, layout.dcontext),
    clid: fieldAt(fields, layout.clid),
    channel,
    dstchannel: fieldAt(fields, layout.dstchannel),
    lastapp: fieldAt(fields, layout.lastapp),
    lastdata: fieldAt(fields, layout.lastdata),
    startAt: times.startAt,
    answerAt: times.answerAt,
    endAt: times.endAt,
    duration,
    billsec,
    disposition,
    userfield: fieldAt(fields, layout.userfield),
    uniqueid: fieldAt(fields, layout.uniqueid),
    linkedid: fieldAt(fields, layout.linkedid),
    peeraccount: fieldAt(fields, layout.peeraccount),
    sequence,
    did: fieldAt(fields, layout.did),
    outcid: fieldAt(fields, layout.outcid),
    acctid,
  };
}

/** A format as a short text to be kept beside raw records: `cdr_csv@Europe/London`, `start,,channel,…@UTC`. */
export function formatToText(format: CdrFormat): string {
  const columns = format.columns === 'cdr_csv' ? format.columns : format.columns.join(',');
  return `${columns}@${format.zone}`;
}

/** The format of such a text. Refuses a text that `formatToText` did not write. */
export function formatFromText(text: string): CdrFormat {
  const split = text.lastIndexOf('@');
  const zone = text.slice(split + 1);
  if (split === -1 || !isZone(zone)) {
    const message = `"${text}" is not a format of call records: write columns@zone, such as cdr_csv@Europe/London.`;
    throw new RingledgerError('invalid-request', message);
  }
  const columns = text.slice(0, split);
  return { columns: columns === 'cdr_csv' ? columns : namedColumns(columns.split(',')), zone };
}

/** Asterisk's CSV as a format of records. */
export function asteriskFormat(format: CdrFormat): RecordFormat {
  return {
    text: formatToText(format),
    kind: 'asterisk-cdr',
    read: (raw, line) => readCdrRecord(raw, format, line),
  };
}

interface RecordTimes {
  readonly startAt: number;
  readonly answerAt: number | null;
  readonly endAt: number;
}

/**
 * `duration` and `billsec` are trusted over the printed times, which are cut to whole seconds one by one; they also
 * tell which of two instants is meant where the clocks went back.
 */
function readTimes(
  fields: CdrFields,
  layout: CdrLayout,
  zone: string,
  duration: number,
  billsec: number,
): RecordTimes | Rejection {
  const startText = fieldAt(fields, layout.start);
  if (isNever(startText)) return rejectFor('empty-start');
  const start = readTime(startText, zone);
  if (start === null) return rejectFor('bad-time', 'start', startText);
  const answerText = fieldAt(fields, layout.answer);
  const answer = isNever(answerText) ? null : readTime(answerText, zone);
  if (answer === null && !isNever(answerText)) return rejectFor('bad-time', 'answer', answerText);
  const endText = fieldAt(fields, layout.end);
  const end = isNever(endText) ? null : readTime(endText, zone);
  if (end === null && !isNever(endText)) return rejectFor('bad-time', 'end', endText);
  const startAt =
    'at' in start
      ? start.at
      : chooseStart(start, epochOfUniqueid(fieldAt(fields, layout.uniqueid)), end, duration);
  return {
    startAt,
    answerAt: answer === null ? null : nearestInstant(answer, startAt + duration - billsec),
    endAt: end === null ? startAt + duration : nearestInstant(end, startAt + duration),
  };
}

function rejectWidth(found: number, columns: CdrFormat['columns']): Rejection {
  return columns === 'cdr_csv'
    ? rejectFor(
        'wrong-column-count',
        found,
        '16 to 21',
        'repair the line or, if cdr_custom wrote the file, name its columns with --columns',
      )
    : rejectFor(
        'wrong-column-count',
        found,
        String(columns.length),
        'repair the line or name the columns that the file has with --columns',
      );
}

function fieldAt(fields: CdrFields, index: number): string {
  return index < 0 ? '' : (fields[index] ?? '');
}
