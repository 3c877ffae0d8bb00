import type { Refuse } from '../../core/collect-faults.ts';
import { type CsvRecord, readCsv } from '../../core/csv.ts';
import { plainName } from '../../core/plain-name.ts';
import type { ForeignOptions } from './foreign-deck.ts';
import { parseColumns } from './named-columns.ts';
import { guessColumn, PRICE_LIST_COLUMNS, type PriceListColumn } from './price-list-words.ts';

export interface PriceListLayout {
  /** Records before the header: titles and the like. */
  readonly preface: readonly CsvRecord[];
  readonly header: CsvRecord | undefined;
  readonly body: readonly CsvRecord[];
  readonly columns: ReadonlyMap<PriceListColumn, number>;
}

const SEPARATORS = [
  { character: ';', name: 'semicolons' },
  { character: '\t', name: 'tabs' },
  { character: '|', name: 'bars' },
  { character: ',', name: 'commas' },
];
const HEADER_WITHIN = 60;
const CODES: readonly PriceListColumn[] = ['prefix', 'areaCode', 'countryCode'];
const PRICES: readonly PriceListColumn[] = ['perMinute', 'peak', 'offPeak'];

/**
 * Finds separator, header and columns of a price list. What the header's words leave open is refused with the option
 * that settles it; every guess is noted.
 */
export function findLayout(
  text: string,
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): PriceListLayout | undefined {
  const given = parseColumns(options.columns ?? '', PRICE_LIST_COLUMNS, refuse) as ReadonlyMap<
    PriceListColumn,
    number
  >;
  const [best] = SEPARATORS.map((separator) => {
    const records = [...readCsv(text, separator.character)];
    const at = records.slice(0, HEADER_WITHIN).findIndex((record) => isHeader(record, given));
    const columns = records.reduce((most, { fields }) => Math.max(most, fields.length), 0);
    return { separator, records, at, score: at === -1 ? 0 : countGuesses(records[at]), columns };
  }).sort((one, other) => other.score - one.score || other.columns - one.columns);
  if (best === undefined || best.records.length === 0) {
    refuse('line 1', 'The file is empty: write a header and a price on each line below.');
    return undefined;
  }
  note(`Columns are parted by ${best.separator.name}.`);
  const header = best.at === -1 ? undefined : best.records[best.at];
  if (header === undefined && !(hasAny(given, CODES) && hasAny(given, PRICES))) {
    refuse(
      `line ${best.records[0]?.line ?? 1}`,
      'No line names a column of prefixes and one of prices: say where they stand with --columns prefix=1,perMinute=3 (columns are counted from 1).',
    );
    return undefined;
  }
  const columns = chooseColumns(header, given, refuse, note);
  const body = best.records.slice(best.at + 1);
  return { preface: best.records.slice(0, Math.max(0, best.at)), header, body, columns };
}

function isHeader(record: CsvRecord, given: ReadonlyMap<PriceListColumn, number>): boolean {
  const guesses = guessAll(record);
  const has = (columns: readonly PriceListColumn[]) => hasAny(given, columns) || hasAny(guesses, columns);
  return (
    guesses.size > 1 &&
    has(CODES) &&
    has(PRICES) &&
    record.fields.every((field) => !/^\s*\+?\d+\s*$/.test(field))
  );
}

function countGuesses(record: CsvRecord | undefined): number {
  return record === undefined ? 0 : guessAll(record).size;
}

function hasAny(columns: ReadonlyMap<PriceListColumn, unknown>, wanted: readonly PriceListColumn[]): boolean {
  return wanted.some((column) => columns.has(column));
}

function guessAll({ fields }: CsvRecord): ReadonlyMap<PriceListColumn, readonly number[]> {
  const guesses = new Map<PriceListColumn, number[]>();
  for (const [place, field] of fields.entries()) {
    const column = guessColumn(field);
    if (column !== undefined) guesses.set(column, [...(guesses.get(column) ?? []), place]);
  }
  return guesses;
}

function chooseColumns(
  header: CsvRecord | undefined,
  given: ReadonlyMap<PriceListColumn, number>,
  refuse: Refuse,
  note: (text: string) => void,
): ReadonlyMap<PriceListColumn, number> {
  if (header === undefined) return given;
  const columns = addGuesses(header, given, refuse);
  if (columns.has('perMinute') && (columns.has('peak') || columns.has('offPeak'))) {
    refuse(
      `line ${header.line}`,
      `There are a price per minute (${tell(header, columns.get('perMinute'))}) and prices by time: say which to read with --columns perMinute=${(columns.get('perMinute') ?? 0) + 1}, or with --columns peak=…,offPeak=….`,
    );
  }
  for (const [place, field] of header.fields.entries()) {
    const column = [...columns].find(([, at]) => at === place)?.[0];
    if (column !== undefined) note(`Column ${place + 1} "${field.trim()}" read as ${column}.`);
    else if (field.trim() !== '') note(`Column ${place + 1} "${field.trim()}" is not read.`);
  }
  return columns;
}

function addGuesses(
  header: CsvRecord,
  given: ReadonlyMap<PriceListColumn, number>,
  refuse: Refuse,
): ReadonlyMap<PriceListColumn, number> {
  const columns = new Map(given);
  const taken = new Set(given.values());
  for (const [column, places] of guessAll(header)) {
    const free = places.filter((place) => !taken.has(place));
    const [place] = free;
    if (place === undefined || columns.has(column) || isExcluded(column, given)) continue;
    if (free.length > 1 && column !== 'destination') {
      refuse(`line ${header.line}`, explainSeveral(column, free, header));
    }
    columns.set(column, column === 'destination' ? chooseDestination(free, header) : place);
  }
  return columns;
}

/** Whoever names one kind of price means no other. */
function isExcluded(column: PriceListColumn, given: ReadonlyMap<PriceListColumn, number>): boolean {
  if (column === 'perMinute') return given.has('peak') || given.has('offPeak');
  if (column === 'peak' || column === 'offPeak') return given.has('perMinute');
  return (column === 'prefix' && given.has('areaCode')) || (column === 'areaCode' && given.has('prefix'));
}

function chooseDestination(places: readonly number[], header: CsvRecord): number {
  const words =
    /\b(destination|destinations|ziel|zielnetz|destino|description|beschreibung|bezeichnung|designation)\b/;
  return places.find((place) => words.test(plainName(header.fields[place] ?? ''))) ?? places[0] ?? 0;
}

function explainSeveral(column: PriceListColumn, places: readonly number[], header: CsvRecord): string {
  const several = places.map((place) => tell(header, place)).join(' and ');
  return `${several} could each be ${column}: say which with --columns ${column}=${(places[0] ?? 0) + 1}.`;
}

function tell(header: CsvRecord, place = 0): string {
  return `column ${place + 1} "${(header.fields[place] ?? '').trim()}"`;
}
