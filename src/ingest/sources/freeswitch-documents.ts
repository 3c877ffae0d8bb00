import type { ReadRecord, RecordFile, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, rejectFor } from '../reject-reason.ts';
import { DocumentFile } from './document-file.ts';
import { checkZone } from './format-json.ts';
import { toFreeswitchCdr } from './freeswitch-cdr.ts';
import type { Variable } from './freeswitch-channel.ts';
import { JSON_OBJECTS } from './json-objects.ts';
import { readXml, type XmlElement } from './read-xml.ts';
import { CDR_ELEMENTS } from './xml-elements.ts';

/** Files of mod_json_cdr, or of mod_format_cdr in JSON: one record or many in a file. */
export function openFreeswitchJson(zone: string): RecordFile {
  return new DocumentFile(freeswitchJsonFormat(zone), JSON_OBJECTS);
}

/** Files of mod_xml_cdr, or of mod_format_cdr in XML: one record or many in a file. */
export function openFreeswitchXml(zone: string): RecordFile {
  return new DocumentFile(freeswitchXmlFormat(zone), CDR_ELEMENTS);
}

/** The format of the text after `freeswitch-json:`, the zone of stamps, which are read where there are no epochs. */
export function freeswitchJsonFormat(zone: string): RecordFormat {
  const checked = checkZone(zone);
  return {
    text: `freeswitch-json:${checked}`,
    kind: 'freeswitch-json',
    read: (raw, line) => {
      const json = parseJson(raw);
      if (json === undefined) return { line, raw, ...rejectFor('not-json', raw) };
      return toRecord(raw, line, readJsonLeg(json), checked);
    },
  };
}

/** The format of the text after `freeswitch-xml:`, as for JSON. */
export function freeswitchXmlFormat(zone: string): RecordFormat {
  const checked = checkZone(zone);
  return {
    text: `freeswitch-xml:${checked}`,
    kind: 'freeswitch-xml',
    read: (raw, line) => {
      const cdr = readXml(raw);
      if (cdr === null) return { line, raw, ...rejectFor('not-xml', raw) };
      return toRecord(raw, line, readXmlLeg(cdr), checked);
    },
  };
}

/** What one leg's document says: its variables, and the profiles with which it began. */
interface LegDocument {
  readonly variable: Variable;
  /** The caller profile with which the call began: the last `callflow`, as each transfer puts one before the others. */
  readonly profile: Variable;
  /** Of a b-leg, the profile of its a-leg. */
  readonly originator: Variable;
}

/** What the first profile tells, which a transfer changes in the variables. */
const OF_PROFILE = new Set([
  'caller_id_name',
  'caller_id_number',
  'destination_number',
  'context',
  'ani',
  'uuid',
]);

function toRecord(
  raw: string,
  line: number,
  { variable, profile, originator }: LegDocument,
  zone: string,
): ReadRecord | RejectedRecord {
  const value = (name: string) => {
    if (OF_PROFILE.has(name)) return profile(name) || variable(name);
    if (name === 'channel_name') return variable(name) || profile('chan_name');
    if (name === 'originator') return variable(name) || originator('uuid');
    if (name === 'originator_channel') return originator('chan_name');
    return variable(name);
  };
  const read = toFreeswitchCdr({ value, namesChannels: true }, zone);
  return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** As `switch_ivr_generate_json_cdr` of FreeSWITCH's switch_ivr.c writes it. */
function readJsonLeg(json: JsonObject): LegDocument {
  const variables = asObject(json['variables']);
  const callflow = json['callflow'];
  const first = asObject(Array.isArray(callflow) ? callflow.at(-1) : callflow);
  const profile = asObject(first['caller_profile']);
  const originators = asObject(profile['originator'])['originator_caller_profiles'];
  const originator = asObject(Array.isArray(originators) ? originators[0] : undefined);
  return {
    variable: (name) => decodeVariable(textOf(variables, name)),
    profile: (name) => textOf(profile, name),
    originator: (name) => textOf(originator, name),
  };
}

/** As `switch_ivr_generate_xml_cdr` of FreeSWITCH's switch_ivr.c writes it. */
function readXmlLeg(cdr: XmlElement): LegDocument {
  const variables = new Map(childOf(cdr, 'variables')?.children.map(({ name, text }) => [name, text]));
  const first = cdr.children.findLast(({ name }) => name === 'callflow');
  const profile = childOf(first, 'caller_profile');
  const originator = childOf(childOf(profile, 'originator'), 'originator_caller_profile');
  return {
    variable: (name) => decodeVariable(variables.get(name) ?? ''),
    profile: (name) => childOf(profile, name)?.text ?? '',
    originator: (name) => childOf(originator, name)?.text ?? '',
  };
}

function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Values of variables are URL-encoded, unless `encode-values` is off; what does not decode is as it stands. */
function decodeVariable(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseJson(raw: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(raw);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

function textOf(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
