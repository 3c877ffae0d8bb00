import type { Disposition } from '../../core/cdr.ts';
import type { LocalInstant } from '../../core/zone.ts';
import type { ReadCdr, ReadRecord, RecordFile, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { nearestInstant } from './cdr-times.ts';
import { MOST_COUNTED, readDisposition } from './cdr-values.ts';
import { readClockSpan, readClockText } from './clock-text.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';
import { DelimitedFile } from './delimited-file.ts';
import { canonicalJson, checkZone } from './format-json.ts';
import { type Mapping, type PlacedMapping, parseMapping, placeColumns } from './mapping.ts';
import type { MappedField } from './mapping-schema.ts';

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;

/**
 * Opens any CSV by the text of its mapping; `zone` is that of its times unless the mapping says another. One that is
 * `growing` may be cut off in its last line.
 */
export function openMapped(text: string, zone: string, growing = false): RecordFile {
  const mapping = parseMapping(text);
  const separator = mapping.separator && SEPARATORS[mapping.separator];
  return new DelimitedFile(
    (fields, found) => {
      const hasNames = (mapping.heading ?? 'names') === 'names';
      const format = mappedFormat({
        ...withoutPlace(mapping),
        places: placeColumns(mapping, fields),
        separator: found,
        zone: mapping.zone ?? zone,
        width: hasNames ? fields.length : null,
      });
      return { format, isHeading: (line) => hasNames && line.join('\0') === fields.join('\0') };
    },
    mappedFormat({ ...withoutPlace(mapping), places: {}, separator: separator ?? ',', zone, width: null }),
    { separator, growing },
  );
}

/** The format of the JSON after `mapping:`. */
export function mappedFormatOf(parameters: string): RecordFormat {
  return mappedFormat(JSON.parse(parameters) as PlacedMapping);
}

function withoutPlace({ constants, timeFormat, spanUnit, dispositions, directions }: Mapping) {
  return {
    ...(constants === undefined ? {} : { constants }),
    ...(timeFormat === undefined ? {} : { timeFormat }),
    ...(spanUnit === undefined ? {} : { spanUnit }),
    ...(dispositions === undefined ? {} : { dispositions }),
    ...(directions === undefined ? {} : { directions }),
  };
}

function mappedFormat(mapping: PlacedMapping): RecordFormat {
  const checked = { ...mapping, zone: checkZone(mapping.zone) };
  return {
    text: `mapping:${canonicalJson(checked)}`,
    kind: 'mapping',
    read: (raw, line) => readRecord(raw, line, checked),
  };
}

type Value = (field: MappedField) => string;

function readRecord(raw: string, line: number, mapping: PlacedMapping): ReadRecord | RejectedRecord {
  const { places, constants = {}, separator, width } = mapping;
  const fields = splitFields(raw, 0, raw.length, separator.charCodeAt(0));
  if (fields === null)
    return { line, raw, ...rejectFor('unclosed-quote', raw.slice(Math.max(0, findOpenQuote(raw)))) };
  const least = Math.max(...Object.values(places)) + 1;
  if (width === null ? fields.length < least : fields.length !== width) {
    const wanted = width === null ? `${least} or more` : String(width);
    const fix = 'repair the line, or name another separator in the mapping';
    return { line, raw, ...rejectFor('wrong-column-count', fields.length, wanted, fix) };
  }
  const read = toCdr((field) => {
    const place = places[field];
    return place === undefined ? (constants[field] ?? '') : (fields[place] ?? '').trim();
  }, mapping);
  return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
}

function toCdr(value: Value, mapping: PlacedMapping): ReadCdr | Rejection {
  const times = readTimes(value, mapping);
  if ('reason' in times) return times;
  const disposition = tellDisposition(value, mapping, times);
  if (typeof disposition !== 'string') return disposition;
  const direction = meaningOf(value('direction'), mapping.directions);
  if (direction === undefined && mapping.directions !== undefined) {
    const known = mapping.directions.map(({ text }) => text).join(', ');
    return rejectFor(
      'bad-fields',
      `direction "${value('direction')}" is in no mapping, which knows ${known}: add it.`,
    );
  }
  const [channel, dstchannel] = findChannels(value, direction);
  if (channel === '') return rejectFor('missing-channel');
  const isAnswered = disposition === 'ANSWERED';
  const { startAt, endAt, duration, billsec } = times;
  return fillRecord({
    ...copyTexts(value),
    // Without any id a record is a call of its own.
    uniqueid: value('uniqueid') || (value('linkedid') === '' ? nameCall(value, startAt) : ''),
    channel,
    dstchannel,
    startAt,
    endAt,
    duration,
    billsec: isAnswered ? billsec : 0,
    answerAt: isAnswered ? (times.answerAt ?? endAt - billsec) : null,
    disposition,
    did: value('did') || (direction === 'in' ? value('dst') : ''),
  });
}

function nameCall(value: Value, startAt: number): string {
  return `${value('src') || value('channel')}>${value('dst')}@${startAt}`;
}

const TEXTS = [
  'src',
  'dst',
  'clid',
  'linkedid',
  'accountcode',
  'peeraccount',
  'outcid',
  'dcontext',
  'lastapp',
  'lastdata',
  'userfield',
] as const;

function copyTexts(value: Value): Partial<ReadCdr> {
  return Object.fromEntries(TEXTS.map((field) => [field, value(field)]));
}

/**
 * Files that name no channels name numbers: inside, a number is that of a phone (`extension/201`, the device whose SIP
 * name is 201); outside, `trunk/` and what the trunk is called, which the directory may list among a trunk's channels, or else
 * `outside/` and the number.
 */
function findChannels(value: Value, direction: string | undefined): readonly [string, string] {
  const outside = (number: string) => nameTrunk(value('trunk')) || `outside/${number}`;
  const phone = (number: string) => (number === '' ? '' : `extension/${number}`);
  const from = direction === 'in' ? outside(value('src')) : phone(value('src'));
  const to = direction === 'out' ? outside(value('dst')) : phone(value('dst'));
  return [value('channel') || from, value('dstchannel') || to];
}

function nameTrunk(trunk: string): string {
  return trunk === '' || trunk.includes('/') ? trunk : `trunk/${trunk}`;
}

function meaningOf<Word>(
  text: string,
  meanings: readonly { readonly text: string; readonly means: Word }[] | undefined,
): Word | undefined {
  const sought = text.toLowerCase();
  const found =
    meanings?.find((one) => one.text.toLowerCase() === sought) ?? meanings?.find((one) => one.text === '*');
  return found?.means;
}

/** Without a column of dispositions a call that had talk was answered. */
function tellDisposition(value: Value, mapping: PlacedMapping, times: Times): Disposition | Rejection {
  const text = value('disposition');
  const isTold = mapping.places.disposition !== undefined || mapping.constants?.disposition !== undefined;
  if (!isTold) return times.answerAt !== null || times.billsec > 0 ? 'ANSWERED' : 'NO ANSWER';
  return meaningOf(text, mapping.dispositions) ?? readDisposition(text) ?? rejectFor('bad-disposition', text);
}

type Times = Pick<ReadCdr, 'startAt' | 'answerAt' | 'endAt' | 'duration' | 'billsec'>;

function readTimes(value: Value, mapping: PlacedMapping): Times | Rejection {
  const start = value('start') || `${value('date')} ${value('time')}`.trim();
  const instants = [
    readInstant('start', start, mapping),
    readInstant('answer', value('answer'), mapping),
    readInstant('end', value('end'), mapping),
  ];
  const spans = (['duration', 'billsec', 'ring'] as const).map((field) =>
    readSpan(field, value(field), mapping),
  );
  for (const read of [...instants, ...spans]) {
    if (typeof read === 'object' && read !== null && 'reason' in read) return read;
  }
  const [begun = null, answer = null, end = null] = instants as readonly (LocalInstant | null)[];
  const [duration = null, billsec = null, ring = null] = spans as readonly (number | null)[];
  return begun === null
    ? rejectFor('empty-start')
    : settleTimes(begun, answer, end, { duration, billsec, ring });
}

interface Spans {
  readonly duration: number | null;
  readonly billsec: number | null;
  readonly ring: number | null;
}

/** What is not told follows from what is: the whole is ringing and talk. */
function settleTimes(
  begun: LocalInstant,
  answer: LocalInstant | null,
  end: LocalInstant | null,
  { duration, billsec, ring }: Spans,
): Times {
  const startAt = nearestInstant(begun, 0);
  const answerAt = answer === null ? null : nearestInstant(answer, startAt);
  const expected = duration ?? (ring ?? (answerAt === null ? 0 : answerAt - startAt)) + (billsec ?? 0);
  const endAt = end === null ? startAt + expected : nearestInstant(end, startAt + expected);
  const seconds = Math.max(0, duration ?? endAt - startAt);
  const talk = billsec ?? (answerAt === null ? seconds - (ring ?? seconds) : endAt - answerAt);
  return { startAt, answerAt, endAt, duration: seconds, billsec: Math.min(seconds, Math.max(0, talk)) };
}

function readInstant(
  field: string,
  text: string,
  { timeFormat = 'ymd', zone }: PlacedMapping,
): LocalInstant | null | Rejection {
  if (text === '' || /^0+(?:\.0+)?$|^0000-00-00/.test(text)) return null;
  if (timeFormat !== 'epoch' && timeFormat !== 'epoch-ms') {
    return readClockText(text, timeFormat, zone) ?? rejectFor('bad-time', field, text);
  }
  const count = /^\d{1,16}(?:\.\d+)?$/.test(text) ? Number(text) / (timeFormat === 'epoch' ? 1 : 1000) : 0;
  const at = Math.floor(count);
  return at > 0 && at <= 0xffff_ffff ? { at } : rejectFor('bad-time', field, text);
}

function readSpan(
  field: string,
  text: string,
  { spanUnit = 'seconds' }: PlacedMapping,
): number | null | Rejection {
  if (text === '') return null;
  const seconds = spanUnit === 'clock' ? readClockSpan(text) : countSeconds(text, spanUnit);
  if (seconds !== null && seconds <= MOST_COUNTED) return seconds;
  return rejectFor('bad-number', field, text, MOST_COUNTED);
}

/** Milliseconds are cut to whole seconds, as a PBX cuts them; minutes are rounded to the nearest. */
function countSeconds(text: string, unit: 'seconds' | 'milliseconds' | 'minutes'): number | null {
  if (!/^\d{1,12}(?:[.,]\d+)?$/.test(text)) return null;
  const count = Number(text.replace(',', '.'));
  if (unit === 'milliseconds') return Math.floor(count / 1000);
  return unit === 'minutes' ? Math.round(count * 60) : Math.floor(count);
}
