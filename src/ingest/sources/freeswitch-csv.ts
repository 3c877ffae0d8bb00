import { RingledgerError } from '../../core/errors.ts';
import type { ReadRecord, RecordFile, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, rejectFor } from '../reject-reason.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';
import { DelimitedFile } from './delimited-file.ts';
import { checkZone } from './format-json.ts';
import { toFreeswitchCdr } from './freeswitch-cdr.ts';

const MAIN = [
  'caller_id_name',
  'caller_id_number',
  'destination_number',
  'context',
  'start_stamp',
  'answer_stamp',
  'end_stamp',
  'duration',
  'billsec',
  'hangup_cause',
  'uuid',
  'bleg_uuid',
  'accountcode',
];
const CODECS = ['read_codec', 'write_codec'];

/**
 * The columns of mod_cdr_csv's stock templates by their number, as conf/vanilla/autoload_configs/cdr_csv.conf.xml of
 * FreeSWITCH 1.10 has them: `sql` (an INSERT), `example`, `linksys`, `asterisk` and `snom`, and `default`, which is
 * compiled into mod_cdr_csv.c. `opencdrrate` has as many as `default`; its first column is the uuid.
 */
const BY_WIDTH: ReadonlyMap<number, readonly string[]> = new Map([
  [13, MAIN],
  [15, [...MAIN, ...CODECS]],
  [17, [...MAIN, ...CODECS, 'sip_user_agent', 'sip_p_rtp_stat']],
  [
    18,
    [
      'accountcode',
      'caller_id_number',
      'destination_number',
      'context',
      'caller_id',
      'channel_name',
      'bridge_channel',
      'last_app',
      'last_arg',
      'start_stamp',
      'answer_stamp',
      'end_stamp',
      'duration',
      'billsec',
      'hangup_cause',
      'amaflags',
      'uuid',
      'userfield',
    ],
  ],
  [
    20,
    [
      ...MAIN,
      ...CODECS,
      'sip_user_agent',
      'call_clientcode',
      'sip_rtp_rxstat',
      'sip_rtp_txstat',
      'sofia_record_file',
    ],
  ],
]);
const OPENCDRRATE = [
  'uuid',
  'signal_bond',
  'direction',
  'ani',
  'destination_number',
  'answer_stamp',
  'end_stamp',
  'billsec',
  'accountcode',
  'userfield',
  'network_addr',
  '',
  'sip_gateway_name',
];
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const STOCK = 'stock';

/**
 * Files of mod_cdr_csv. `template` is that of their owner's cdr_csv.conf.xml, `"${uuid}","${direction}",…`; without it each
 * record is read by the stock template that it has the columns of.
 */
export function openFreeswitchCsv(zone: string, template?: string): RecordFile {
  const columns = template === undefined ? STOCK : templateColumns(template).join(',');
  const format = freeswitchCsvFormat(`${columns}@${zone}`);
  return new DelimitedFile(() => ({ format, isHeading: () => false }), format, {
    separator: ',',
    growing: true,
  });
}

/** The format of the text after `freeswitch-csv:`, `stock@ZONE` or columns with commas and `@ZONE`. */
export function freeswitchCsvFormat(parameters: string): RecordFormat {
  const at = parameters.lastIndexOf('@');
  const [columns, zone] = [parameters.slice(0, at), checkZone(parameters.slice(at + 1))];
  const named = columns === STOCK ? undefined : columns.split(',');
  return {
    text: `freeswitch-csv:${parameters}`,
    kind: 'freeswitch-csv',
    read: (raw, line) => readRecord(raw, line, named, zone),
  };
}

/** The variables of a template, in order; what is none, such as a call of a function, is not read. */
function templateColumns(template: string): readonly string[] {
  const columns = (splitRecord(template) ?? []).map((field) => /^\$\{([\w-]+)\}$/.exec(field)?.[1] ?? '');
  const faults = ['uuid', 'hangup_cause', 'billsec'].filter((name) => !columns.includes(name));
  if (!columns.some((name) => /^(?:start|answer|end)_(?:stamp|epoch)$/.test(name)))
    faults.push('start_stamp');
  if (faults.length === 0) return columns;
  const where = 'template';
  const sentences = faults.map((name) => `The template lacks "\${${name}}": add it, and log calls with it.`);
  throw new RingledgerError(
    'invalid-request',
    sentences.join(' '),
    sentences.map((message) => ({ where, message })),
  );
}

function readRecord(
  raw: string,
  line: number,
  named: readonly string[] | undefined,
  zone: string,
): ReadRecord | RejectedRecord {
  const fields = splitRecord(raw);
  if (fields === null) return { line, raw, ...rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw))) };
  const columns = named ?? stockColumns(fields);
  if (columns === undefined || fields.length !== columns.length) {
    const wanted = columns === undefined ? '13, 15, 17, 18 or 20' : String(columns.length);
    const fix = 'name the template of your cdr_csv.conf.xml with --template';
    return { line, raw, ...rejectFor('wrong-column-count', fields.length, wanted, fix) };
  }
  const value = (name: string) => fields[columns.indexOf(name)] ?? '';
  if (isLoneBLeg(columns, value)) return { line, raw, ...rejectFor('lone-b-leg') };
  const read = toFreeswitchCdr(
    {
      value: (name) => value(name) || standIn(name, columns, value),
      namesChannels: columns.includes('channel_name'),
    },
    zone,
  );
  return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
}

function stockColumns(fields: readonly string[]): readonly string[] | undefined {
  return fields.length === 13 && UUID.test(fields[0] ?? '') ? OPENCDRRATE : BY_WIDTH.get(fields.length);
}

/** Of a channel that FreeSWITCH itself made, the other side of its bond is who called. */
function standIn(name: string, columns: readonly string[], value: (name: string) => string): string {
  const isBond = name === 'originator' && !columns.includes(name) && value('direction') === 'outbound';
  return isBond ? value('signal_bond') : '';
}

/** A b-leg runs no application of its own; where no column tells whose it is, it would be a call twice. */
function isLoneBLeg(columns: readonly string[], value: (name: string) => string): boolean {
  if (!columns.includes('last_app') || value('last_app') !== '' || value('bridge_channel') === '')
    return false;
  return !['originator', 'originating_leg_uuid', 'signal_bond'].some((name) => columns.includes(name));
}

/** Templates have blanks before some quotes, and one is an SQL statement. */
function splitRecord(raw: string): readonly string[] | null {
  const bare = raw.replace(/^\s*INSERT\s+INTO\s+\S+\s+VALUES\s*\(/i, '').replace(/\)?\s*;?\s*$/, '');
  const fields = splitFields(bare, 0, bare.length);
  return fields?.map((field) => /^\s+"(.*)"$/s.exec(field)?.[1] ?? field) ?? null;
}
