import type { RecordFormat } from '../record-format.ts';
import { amiFormatOf } from './ami-cdr.ts';
import { asteriskFormat, formatFromText } from './asterisk-cdr.ts';
import { cucmFormatOf } from './cucm-cdr.ts';
import { freepbxFormatOf } from './freepbx-record.ts';
import { freeswitchCsvFormat } from './freeswitch-csv.ts';
import { freeswitchJsonFormat, freeswitchXmlFormat } from './freeswitch-documents.ts';
import { mappedFormatOf } from './mapped-record.ts';
import { cdrCsvFormat, cdrJsonFormat } from './posted-record.ts';
import { rowFormatFrom } from './row-records.ts';
import { smdrFormatOf } from './smdr-format.ts';
import { threecxFormatOf } from './threecx-cdr.ts';

/** Makes a format from the parameters that stand after its family's name in the kept text. */
type FormatFamily = (parameters: string) => RecordFormat;

/** Every family of records but Asterisk's CSV, by the name before the colon. */
const FAMILIES: Readonly<Record<string, FormatFamily>> = {
  '3cx': threecxFormatOf,
  'cdr-csv': cdrCsvFormat,
  'cdr-json': cdrJsonFormat,
  cucm: cucmFormatOf,
  freepbx: freepbxFormatOf,
  'freeswitch-csv': freeswitchCsvFormat,
  'freeswitch-json': freeswitchJsonFormat,
  'freeswitch-xml': freeswitchXmlFormat,
  mapping: mappedFormatOf,
  ami: amiFormatOf,
  'smdr-avaya': smdrFormatOf('avaya-ip-office'),
  'smdr-mitel': smdrFormatOf('mitel'),
  'smdr-panasonic': smdrFormatOf('panasonic'),
  row: (parameters) => rowFormatFrom('row', parameters),
  fusionpbx: (parameters) => rowFormatFrom('fusionpbx', parameters),
  acc: (parameters) => rowFormatFrom('acc', parameters),
};

const known = new Map<string, RecordFormat>();
/** Kept records are read again by the thousand, and have a format or two between them. */
const MOST_KNOWN = 1_000;

/** The format of a text that was kept beside a record. Refuses a text that no format has. */
export function formatOf(text: string): RecordFormat {
  const seen = known.get(text);
  if (seen !== undefined) return seen;
  const colon = text.indexOf(':');
  const family = colon === -1 ? undefined : FAMILIES[text.slice(0, colon)];
  const format = family === undefined ? asteriskFormat(formatFromText(text)) : family(text.slice(colon + 1));
  if (known.size < MOST_KNOWN) known.set(text, format);
  return format;
}
