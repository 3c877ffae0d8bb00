import type { Disposition } from '../../core/cdr.ts';
import { RingledgerError } from '../../core/errors.ts';
import type { ReadCdr, ReadRecord, RecordFile, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { MOST_COUNTED, readWhole } from './cdr-values.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';
import { DelimitedFile } from './delimited-file.ts';

/**
 * Cisco Unified Communications Manager's CDR flat files: a line of names, a line of types (`INTEGER`, `VARCHAR(50)`), then
 * records. Names and meanings are those of Cisco's "Call Detail Records Administration Guide for Cisco Unified
 * Communications Manager", chapter "Cisco Call Detail Records Field Descriptions". Times are UTC epoch seconds; 0 says
 * never. `duration` is seconds of talk.
 */
const NEEDED = [
  'globalCallID_callManagerId',
  'globalCallID_callId',
  'dateTimeOrigination',
  'callingPartyNumber',
  'originalCalledPartyNumber',
  'finalCalledPartyNumber',
  'dateTimeConnect',
  'dateTimeDisconnect',
  'duration',
  'origDeviceName',
  'destDeviceName',
] as const;

/** What is read; a file has some hundred columns more. */
const READ = [
  ...NEEDED,
  'cdrRecordType',
  'globalCallId_ClusterID',
  'pkid',
  'origCause_value',
  'destCause_value',
  'clientMatterCode',
  'outpulsedCallingPartyNumber',
] as const;
type Column = (typeof READ)[number];

/** Opens a CDR file of CUCM. Refuses one that is no such file when its first line is seen. */
export function openCucm(): RecordFile {
  return new DelimitedFile(
    (names) => ({ format: cucmFormat(placeColumns(names)), isHeading: isNamesOrTypes }),
    cucmFormat([]),
    { separator: ',' },
  );
}

/** The format of the text after `cucm:`: for each place in a record the column that stands there, or nothing. */
export function cucmFormatOf(parameters: string): RecordFormat {
  return cucmFormat(parameters.split(','));
}

function cucmFormat(columns: readonly string[]): RecordFormat {
  return {
    text: `cucm:${columns.join(',')}`,
    kind: 'cucm',
    read: (raw, line) => readRecord(raw, line, columns),
  };
}

function placeColumns(names: readonly string[]): readonly string[] {
  const plain = names.map((name) => name.trim().toLowerCase());
  const columns = plain.map((name) => READ.find((known) => known.toLowerCase() === name) ?? '');
  const missing = NEEDED.filter((name) => !columns.includes(name));
  if (missing.length === 0) return columns;
  const isMedia = plain.includes('numberpacketssent');
  const message = isMedia
    ? 'The file holds CMRs, which tell of the quality of calls: import the CDR file of the same time, whose name begins with cdr_.'
    : `The first line does not name ${missing.join(', ')}: import the CDR file as CUCM wrote it, with its line of names.`;
  throw new RingledgerError('invalid-request', message);
}

/** A line of names stands wherever files were joined. */
function isNamesOrTypes(fields: readonly string[]): boolean {
  const [first = ''] = fields;
  return first.toLowerCase() === 'cdrrecordtype' || /^(?:INTEGER|VARCHAR|UNIQUEIDENTIFIER)\b/i.test(first);
}

function readRecord(raw: string, line: number, columns: readonly string[]): ReadRecord | RejectedRecord {
  const fields = splitFields(raw, 0, raw.length);
  if (fields === null) return { line, raw, ...rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw))) };
  if (fields.length !== columns.length) {
    const fix = 'import the CDR file as CUCM wrote it';
    return { line, raw, ...rejectFor('wrong-column-count', fields.length, String(columns.length), fix) };
  }
  const read = toCdr((name) => (fields[columns.indexOf(name)] ?? '').trim());
  return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
}

function toCdr(value: (name: Column) => string): ReadCdr | Rejection {
  const type = value('cdrRecordType');
  if (type !== '' && type !== '1') {
    const what = `The record is of type ${type}, which is no call that ended: nothing is to be done about it.`;
    return rejectFor('not-a-call', what);
  }
  const numbers = readNumbers(value);
  if ('reason' in numbers) return numbers;
  const { startAt, connectAt, endAt, talk } = numbers;
  if (startAt === 0) return rejectFor('empty-start');
  if (value('origDeviceName') === '') return rejectFor('missing-channel');
  const isAnswered = connectAt > 0;
  const src = value('callingPartyNumber');
  const call = [
    value('globalCallId_ClusterID'),
    value('globalCallID_callManagerId'),
    value('globalCallID_callId'),
  ];
  return fillRecord({
    src,
    dst: value('originalCalledPartyNumber') || value('finalCalledPartyNumber'),
    clid: src,
    channel: `CUCM/${value('origDeviceName')}`,
    dstchannel: value('destDeviceName') === '' ? '' : `CUCM/${value('destDeviceName')}`,
    lastapp: value('destDeviceName') === '' ? '' : 'Dial',
    startAt,
    answerAt: isAnswered ? connectAt : null,
    endAt,
    duration: Math.max(endAt - startAt, isAnswered ? talk : 0),
    billsec: isAnswered ? talk : 0,
    disposition: isAnswered ? 'ANSWERED' : tellCause(value),
    userfield: value('clientMatterCode'),
    uniqueid: value('pkid'),
    linkedid: `cucm-${call.filter((part) => part !== '').join('-')}`,
    outcid: value('outpulsedCallingPartyNumber'),
  });
}

interface Numbers {
  readonly startAt: number;
  readonly connectAt: number;
  readonly endAt: number;
  readonly talk: number;
}

const LAST_INSTANT = 0xffff_ffff;

function readNumbers(value: (name: Column) => string): Numbers | Rejection {
  const instants = ['dateTimeOrigination', 'dateTimeConnect', 'dateTimeDisconnect'] as const;
  const [startAt = 0, connectAt = 0, endAt = 0] = instants.map((name) =>
    readWhole(value(name) || '0', LAST_INSTANT),
  );
  for (const [at, read] of [startAt, connectAt, endAt].entries()) {
    const name = instants[at] ?? instants[0];
    if (Number.isNaN(read)) return rejectFor('bad-time', name, value(name));
  }
  const talk = readWhole(value('duration') || '0', MOST_COUNTED);
  if (Number.isNaN(talk)) return rejectFor('bad-number', 'duration', value('duration'), MOST_COUNTED);
  // A call that was never connected may have no end either.
  return { startAt, connectAt, endAt: endAt === 0 ? Math.max(startAt, connectAt + talk) : endAt, talk };
}

/** Q.850's causes, of the called side first: 17 busy, 21 refused; 34 and 42 no circuit; others as for an unanswered call. */
function tellCause(value: (name: Column) => string): Disposition {
  const called = value('destCause_value');
  const cause = called === '' || called === '0' ? value('origCause_value') : called;
  if (cause === '17' || cause === '21') return 'BUSY';
  if (cause === '34' || cause === '42') return 'CONGESTION';
  return ['', '0', '16', '18', '19', '31'].includes(cause) ? 'NO ANSWER' : 'FAILED';
}
