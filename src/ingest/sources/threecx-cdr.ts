import type { Disposition } from '../../core/cdr.ts';
import { RingledgerError } from '../../core/errors.ts';
import type { DateOrder } from '../../core/read-dates.ts';
import type { ReadCdr, ReadRecord, RecordFile, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { nearestInstant } from './cdr-times.ts';
import { MOST_COUNTED } from './cdr-values.ts';
import { readClockSpan, readClockText } from './clock-text.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';
import { DelimitedFile } from './delimited-file.ts';
import { canonicalJson, checkZone } from './format-json.ts';

/**
 * 3CX's CDR output in the order of its fields as 3CX comes, by the names that https://www.3cx.com/docs/cdr-call-data-records/
 * gives them. Whoever chose others names them with `columns`.
 */
const FIELDS = [
  'historyid',
  'callid',
  'duration',
  'time-start',
  'time-answered',
  'time-end',
  'reason-terminated',
  'from-no',
  'to-no',
  'from-dn',
  'to-dn',
  'dial-no',
  'reason-changed',
  'final-number',
  'final-dn',
  'bill-code',
  'bill-rate',
  'bill-cost',
  'bill-name',
  'chain',
  'from-type',
  'to-type',
  'final-type',
  'from-dispname',
  'to-dispname',
  'final-dispname',
  'missed-queue-calls',
];
const NEEDED = ['time-start', 'from-no', 'to-no'];
/** The console's call log names its columns; those of one meaning are read as the CDR output's. */
const LOG_COLUMNS: Readonly<Record<string, string>> = {
  'call time': 'time-start',
  'caller id': 'from-no',
  from: 'from-no',
  destination: 'to-no',
  to: 'to-no',
  status: 'status',
  ringing: 'ringing',
  talking: 'duration',
  reason: 'reason-terminated',
};

export interface ThreecxOptions {
  readonly zone: string;
  readonly columns?: readonly string[] | undefined;
  readonly dates?: DateOrder | undefined;
}

interface Form {
  readonly columns: readonly string[];
  readonly dates: DateOrder;
  readonly separator: string;
  readonly zone: string;
}

type Value = (name: string) => string;

/** Opens 3CX's cdr.log, or the CSV of its call log. */
export function openThreecx({ zone, columns, dates = 'dmy' }: ThreecxOptions): RecordFile {
  const formatFor = (known: readonly string[], separator: string) =>
    threecxFormat({ columns: known, dates, separator, zone });
  return new DelimitedFile(
    (fields, separator) =>
      fields.length < 3 ? null : { format: formatFor(settleColumns(fields, columns), separator), isHeading },
    formatFor([], ','),
    { separator: ',', growing: true },
  );
}

/** The format of the JSON after `3cx:`. */
export function threecxFormatOf(parameters: string): RecordFormat {
  return threecxFormat(JSON.parse(parameters) as Form);
}

function threecxFormat(form: Form): RecordFormat {
  const checked = { ...form, zone: checkZone(form.zone) };
  return {
    text: `3cx:${canonicalJson(checked)}`,
    kind: '3cx',
    read: (raw, line) => readRecord(raw, line, checked),
  };
}

function settleColumns(fields: readonly string[], named: readonly string[] | undefined): readonly string[] {
  const header = fields.map(plainName);
  const columns = named?.map(plainName) ?? (isHeading(fields) ? header : FIELDS.slice(0, fields.length));
  const known = columns.map((name) => LOG_COLUMNS[name] ?? (FIELDS.includes(name) ? name : ''));
  const missing = NEEDED.filter((name) => !known.includes(name));
  if (missing.length === 0 && fields.length <= columns.length) return known;
  const fix = "name the fields of the CDR template with --columns, in its order and by 3CX's names";
  const message =
    missing.length === 0
      ? `The file has ${fields.length} columns, and 3CX's own template ${columns.length}: ${fix}.`
      : `The columns lack ${missing.join(', ')}: ${fix}.`;
  throw new RingledgerError('invalid-request', message);
}

/** A line of names; the totals of a call log, and the titles over its table. */
function isHeading(fields: readonly string[]): boolean {
  const header = fields.map(plainName);
  if (header.includes('historyid') || header.includes('time-start') || header.includes('call time'))
    return true;
  return (
    /^totals?\b/.test(header[0] ?? '') || (header.length > 1 && header.slice(1).every((name) => name === ''))
  );
}

function plainName(name: string): string {
  return name.trim().replace(/^"|"$/g, '').toLowerCase();
}

function readRecord(raw: string, line: number, form: Form): ReadRecord | RejectedRecord {
  const fields = splitFields(raw, 0, raw.length, form.separator.charCodeAt(0));
  if (fields === null)
    return { line, raw, ...rejectFor('unclosed-quote', raw.slice(Math.max(0, findOpenQuote(raw)))) };
  const { columns } = form;
  // A line of the output may end in a separator.
  const width = fields.at(-1)?.trim() === '' ? fields.length - 1 : fields.length;
  if (width > columns.length || fields.length < columns.length) {
    const fix = 'name the fields of the CDR template with --columns';
    return { line, raw, ...rejectFor('wrong-column-count', fields.length, String(columns.length), fix) };
  }
  const read = toCdr((name) => (fields[columns.indexOf(name)] ?? '').trim(), form);
  return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
}

function toCdr(value: Value, form: Form): ReadCdr | Rejection {
  const times = readTimes(value, form);
  if ('reason' in times) return times;
  const from = value('from-dn') || value('from-no');
  if (from === '') return rejectFor('missing-channel');
  const src = numberOf(value('from-no')) || numberOf(from);
  const dst = value('dial-no') || numberOf(value('to-no'));
  const to = value('final-dn') || value('to-dn') || value('final-number') || value('to-no');
  // The output begins a record with a word: "Call 8012".
  const historyid = value('historyid').replace(/^Call\s+/, '');
  return fillRecord({
    src,
    dst,
    clid: value('from-dispname') === '' ? src : `"${value('from-dispname')}" <${src}>`,
    channel: `TCX/${numberOf(from)}`,
    dstchannel: to === '' ? '' : `TCX/${numberOf(to)}`,
    lastapp: 'Dial',
    ...times,
    disposition: times.answerAt === null ? tellReason(value) : 'ANSWERED',
    userfield: value('bill-code'),
    uniqueid: historyid || value('callid') || `${src}>${dst}@${times.startAt}`,
    linkedid: value('callid') || historyid,
  });
}

/** `201` of `Ext.201`, of `Ann Example (201)`; a number as it is; of a name without a number the name. */
function numberOf(text: string): string {
  const inBrackets = /\((\+?[\d*#]+)\)\s*$/.exec(text)?.[1];
  return (
    inBrackets ??
    text
      .trim()
      .replace(/^(?:Ext|Line|VMail|Queue|RGrp|IVR)\.(?=.)/i, '')
      .replaceAll(/\s+/g, '')
  );
}

function tellReason(value: Value): Disposition {
  const reasons = `${value('reason-terminated')} ${value('reason-changed')} ${value('status')}`;
  if (/busy|rejected|declined/i.test(reasons)) return 'BUSY';
  return /failed(?!_cancelled)|notfound|unreach|notregistered|forbidden/i.test(reasons)
    ? 'FAILED'
    : 'NO ANSWER';
}

type Times = Pick<ReadCdr, 'startAt' | 'answerAt' | 'endAt' | 'duration' | 'billsec'>;

/** `duration` is of the talk. A call log tells ringing and talking in place of the instants of answer and end. */
function readTimes(value: Value, { dates, zone }: Form): Times | Rejection {
  const spans = ['duration', 'ringing'].map((name) => readSpan(value, name));
  const instants = ['time-start', 'time-answered', 'time-end'].map((name) =>
    readInstant(value, name, dates, zone),
  );
  for (const read of [...spans, ...instants]) if (typeof read === 'object' && read !== null) return read;
  const [talk = null, ringing = null] = spans as readonly (number | null)[];
  const [startAt = null, answered = null, ended = null] = instants as readonly (number | null)[];
  if (startAt === null) return rejectFor('empty-start');
  const isAnswered = answered !== null || (/^answered$/i.test(value('status')) && talk !== null);
  const answerAt = isAnswered ? (answered ?? startAt + (ringing ?? 0)) : null;
  return settleTimes(startAt, answerAt, ended, talk, ringing);
}

function settleTimes(
  startAt: number,
  answerAt: number | null,
  ended: number | null,
  talk: number | null,
  ringing: number | null,
): Times {
  const endAt = ended ?? (answerAt === null ? startAt + (ringing ?? 0) : answerAt + (talk ?? 0));
  const duration = Math.max(0, endAt - startAt);
  const billsec = answerAt === null ? 0 : Math.min(duration, talk ?? Math.max(0, endAt - answerAt));
  return { startAt, answerAt, endAt, duration, billsec };
}

function readInstant(value: Value, name: string, dates: DateOrder, zone: string): number | null | Rejection {
  const text = value(name);
  if (text === '') return null;
  const read = readClockText(text, dates, zone);
  return read === null ? rejectFor('bad-time', name, text) : nearestInstant(read, 0);
}

function readSpan(value: Value, name: string): number | null | Rejection {
  const text = value(name);
  if (text === '') return null;
  return readClockSpan(text) ?? rejectFor('bad-number', name, text, MOST_COUNTED);
}
