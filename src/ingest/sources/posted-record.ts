import { createShapeCheck } from '../../core/check-shape.ts';
import type { Fault } from '../../core/errors.ts';
import type { Shape } from '../../core/json-shape.ts';
import type { ReadCdr, ReadRecord, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { MOST_ACCTID, MOST_COUNTED } from './cdr-values.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';

const DISPOSITIONS = ['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION'];
const LAST_INSTANT = 0xffff_ffff;

const field = (title: string, description: string, example: string): Shape => ({
  type: 'string',
  title,
  description,
  // Whatever a PBX may write, but no halves of surrogate pairs, which no store keeps.
  pattern: '^[^\\p{Cs}\\0]{0,4096}$',
  examples: [example],
});
const whole = (title: string, description: string, maximum: number, example: number): Shape => ({
  type: 'integer',
  title,
  description: `${description}, a whole number from 0 to ${maximum}`,
  minimum: 0,
  maximum,
  examples: [example],
});
const instant = (what: string): Shape => ({
  ...whole(`the instant of the ${what}`, `UTC epoch seconds of the ${what}`, LAST_INSTANT, 1_795_523_029),
  minimum: 1,
});

/** A call record as it is posted, by the names of `core/cdr.ts`. Published as docs/cdr.schema.json. */
export const CDR_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  title: 'a call record',
  description: 'an object in braces',
  properties: {
    uniqueid: field('the id of the record', "the PBX's own id of the caller's channel", '1795523029.12'),
    linkedid: field('the id of the call', 'the same for all records of one call', '1795523029.12'),
    channel: {
      ...field("the caller's channel", 'technology and peer', 'SIP/0500000004000-0000001a'),
      pattern: '^[^\\p{Cs}\\0]{1,4096}$',
    },
    dstchannel: field(
      'the called channel',
      'technology and peer; empty where nothing rang',
      'SIP/trunk-a-0000001b',
    ),
    src: field("the caller's number", 'as the PBX has it', '201'),
    dst: field('the number dialled', 'as it was dialled', '907700900123'),
    clid: field('the caller id', 'name and number', '"Ann Example" <201>'),
    did: field('the outside number that was called', 'of a call from outside', '02079460123'),
    outcid: field('the caller id that was sent', 'of a call to outside', '02079460000'),
    accountcode: field('the account code', 'as the PBX has it', 'default'),
    peeraccount: field("the called side's account code", 'as the PBX has it', 'default'),
    dcontext: field('the context', 'of the dialplan', 'from-internal'),
    lastapp: field('the last application', "by Asterisk's name", 'Dial'),
    lastdata: field("the last application's arguments", 'as they were', 'SIP/trunk-a/07700900123'),
    userfield: field('the user field', 'any text', ''),
    startAt: instant('start'),
    answerAt: { ...instant('answer'), type: ['integer', 'null'] },
    endAt: instant('end'),
    duration: whole('the duration', 'seconds from start to end', MOST_COUNTED, 63),
    billsec: whole('the talk', 'seconds of talk', MOST_COUNTED, 58),
    disposition: {
      type: 'string',
      title: 'a disposition',
      description: 'what became of the call',
      enum: DISPOSITIONS,
      examples: ['ANSWERED'],
    },
    sequence: {
      ...whole('the number of the record', "within the PBX's run", MOST_COUNTED, 12),
      type: ['integer', 'null'],
    },
    acctid: {
      ...whole('the accounting id', 'where the PBX gives one', MOST_ACCTID, 7),
      type: ['integer', 'null'],
    },
  },
  required: ['channel', 'startAt', 'duration', 'billsec', 'disposition'],
  additionalProperties: false,
};

const check = createShapeCheck(CDR_SCHEMA, 'the record');

/** Records as JSON objects. The text after `cdr-json:` is empty. */
export function cdrJsonFormat(): RecordFormat {
  return {
    text: 'cdr-json:',
    kind: 'cdr-json',
    read: (raw, line) => {
      let json: unknown;
      try {
        json = JSON.parse(raw);
      } catch {
        return { line, raw, ...rejectFor('not-json', raw) };
      }
      return readPosted(raw, line, json);
    },
  };
}

/** Records as lines of CSV whose columns are named after `cdr-csv:`, with commas; a column without a name is not read. */
export function cdrCsvFormat(parameters: string): RecordFormat {
  const columns = parameters.split(',');
  return {
    text: `cdr-csv:${parameters}`,
    kind: 'cdr-csv',
    read: (raw, line) => {
      const fields = splitFields(raw, 0, raw.length);
      if (fields === null)
        return { line, raw, ...rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw))) };
      if (fields.length !== columns.length) {
        const fix = 'write as many as the first line names';
        return { line, raw, ...rejectFor('wrong-column-count', fields.length, String(columns.length), fix) };
      }
      return readPosted(raw, line, toObject(fields, columns));
    },
  };
}

function readPosted(raw: string, line: number, json: unknown): ReadRecord | RejectedRecord {
  const faults = [...check(json)];
  if (faults.length === 0) faults.push(...findContradictions(json as Posted));
  if (faults.length > 0) {
    const sentences = faults.map(({ where, message }) => `${where}: ${message}`);
    return { line, raw, ...rejectFor('bad-fields', sentences.join(' ')) };
  }
  return { line, raw, cdr: toCdr(json as Posted) };
}

type Posted = Partial<ReadCdr> &
  Pick<ReadCdr, 'channel' | 'startAt' | 'duration' | 'billsec' | 'disposition'>;

function findContradictions({ startAt, answerAt, endAt, duration, billsec }: Posted): readonly Fault[] {
  const faults: Fault[] = [];
  if (billsec > duration) {
    faults.push({
      where: 'billsec',
      message: `${billsec} is more than the duration, ${duration}: it is a part of it.`,
    });
  }
  if (endAt !== undefined && endAt < startAt) {
    faults.push({
      where: 'endAt',
      message: `${endAt} is before the start, ${startAt}: write when the call ended.`,
    });
  }
  if (answerAt != null && answerAt < startAt) {
    faults.push({
      where: 'answerAt',
      message: `${answerAt} is before the start, ${startAt}: write when it was answered.`,
    });
  }
  return faults;
}

function toCdr(posted: Posted): ReadCdr {
  const { startAt, duration, billsec, disposition } = posted;
  const answered = disposition === 'ANSWERED' ? startAt + Math.max(0, duration - billsec) : null;
  return fillRecord({
    ...posted,
    answerAt: posted.answerAt === undefined ? answered : posted.answerAt,
    endAt: posted.endAt ?? startAt + duration,
  });
}

/** Numbers of CSV are texts; an empty field is one that is left out. */
function toObject(fields: readonly string[], columns: readonly string[]): unknown {
  const object: Record<string, unknown> = {};
  for (const [at, name] of columns.entries()) {
    const text = fields[at] ?? '';
    const { type } = CDR_SCHEMA.properties?.[name] ?? { type: 'string' };
    if (name === '' || (text === '' && type !== 'string')) continue;
    object[name] = type !== 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text;
  }
  return object;
}
