import { record, type Shape, text } from '../../core/json-shape.ts';
import type { SmdrVendor } from '../sources/smdr-format.ts';
import type { SmdrForm } from '../sources/smdr-line.ts';

const choice = (title: string, values: readonly string[]): Shape => ({
  type: 'string',
  title,
  description: `one of ${values.join(', ')}`,
  enum: values,
  examples: [values[0]],
});

/** What a source of the kind `smdr` is told. */
export const SMDR_SETTINGS: Shape = record(
  'the settings of an SMDR line',
  {
    format: choice('the maker of the PBX', ['avaya-ip-office', 'mitel', 'panasonic']),
    mode: choice('who connects', ['listen', 'connect']),
    host: text(
      'an address',
      'of the PBX to connect to; or of this machine, to listen at: 127.0.0.1 where nothing is said',
      '^[^\\s]{1,253}$',
      '127.0.0.1',
    ),
    port: {
      type: 'integer',
      title: 'a port',
      description: 'a whole number from 1 to 65535',
      minimum: 1,
      maximum: 65_535,
      examples: [1150],
    },
    pbx: text(
      'a name that tells this PBX from others of its make',
      '1 to 32 letters, digits, dashes and underscores',
      '^[A-Za-z0-9_-]{1,32}$',
      'head-office',
    ),
    dates: choice('the order of day and month', ['dmy', 'mdy']),
    password: text(
      "the PBX's password for SMDR",
      'a text of 1 to 64 characters',
      '^[^\\p{Cc}]{1,64}$',
      'PCCSMDR',
    ),
  },
  ['format', 'port'],
);

export interface SmdrSettings {
  readonly format: SmdrVendor;
  readonly mode: 'listen' | 'connect';
  readonly host: string;
  readonly port: number;
  readonly pbx: string;
  readonly dates: 'dmy' | 'mdy';
  readonly password: string | undefined;
}

/** Settings that the shape has found good. */
export function readSmdrSettings(written: Readonly<Record<string, unknown>>): SmdrSettings {
  const word = (name: string) => (typeof written[name] === 'string' ? written[name] : undefined);
  const format = word('format');
  return {
    format: format === 'mitel' || format === 'panasonic' ? format : 'avaya-ip-office',
    mode: word('mode') === 'connect' ? 'connect' : 'listen',
    host: word('host') ?? '127.0.0.1',
    port: typeof written['port'] === 'number' ? written['port'] : 0,
    pbx: word('pbx') ?? '',
    dates: word('dates') === 'mdy' ? 'mdy' : 'dmy',
    password: word('password'),
  };
}

/** How lines are to be read: kept beside lines that have not landed yet. */
export interface SmdrReading extends Pick<SmdrSettings, 'format' | 'pbx' | 'dates'> {
  readonly zone: string;
}

/** Mitel's lines have no year: it is the one that brings them nearest to the day on which they came. */
export function formOf({ format, pbx, dates, zone }: SmdrReading, cameAt: number): SmdrForm {
  const month = new Date(cameAt * 1000).toISOString().slice(0, 7);
  const hints = { 'avaya-ip-office': '', mitel: month, panasonic: dates };
  return { pbx, zone, hint: hints[format] };
}
