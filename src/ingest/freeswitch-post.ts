import { RingledgerError } from '../core/errors.ts';
import type { RecordFile } from './record-format.ts';
import { openFreeswitchJson, openFreeswitchXml } from './sources/freeswitch-documents.ts';

/**
 * The record in what mod_json_cdr, mod_xml_cdr and mod_format_cdr post (`process_cdr` of each in FreeSWITCH 1.10): the
 * document itself, or a form `cdr=…` whose value is URL-encoded, base64, or as it is, as the content type says.
 */
export function readPost(contentType: string | undefined, body: Buffer): string {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';', 1);
  const text = body.toString('utf8').trim();
  const value = text.startsWith('cdr=') ? text.slice('cdr='.length) : text;
  if (value === '') {
    throw new RingledgerError(
      'invalid-request',
      'The body is empty: post a record as JSON, XML, or a form cdr=….',
    );
  }
  switch (type.trim()) {
    case 'application/x-www-form-base64-encoded':
      return Buffer.from(value, 'base64').toString('utf8');
    case 'application/x-www-form-urlencoded':
      return decodeForm(value);
    default:
      return value;
  }
}

/** The reader of such a document. */
export function openPost(text: string, zone: string): RecordFile {
  return text.trimStart().startsWith('<') ? openFreeswitchXml(zone) : openFreeswitchJson(zone);
}

/** FreeSWITCH encodes a blank as %20 and a plus as %2B. Base64 under this type is what older versions send. */
function decodeForm(value: string): string {
  if (/^[A-Za-z0-9+/\s]+=*$/.test(value)) return Buffer.from(value, 'base64').toString('utf8');
  try {
    return decodeURIComponent(value);
  } catch {
    throw new RingledgerError(
      'invalid-request',
      `The form's cdr is not URL-encoded, as "${value.slice(0, 40)}" shows: set encode to true, base64 or false in the module's configuration.`,
    );
  }
}
