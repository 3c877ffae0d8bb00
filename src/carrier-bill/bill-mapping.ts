import { createShapeCheck } from '../core/check-shape.ts';
import { type Fault, refuseFaults } from '../core/errors.ts';
import { NAME, NAME_RULE, record, type Shape, text } from '../core/json-shape.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { isZone } from '../core/zone.ts';

/** What a column of a bill can be. `date` and `time` together are a `start`. */
export const BILL_COLUMNS = ['number', 'start', 'date', 'time', 'duration', 'price'] as const;
export type BillColumn = (typeof BILL_COLUMNS)[number];

const TIME_FORMATS = ['dmy', 'mdy', 'ymd', 'epoch'] as const;
const DURATION_UNITS = ['seconds', 'm:ss', 'h:mm:ss', 'minutes'] as const;

/** How a carrier's bill is to be read, as it is written; what is left out is found by header words and values. */
export interface BillMapping {
  /** Column → its header, or its place from 1. */
  readonly columns?: Readonly<Partial<Record<BillColumn, string>>>;
  readonly separator?: 'comma' | 'semicolon' | 'tab' | 'bar';
  readonly timeFormat?: (typeof TIME_FORMATS)[number];
  /** IANA zone of the bill's clocks. */
  readonly zone?: string;
  readonly durationUnit?: (typeof DURATION_UNITS)[number];
  readonly decimal?: 'point' | 'comma';
  readonly priceUnit?: 'unit' | 'cent';
  /** `negated`: what we are charged stands below 0. */
  readonly sign?: 'as-written' | 'negated';
  readonly numbers?: 'e164' | 'dialled';
  /** Decimals to which the carrier rounds each line, half-up; prices are compared to so many. */
  readonly priceDecimals?: number;
}

const choice = (title: string, description: string, ...choices: readonly string[]): Shape => ({
  type: 'string',
  title,
  description,
  enum: choices,
  examples: [choices[0]],
});
const column = (what: string, example: string) =>
  text('a column', `the header of the column of ${what}, or its place counted from 1`, NAME, example);

/** Published as docs/carrier-bill-mapping.schema.json. */
export const MAPPING_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...record(
    "the mapping of a carrier's bill",
    {
      columns: record(
        'the columns',
        {
          number: column('called numbers', 'Called'),
          start: column('the instants at which calls began or were answered', 'Start'),
          date: column('dates, where times stand in a column of their own', 'Date'),
          time: column('times of day', 'Time'),
          duration: column('durations', 'Duration'),
          price: column('prices', 'Charge'),
        },
        [],
      ),
      separator: choice('a separator', 'what parts the columns', 'comma', 'semicolon', 'tab', 'bar'),
      timeFormat: choice(
        'a time format',
        'the order of day (d), month (m) and year (y), or epoch seconds',
        ...TIME_FORMATS,
      ),
      zone: text("the zone of the bill's times", `an IANA zone: ${NAME_RULE}`, NAME, 'Europe/London'),
      durationUnit: choice('a unit of duration', 'how durations are written', ...DURATION_UNITS),
      decimal: choice('a decimal mark', 'what stands before decimals', 'point', 'comma'),
      priceUnit: choice('a unit of price', "the currency's unit, or hundredths of it", 'unit', 'cent'),
      sign: choice('a sign', 'negated where charges stand below 0', 'as-written', 'negated'),
      numbers: choice(
        'a form of numbers',
        'e164: with country code and without any prefix; dialled: as one dials there',
        'e164',
        'dialled',
      ),
      priceDecimals: {
        type: 'integer',
        title: 'a number of decimals',
        description: 'a whole number from 0 to 6: the decimals to which the carrier rounds each line',
        minimum: 0,
        maximum: 6,
        examples: [4],
      },
    },
    [],
  ),
};

const checkMapping = createShapeCheck(MAPPING_SCHEMA, 'mapping');

/** Parsed JSON → mapping. Throws `invalid-request` with every fault at once. */
export function readMapping(json: unknown): BillMapping {
  const faults = [...checkMapping(json)];
  if (faults.length === 0) faults.push(...findContradictions(json as BillMapping));
  if (faults.length > 0) throw refuseFaults('The mapping cannot be read; nothing was checked.', faults);
  return json as BillMapping;
}

function findContradictions({ zone, columns = {} }: BillMapping): readonly Fault[] {
  const faults: Fault[] = [];
  const refuse = (where: string, message: string) => void faults.push({ where, message });
  if (zone !== undefined && !isZone(zone)) {
    refuse('mapping.zone', `"${zone}" is no zone: write an IANA name, such as "Europe/London" or "UTC".`);
  }
  if (columns.start !== undefined && (columns.date ?? columns.time) !== undefined) {
    refuse('mapping.columns', 'There are start and date or time: name start alone, or date and time.');
  }
  const places = Object.entries(columns);
  for (const [at, [name, place]] of places.entries()) {
    const other = places.slice(0, at).find(([, taken]) => taken === place)?.[0];
    if (other !== undefined) {
      refuse('mapping.columns', `${other} and ${name} are both "${place}": a column is read once.`);
    }
  }
  return faults;
}

/** `number=Called,start=3` → columns of a mapping. Throws `invalid-request` with every fault at once. */
export function parseBillColumns(written: string): NonNullable<BillMapping['columns']> {
  const columns: Partial<Record<BillColumn, string>> = {};
  const faults: Fault[] = [];
  for (const part of written.split(',')) {
    const [, name = '', place = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    const known = BILL_COLUMNS.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known !== undefined && columns[known] === undefined && place !== '') columns[known] = place;
    else faults.push({ where: 'columns', message: explainPart(part.trim(), name, known !== undefined) });
  }
  if (faults.length > 0) throw refuseFaults('The columns cannot be read; nothing was checked.', faults);
  return columns;
}

function explainPart(part: string, name: string, isKnown: boolean): string {
  if (isKnown) return `"${part}" names no place, or ${name} stands twice: write ${name}=HEADER once.`;
  const meant = suggestWord(name, BILL_COLUMNS);
  const fix = meant === undefined ? 'write them as in "number=Called,start=3"' : `did you mean "${meant}"`;
  return `"${part}" names no column of ${BILL_COLUMNS.join(', ')}: ${fix}.`;
}
