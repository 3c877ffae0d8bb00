import { record, type Shape, text } from '../../core/json-shape.ts';
import type { AmiAddress } from './ami-session.ts';
import { CA_FILE } from './read-certificates.ts';

const choice = (title: string, values: readonly string[]): Shape => ({
  type: 'string',
  title,
  description: `one of ${values.join(', ')}`,
  enum: values,
  examples: [values[0]],
});

/** What a source of the kind `asterisk-ami` is told. */
export const AMI_SETTINGS: Shape = record(
  'the settings of a manager interface',
  {
    host: text('the PBX', 'a name or an IP address', '^[^\\s]{1,253}$', '10.0.0.5'),
    port: {
      type: 'integer',
      title: 'the port of the manager interface',
      description: 'a whole number from 1 to 65535; 5038, or 5039 with tls, where nothing is said',
      minimum: 1,
      maximum: 65_535,
      examples: [5038],
    },
    username: text('a user of manager.conf', 'the name of a section', '^[^\\s\\p{Cc}]{1,80}$', 'ringledger'),
    secret: text(
      "that user's secret",
      'a text of 1 to 200 characters',
      '^[^\\p{Cc}]{1,200}$',
      'a-long-secret',
    ),
    auth: choice('how to sign in', ['md5', 'plain']),
    tls: choice('whether to encrypt', ['no', 'yes', 'unchecked']),
    caFile: CA_FILE,
    fingerprint: text(
      'the SHA-256 of the one certificate to believe',
      '64 hex digits, with or without colons',
      '^(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$',
      '3f:9a:…',
    ),
    queueEvents: choice('whether events of queues are kept', ['yes', 'no']),
    gapFile: text(
      'the file from which gaps are filled',
      'the whole path of a file that the server may read',
      '^/[^\\p{Cc}]{1,1000}$',
      '/var/log/asterisk/cdr-csv/Master.csv',
    ),
    gapColumns: text(
      'the columns of a gapFile that cdr_custom writes without a line of names',
      'names with commas between, in order',
      '^[^\\s]{1,1000}$',
      'clid,src,dst,channel,dstchannel,lastapp,start,duration,billsec,disposition,uniqueid',
    ),
    gapZone: text(
      'the zone of the times in gapFile',
      'an IANA name; it is told from the file where nothing is said',
      '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$',
      'UTC',
    ),
    gapSource: text(
      'another source that brings the same records',
      'the name of a source, such as one that reads the table cdr',
      '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
      'cdr-table',
    ),
  },
  ['host', 'username', 'secret'],
);

export interface AmiSettings extends AmiAddress {
  readonly queueEvents: boolean;
  readonly gapSource: string | undefined;
  readonly gap: GapFile | undefined;
}

/** A file in which the PBX keeps the records that its events tell of. */
export interface GapFile {
  readonly file: string;
  readonly columns: readonly string[] | undefined;
  readonly zone: string | undefined;
}

/** Settings that the shape has found good. */
export function readAmiSettings(written: Readonly<Record<string, unknown>>): AmiSettings {
  const word = (name: string) => (typeof written[name] === 'string' ? written[name] : undefined);
  const file = word('gapFile');
  const believes = word('caFile') ?? word('fingerprint');
  const wish = word('tls') ?? (believes === undefined ? 'no' : 'yes');
  const tls = wish === 'yes' || wish === 'unchecked' ? wish : 'no';
  return {
    host: word('host') ?? '',
    port: typeof written['port'] === 'number' ? written['port'] : tls === 'no' ? 5038 : 5039,
    username: word('username') ?? '',
    secret: word('secret') ?? '',
    auth: word('auth') === 'plain' ? 'plain' : 'md5',
    tls,
    caFile: word('caFile'),
    fingerprint: word('fingerprint'),
    queueEvents: word('queueEvents') !== 'no',
    gapSource: word('gapSource'),
    gap:
      file === undefined
        ? undefined
        : { file, columns: word('gapColumns')?.split(','), zone: word('gapZone') },
  };
}
