import { RingledgerError } from '../../../core/errors.ts';
import { type Shape, text } from '../../../core/json-shape.ts';
import { isZone } from '../../../core/zone.ts';
import type { DatabaseAddress } from '../../../store/tables/foreign-database.ts';
import { CA_FILE } from '../read-certificates.ts';

export type ServerKind = 'mysql' | 'postgres';

/** What every source that is a database is told, and what it takes where it is not told. */
export interface DatabaseSettings {
  readonly server: ServerKind;
  readonly address: Omit<DatabaseAddress, 'ca'>;
  readonly caFile: string | undefined;
  /** Null: the PBX's, or UTC where the records fit that better. */
  readonly zone: string | null;
  readonly everySeconds: number;
  readonly lookbackSeconds: number;
  readonly mayScan: boolean;
}

const PORTS: Readonly<Record<ServerKind, number>> = { mysql: 3306, postgres: 5432 };
const EVERY_SECONDS = 5;
/** The longest call that is not lost sight of: rows bear the time of the start and are written at the end. */
const LOOKBACK_HOURS = 24;

const PLAIN = '^[^\\p{Cc}]{1,255}$';
/** A column or table may not be more than a name and one before it. */
const TABLE = '^[^\\p{Cc}.`"]{1,64}(\\.[^\\p{Cc}.`"]{1,64})?$';

const COMMON: Readonly<Record<string, Shape>> = {
  host: text('a host', 'the name or address of the database server', PLAIN, 'pbx.example'),
  port: {
    type: 'integer',
    title: 'a port',
    description: 'a number from 1 to 65535; without it 3306, for Postgres 5432',
    examples: [3306],
    minimum: 1,
    maximum: 65535,
  },
  database: text('a database', 'its name', PLAIN, 'asteriskcdrdb'),
  user: text('a user', 'an account that may SELECT from the tables, and nothing else', PLAIN, 'ringledger'),
  password: text('a password', "the account's password", PLAIN, '…'),
  tls: {
    type: 'string',
    title: 'a way to encrypt',
    description: 'no, yes (the certificate is checked) or unchecked',
    enum: ['no', 'yes', 'unchecked'],
    examples: ['yes'],
  },
  caFile: CA_FILE,
  zone: text(
    'a zone',
    'the IANA zone of times in the tables that name none',
    '^[A-Za-z][A-Za-z0-9_+/-]*$',
    'Europe/London',
  ),
  everySeconds: {
    type: 'integer',
    title: 'a number of seconds',
    description: `how long to wait between looks, from 1 to 3600; without it ${EVERY_SECONDS}`,
    examples: [EVERY_SECONDS],
    minimum: 1,
    maximum: 3600,
  },
  lookbackHours: {
    type: 'integer',
    title: 'a number of hours',
    description: `the longest call: its row is noticed at once, and the lack of its end is not told before; from 1 to 720, without it ${LOOKBACK_HOURS}`,
    examples: [LOOKBACK_HOURS],
    minimum: 1,
    maximum: 720,
  },
  scan: {
    type: 'string',
    title: 'a permission',
    description: 'yes to read a table without an index as a whole at each look, else no',
    enum: ['yes', 'no'],
    examples: ['no'],
  },
};

const SERVER: Shape = {
  type: 'string',
  title: 'a kind of server',
  description: 'mysql (MariaDB too) or postgres',
  enum: ['mysql', 'postgres'],
  examples: ['mysql'],
};

/** A setting that names a table. */
export const tableSetting = (description: string, example: string): Shape =>
  text('a table', description, TABLE, example);

/** The shape of a database's settings; `asksServer`: it may be of either kind. */
export function databaseShape(
  title: string,
  own: Readonly<Record<string, Shape>>,
  asksServer: boolean,
): Shape {
  return {
    type: 'object',
    title,
    description: 'an object in braces',
    properties: { ...(asksServer ? { server: SERVER } : {}), ...COMMON, ...own },
    required: ['host', 'database', 'user'],
    additionalProperties: false,
  };
}

/** Settings as they were checked by that shape. Refuses an unknown zone. */
export function readDatabaseSettings(
  settings: Readonly<Record<string, unknown>>,
  server: ServerKind,
): DatabaseSettings {
  const kind =
    settings['server'] === 'mysql' || settings['server'] === 'postgres' ? settings['server'] : server;
  const zone = textOf(settings, 'zone', '');
  if (zone !== '' && !isZone(zone)) {
    const message = `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`;
    throw new RingledgerError('invalid-request', message);
  }
  const caFile = textOf(settings, 'caFile', '');
  const tls = textOf(settings, 'tls', caFile === '' ? 'no' : 'yes');
  return {
    server: kind,
    address: {
      host: textOf(settings, 'host', 'localhost'),
      port: numberOf(settings, 'port', PORTS[kind]),
      database: textOf(settings, 'database', ''),
      user: textOf(settings, 'user', ''),
      password: textOf(settings, 'password', ''),
      tls: tls === 'yes' || tls === 'unchecked' ? tls : 'no',
    },
    caFile: caFile === '' ? undefined : caFile,
    zone: zone === '' ? null : zone,
    everySeconds: numberOf(settings, 'everySeconds', EVERY_SECONDS),
    lookbackSeconds: numberOf(settings, 'lookbackHours', LOOKBACK_HOURS) * 3600,
    mayScan: settings['scan'] === 'yes',
  };
}

/** A setting that is a text, or what stands for one that was not given. */
export function textOf(settings: Readonly<Record<string, unknown>>, name: string, otherwise: string): string {
  const value = settings[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function numberOf(settings: Readonly<Record<string, unknown>>, name: string, otherwise: number): number {
  const value = settings[name];
  return typeof value === 'number' ? value : otherwise;
}
