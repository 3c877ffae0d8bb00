import { type Fault, RingledgerError } from '../core/errors.ts';

/** Where a directory is kept: `asterisk:/etc/asterisk`, `freepbx:mysql://user@host/asterisk`, … */
export type SyncSource =
  | { readonly kind: 'asterisk' | 'csv'; readonly path: string }
  | { readonly kind: 'freepbx' | 'fusionpbx' | 'ldap'; readonly url: URL };

const EXAMPLES = `  asterisk:/etc/asterisk                      configuration files of Asterisk
  freepbx:mysql://user@host/asterisk          FreePBX, by its database
  fusionpbx:postgres://user@host/fusionpbx    FusionPBX, by its database
  ldap://host/dc=example,dc=org               names of people
  csv:people.csv                              a list of people and numbers`;

/** Reads a source as it was typed; refuses one that is none with what it may be. */
export function readSyncSource(typed: string): SyncSource {
  const [, kind = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(typed) ?? [];
  if ((kind === 'asterisk' || kind === 'csv') && rest !== '') return { kind, path: rest };
  if (kind === 'freepbx' && /^(mysql|mariadb):\/\//.test(rest)) return { kind, url: readUrl(typed, rest) };
  if (kind === 'fusionpbx' && /^postgres(ql)?:\/\//.test(rest)) return { kind, url: readUrl(typed, rest) };
  if (kind === 'ldap' || kind === 'ldaps') return { kind: 'ldap', url: readUrl(typed, typed) };
  throw refuse(typed, 'is no source');
}

function readUrl(typed: string, text: string): URL {
  if (!URL.canParse(text)) throw refuse(typed, 'names no address');
  const url = new URL(text);
  if (url.hostname === '') throw refuse(typed, 'names no host');
  if (url.password !== '') {
    throw new RingledgerError(
      'invalid-request',
      'The source has a password in it, which lists of processes show: leave it out, and pipe it in with --password-stdin, or set RINGLEDGER_SOURCE_PASSWORD.',
    );
  }
  return url;
}

function refuse(typed: string, why: string): RingledgerError {
  const fault: Fault = { where: 'source', message: `"${typed}" ${why}: write one of` };
  return new RingledgerError('invalid-request', `${fault.message}\n${EXAMPLES}`, [fault]);
}

export const SOURCE_HELP = `Sources:\n${EXAMPLES}`;
