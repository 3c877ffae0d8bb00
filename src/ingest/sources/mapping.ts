import { createShapeCheck } from '../../core/check-shape.ts';
import { type Fault, refuseFaults } from '../../core/errors.ts';
import { readJson } from '../../core/read-json-text.ts';
import { isZone } from '../../core/zone.ts';
import {
  type DIRECTIONS,
  type DISPOSITION_WORDS,
  MAPPED_FIELDS,
  MAPPING_SCHEMA,
  type MappedField,
  type SPAN_UNITS,
  type TIME_FORMATS,
} from './mapping-schema.ts';

interface Meaning<Word> {
  readonly text: string;
  readonly means: Word;
}

/** How any CSV of calls is to be read, as it is written: see docs/file-formats.md. */
export interface Mapping {
  /** Field → the header of its column, or its place from 1. */
  readonly columns: Readonly<Partial<Record<MappedField, string>>>;
  readonly constants?: Readonly<Partial<Record<MappedField, string>>>;
  readonly heading?: 'names' | 'none';
  readonly separator?: 'comma' | 'semicolon' | 'tab' | 'bar';
  readonly timeFormat?: (typeof TIME_FORMATS)[number];
  readonly zone?: string;
  readonly spanUnit?: (typeof SPAN_UNITS)[number];
  readonly dispositions?: readonly Meaning<(typeof DISPOSITION_WORDS)[number]>[];
  readonly directions?: readonly Meaning<(typeof DIRECTIONS)[number]>[];
}

/** What one file of a mapping's is read by: columns by their places from 0, the zone settled. Kept beside its records. */
export interface PlacedMapping extends Omit<Mapping, 'columns' | 'heading' | 'separator' | 'zone'> {
  readonly places: Readonly<Partial<Record<MappedField, number>>>;
  readonly separator: string;
  readonly zone: string;
  /** How many columns a record has, where a heading says so. */
  readonly width: number | null;
}

const checkMapping = createShapeCheck(MAPPING_SCHEMA, 'mapping');
const SUMMARY = 'The mapping cannot be read; nothing was imported.';

/** The text of a mapping file → mapping. Throws `invalid-request` with every fault at once. */
export function parseMapping(text: string): Mapping {
  const json = readJson(text);
  const faults = [...checkMapping(json)];
  if (faults.length === 0) faults.push(...findContradictions(json as Mapping));
  if (faults.length > 0) throw refuseFaults(SUMMARY, faults);
  return json as Mapping;
}

function findContradictions(mapping: Mapping): readonly Fault[] {
  const { columns, constants = {}, zone } = mapping;
  const has = (...fields: readonly MappedField[]) =>
    fields.some((field) => (columns[field] ?? constants[field]) !== undefined);
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      zone !== undefined && !isZone(zone),
      'zone',
      `"${zone}" is no zone: write an IANA name, such as "Europe/London" or "UTC".`,
    ],
    [
      has('start') && has('date', 'time'),
      'columns',
      'There are start and date or time: name start alone, or date and time.',
    ],
    [
      !has('start') && !(has('date') && has('time')),
      'columns',
      'There is no start: name the column of it, or those of date and time.',
    ],
    [
      !has('duration', 'billsec', 'end'),
      'columns',
      'Nothing tells how long calls were: name the column of duration, billsec or end.',
    ],
    [!has('channel', 'src'), 'columns', 'Nothing tells who called: name the column of channel, or of src.'],
  ];
  const broken = rules.filter(([isBroken]) => isBroken).map(([, where, message]) => ({ where, message }));
  return [...broken, ...MAPPED_FIELDS.flatMap((field) => findFieldFaults(field, mapping))];
}

function findFieldFaults(field: MappedField, { columns, constants, heading }: Mapping): readonly Fault[] {
  const column = columns[field];
  if (column === undefined) return [];
  const faults: Fault[] = [];
  if (constants?.[field] !== undefined) {
    const message = `${field} has a column as well: take one of the two away.`;
    faults.push({ where: `constants.${field}`, message });
  }
  if (heading === 'none' && !isPlace(column)) {
    const message = `"${column}" is no place: the file has no heading, so count columns from 1.`;
    faults.push({ where: `columns.${field}`, message });
  }
  return faults;
}

function isPlace(column: string): boolean {
  return /^[1-9]\d{0,3}$/.test(column);
}

/** Columns by their places, by the fields of the file's first line. Throws `invalid-request` with every fault at once. */
export function placeColumns(mapping: Mapping, first: readonly string[]): PlacedMapping['places'] {
  const names = mapping.heading === 'none' ? [] : first.map((name) => name.trim().toLowerCase());
  const faults: Fault[] = [];
  const places: Partial<Record<MappedField, number>> = {};
  for (const field of MAPPED_FIELDS) {
    const column = mapping.columns[field];
    if (column === undefined) continue;
    const place = findPlace(column, names);
    if (place >= 0 && place < first.length) places[field] = place;
    else {
      const found = names.length === 0 ? `it has ${first.length}` : `its columns are ${first.join(', ')}`;
      faults.push({ where: `columns.${field}`, message: `The file has no column "${column}": ${found}.` });
    }
  }
  if (faults.length > 0)
    throw refuseFaults('The mapping does not fit the file; nothing was imported.', faults);
  return places;
}

/** A header comes before a place: it may be a number itself. */
function findPlace(column: string, names: readonly string[]): number {
  const named = names.indexOf(column.trim().toLowerCase());
  return named === -1 && isPlace(column) ? Number(column) - 1 : named;
}
