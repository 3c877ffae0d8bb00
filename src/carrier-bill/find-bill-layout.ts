import type { Refuse } from '../core/collect-faults.ts';
import { type CsvRecord, readCsv } from '../core/csv.ts';
import { plainName } from '../core/plain-name.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { BILL_COLUMNS, type BillColumn, type BillMapping } from './bill-mapping.ts';
import { rankHeader } from './bill-words.ts';

/** Where things stand in a bill; places from 0. */
export interface BillLayout {
  readonly header: CsvRecord | undefined;
  readonly body: readonly CsvRecord[];
  readonly columns: ReadonlyMap<BillColumn, number>;
}

const SEPARATORS = [
  { name: 'semicolon', character: ';' },
  { name: 'tab', character: '\t' },
  { name: 'bar', character: '|' },
  { name: 'comma', character: ',' },
] as const;
/** Titles and addresses may stand above the header. */
const HEADER_WITHIN = 40;
const MOST_COLUMNS = 1000;
const DATE_ALONE = /^(?!.*\b(time|uhrzeit|heure|hora|ora)\b).*\b(date|datum|fecha|data|jour)\b/;

type Columns = Map<BillColumn, number>;

/**
 * Finds separator, header and columns. What the mapping names is looked for, the rest is guessed by the header's words,
 * and every guess is noted; what is not found is refused with the mapping that settles it.
 */
export function findBillLayout(
  text: string,
  mapping: BillMapping,
  refuse: Refuse,
  note: (text: string) => void,
): BillLayout | undefined {
  const candidates = SEPARATORS.filter(({ name }) => (mapping.separator ?? name) === name).map(
    (separator) => {
      const records = [...readCsv(text, separator.character)];
      const named = records.slice(0, HEADER_WITHIN).map((record) => nameColumns(record, mapping));
      const score = named.reduce((most, { size }) => Math.max(most, size), 0);
      const widest = records.reduce((most, { fields }) => Math.max(most, fields.length), 0);
      return {
        separator,
        records,
        at: named.findIndex(({ size }) => size === score && size > 2),
        score,
        widest,
      };
    },
  );
  const [best] = candidates.sort((one, other) => other.score - one.score || other.widest - one.widest);
  if (best === undefined || best.records.length === 0) {
    refuse('line 1', 'The bill is empty: give a CSV file with a header and a call on each line below.');
    return undefined;
  }
  if (mapping.separator === undefined) note(`Columns are parted by ${best.separator.name}s.`);
  const header = best.at === -1 ? undefined : best.records[best.at];
  const columns = header === undefined ? placesOf(mapping) : nameColumns(header, mapping);
  const line = header?.line ?? best.records[0]?.line ?? 1;
  refuseMissing(columns, mapping, header, (message) => refuse(`line ${line}`, message));
  if (header !== undefined) noteGuesses(header, columns, mapping, note);
  return { header, body: best.records.slice(best.at + 1), columns };
}

/** The columns that the mapping names by place alone, which takes no header. */
function placesOf({ columns = {} }: BillMapping): Columns {
  const places: Columns = new Map();
  for (const [name, place] of entriesOf(columns)) {
    const at = readPlace(place);
    if (at !== undefined) places.set(name, at);
  }
  return places;
}

function nameColumns({ fields }: CsvRecord, mapping: BillMapping): Columns {
  // A header is made of words: a line of values names nothing.
  if (fields.some((field) => /^[+\d][\d.,:/ -]{3,}$/.test(field.trim()))) return new Map();
  const columns: Columns = new Map();
  const given = mapping.columns ?? {};
  for (const [name, place] of entriesOf(given)) {
    const at = findHeader(fields, place) ?? readPlace(place);
    if (at !== undefined) columns.set(name, at);
  }
  const wanted = BILL_COLUMNS.filter((name) => given[name] === undefined && !isExcluded(name, given));
  for (const name of wanted) {
    const at = guessPlace(fields, name, new Set(columns.values()));
    if (at !== undefined) columns.set(name, at);
  }
  return settleStart(columns, given, fields);
}

/** Who names one way to write an instant means no other. */
function isExcluded(name: BillColumn, given: NonNullable<BillMapping['columns']>): boolean {
  if (name === 'start') return (given.date ?? given.time) !== undefined;
  return (name === 'date' || name === 'time') && given.start !== undefined;
}

/**
 * A date and a time are a start: `start time` beside a date is that time, and `call date` beside a time that date. What
 * has a start takes neither.
 */
function settleStart(
  columns: Columns,
  given: NonNullable<BillMapping['columns']>,
  fields: readonly string[],
): Columns {
  const start = columns.get('start');
  const [hasDate, hasTime] = [columns.has('date'), columns.has('time')];
  const other = hasDate ? 'time' : 'date';
  const isHalf =
    start !== undefined &&
    hasDate !== hasTime &&
    (hasDate || DATE_ALONE.test(plainName(fields[start] ?? '')));
  if (isHalf && given.start === undefined) columns.set(other, start);
  if (columns.has('date') && columns.has('time')) columns.delete('start');
  else if (start === undefined && hasDate && given.time === undefined) {
    columns.set('start', columns.get('date') ?? 0);
    columns.delete('date');
  } else if (start !== undefined) {
    columns.delete('date');
    columns.delete('time');
  }
  return columns;
}

function guessPlace(
  fields: readonly string[],
  name: BillColumn,
  taken: ReadonlySet<number>,
): number | undefined {
  let found: { readonly at: number; readonly rank: number } | undefined;
  for (const [at, field] of fields.entries()) {
    const rank = taken.has(at) ? undefined : rankHeader(field, name);
    if (rank !== undefined && (found === undefined || rank < found.rank)) found = { at, rank };
  }
  return found?.at;
}

function findHeader(fields: readonly string[], name: string): number | undefined {
  const exact = fields.findIndex((field) => field.trim() === name.trim());
  if (exact !== -1) return exact;
  const plain = plainName(name);
  const alike = plain === '' ? -1 : fields.findIndex((field) => plainName(field) === plain);
  return alike === -1 ? undefined : alike;
}

function readPlace(text: string): number | undefined {
  const place = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return place >= 1 && place <= MOST_COLUMNS ? place - 1 : undefined;
}

function refuseMissing(
  columns: Columns,
  { columns: given = {} }: BillMapping,
  header: CsvRecord | undefined,
  refuse: (message: string) => void,
): void {
  const titles = (header?.fields ?? []).map((field) => field.trim());
  for (const [name, place] of entriesOf(given)) {
    if (columns.has(name)) continue;
    const meant = suggestWord(place, titles);
    const fix =
      header === undefined
        ? 'no line of the bill reads like a header; name places from 1'
        : meant === undefined
          ? `the header has ${titles.filter((title) => title !== '').join(', ')}`
          : `did you mean "${meant}"?`;
    refuse(`There is no column "${place}" for ${name}: ${fix}.`.replace('?.', '?'));
  }
  const hasStart = columns.has('start') || (columns.has('date') && columns.has('time'));
  const missing = ['number', 'duration', 'price'].filter(
    (name) => !columns.has(name as BillColumn) && given[name as BillColumn] === undefined,
  );
  if (!hasStart && given.start === undefined) missing.splice(1, 0, 'start');
  for (const name of missing) {
    refuse(
      `No header says which column is the ${name}: name it with --columns ${name}=HEADER, or by its place from 1.`,
    );
  }
}

function noteGuesses(
  header: CsvRecord,
  columns: Columns,
  { columns: given = {} }: BillMapping,
  note: (text: string) => void,
): void {
  for (const [name, at] of columns) {
    if (given[name] === undefined) {
      note(`Column ${at + 1} "${(header.fields[at] ?? '').trim()}" read as ${name}.`);
    }
  }
}

function entriesOf(columns: NonNullable<BillMapping['columns']>): readonly (readonly [BillColumn, string])[] {
  return BILL_COLUMNS.flatMap((name) => {
    const place = columns[name];
    return place === undefined ? [] : [[name, place] as const];
  });
}
