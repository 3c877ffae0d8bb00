import { type Fault, refuseFaults } from './core/errors.ts';
import { parseSecretKey, SECRET_KEY_FORM } from './core/secret-key.ts';

/** What the server runs by: read once from what the user wrote, checked whole, and frozen. */
export interface Config {
  /** Folder of everything this server keeps for itself. */
  readonly data: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** A ClickHouse server for the calls; undefined keeps them in the data folder. */
  readonly clickhouseUrl: string | undefined;
  /** A Postgres server for the catalog; undefined keeps it in the data folder. */
  readonly postgresUrl: string | undefined;
  readonly adminPassword: string | undefined;
  /** Key that secrets of sources are kept with, and the file that holds it; with neither the data folder has one. */
  readonly secretKey: string | undefined;
  readonly secretKeyFile: string | undefined;
  /** Seconds for which a server that reads a source may be silent before another on the same Postgres takes over. */
  readonly sourceSilence: number;
  /** Reports answered at once; one more is told to try again. */
  readonly reportConcurrency: number;
  /** Which way a report of several days reaches from the day it names. */
  readonly dayWindow: 'back' | 'forward';
  readonly logLevel: string;
}

/** How the command line reaches a running server. */
export interface ClientConfig {
  readonly data: string;
  readonly url: string | undefined;
  readonly key: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULTS = {
  data: './data',
  host: '127.0.0.1',
  port: 8080,
  reportConcurrency: 32,
  sourceSilence: 30,
} as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Flags of `serve`, as typed; each wins over its variable. */
export interface ServeFlags {
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

/** Reads flags and variables; refuses with all faults at once, each naming the flag or variable and its fix. */
export function readConfig(flags: ServeFlags, environment: Environment): Config {
  const faults: Fault[] = [];
  const get = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const config: Config = {
    data: flags.data ?? get('RINGLEDGER_DATA') ?? DEFAULTS.data,
    host: flags.host ?? get('RINGLEDGER_HOST') ?? DEFAULTS.host,
    port: readWhole(
      flags.port === undefined ? 'RINGLEDGER_PORT' : '--port',
      flags.port ?? get('RINGLEDGER_PORT'),
      { least: 0, most: 65_535, otherwise: DEFAULTS.port },
      faults,
    ),
    clickhouseUrl: readUrl(
      'RINGLEDGER_CLICKHOUSE_URL',
      get('RINGLEDGER_CLICKHOUSE_URL'),
      ['http:', 'https:'],
      faults,
    ),
    postgresUrl: readUrl(
      'RINGLEDGER_POSTGRES_URL',
      get('RINGLEDGER_POSTGRES_URL'),
      ['postgres:', 'postgresql:'],
      faults,
    ),
    adminPassword: get('RINGLEDGER_ADMIN_PASSWORD'),
    secretKey: readKey('RINGLEDGER_SECRET_KEY', get('RINGLEDGER_SECRET_KEY'), faults),
    secretKeyFile: get('RINGLEDGER_SECRET_KEY_FILE'),
    sourceSilence: readWhole(
      'RINGLEDGER_SOURCE_SILENCE',
      get('RINGLEDGER_SOURCE_SILENCE'),
      { least: 3, most: 3600, otherwise: DEFAULTS.sourceSilence },
      faults,
    ),
    reportConcurrency: readWhole(
      'RINGLEDGER_REPORT_CONCURRENCY',
      get('RINGLEDGER_REPORT_CONCURRENCY'),
      { least: 1, most: 1000, otherwise: DEFAULTS.reportConcurrency },
      faults,
    ),
    dayWindow: readWord(
      'RINGLEDGER_DAY_WINDOW',
      get('RINGLEDGER_DAY_WINDOW'),
      ['back', 'forward'],
      'back',
      faults,
    ),
    logLevel: readWord('RINGLEDGER_LOG_LEVEL', get('RINGLEDGER_LOG_LEVEL'), LOG_LEVELS, 'info', faults),
  };
  if (faults.length > 0) throw refuseFaults('The configuration cannot be used.', faults);
  return Object.freeze(config);
}

/** Reads how a command reaches the server: an address and key, or the data folder that holds both. */
export function readClientConfig(
  flags: { readonly data?: string | undefined },
  environment: Environment,
): ClientConfig {
  const get = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  return Object.freeze({
    data: flags.data ?? get('RINGLEDGER_DATA') ?? DEFAULTS.data,
    url: get('RINGLEDGER_URL'),
    key: get('RINGLEDGER_KEY'),
  });
}

function readWhole(
  where: string,
  text: string | undefined,
  range: { least: number; most: number; otherwise: number },
  faults: Fault[],
): number {
  if (text === undefined) return range.otherwise;
  const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= range.least && number <= range.most) return number;
  faults.push({ where, message: `"${text}" is not a whole number from ${range.least} to ${range.most}.` });
  return range.otherwise;
}

function readUrl(
  where: string,
  text: string | undefined,
  protocols: readonly string[],
  faults: Fault[],
): string | undefined {
  if (text === undefined) return undefined;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  faults.push({
    where,
    message: `this is not an address of the form ${protocols[0]}//user:password@host:port/database. Correct it, or unset it to keep everything in the data folder.`,
  });
  return undefined;
}

/** Never quoted, not even where it is none. */
function readKey(where: string, text: string | undefined, faults: Fault[]): string | undefined {
  if (text !== undefined && parseSecretKey(text) === undefined) {
    faults.push({ where, message: `this is no key: write ${SECRET_KEY_FORM}.` });
  }
  return text;
}

function readWord<Word extends string>(
  where: string,
  text: string | undefined,
  words: readonly Word[],
  otherwise: Word,
  faults: Fault[],
): Word {
  if (text === undefined) return otherwise;
  const word = words.find((one) => one === text);
  if (word === undefined) faults.push({ where, message: `"${text}" is none of ${words.join(', ')}.` });
  return word ?? otherwise;
}
