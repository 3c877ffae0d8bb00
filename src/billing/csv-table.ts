import { type CsvRecord, readCsv } from '../core/csv.ts';
import { type Fault, RingledgerError } from '../core/errors.ts';
import { suggestWord } from '../core/suggest-word.ts';

/** What a table of CSV is made of: columns by name, in any order. */
export interface TableForm<Column extends string> {
  readonly columns: readonly Column[];
  readonly required: readonly Column[];
  /** What stands on a line, as a sentence names it. */
  readonly row: string;
  /** Before the line in a fault's place, where several files are read together. */
  readonly file: string;
}

export interface TableRow<Column extends string> {
  readonly line: number;
  /** What stands in a column without blanks around it; empty where the column is left out. */
  cell(column: Column): string;
}

interface Header<Column extends string> {
  readonly positions: ReadonlyMap<Column, number>;
  /** Number of columns, empty ones at the end not counted. */
  readonly width: number;
}

const OTHER_SEPARATORS = [
  { character: ';', name: 'semicolons' },
  { character: '\t', name: 'tabs' },
  { character: '|', name: 'bars' },
];

/**
 * Lines of a CSV text with column names on its first. What is wrong with the form goes to `faults`, and such lines are
 * left out; a header that cannot be read leaves out all of them.
 */
export function* readTable<Column extends string>(
  text: string,
  form: TableForm<Column>,
  faults: Fault[],
): Generator<TableRow<Column>> {
  let header: Header<Column> | undefined;
  for (const record of readRecords(text, form, faults)) {
    if (header === undefined) {
      header = readHeader(record, form, faults);
      if (header === undefined) return;
    } else if (fitsHeader(record, header, form, faults)) {
      yield toRow(record, header.positions);
    }
  }
  if (header !== undefined || faults.length > 0) return;
  const message = `The file is empty: write the column names on line 1 and ${form.row} on each line below.`;
  faults.push({ where: placeOf(form, 1), message });
}

/** `line 3`, or `bands line 3`. */
export function placeOf({ file }: Pick<TableForm<string>, 'file'>, line: number): string {
  return file === '' ? `line ${line}` : `${file} line ${line}`;
}

function toRow<Column extends string>(
  { line, fields }: CsvRecord,
  positions: ReadonlyMap<Column, number>,
): TableRow<Column> {
  return { line, cell: (column) => (fields[positions.get(column) ?? -1] ?? '').trim() };
}

/** What breaks the text off becomes the last fault, so that those of the lines before it are told too. */
function* readRecords(
  text: string,
  { file }: Pick<TableForm<string>, 'file'>,
  faults: Fault[],
): Generator<CsvRecord> {
  try {
    yield* readCsv(text);
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    const place = file === '' ? '' : `${file} `;
    faults.push(...error.faults.map(({ where, message }) => ({ where: place + where, message })));
  }
}

function readHeader<Column extends string>(
  { line, fields }: CsvRecord,
  form: TableForm<Column>,
  faults: Fault[],
): Header<Column> | undefined {
  const faultsBefore = faults.length;
  const refuse = (message: string) => void faults.push({ where: placeOf(form, line), message });
  const names = fields.map((field) => field.trim());
  while (names.at(-1) === '') names.pop();
  const separator = OTHER_SEPARATORS.find(
    ({ character }) => fields.length === 1 && fields[0]?.includes(character),
  );
  if (separator !== undefined) {
    refuse(
      `The columns are separated by ${separator.name} ("${separator.character.replace('\t', '\\t')}"): separate them by commas, and write decimals with a point.`,
    );
    return undefined;
  }
  const positions = new Map<Column, number>();
  for (const [index, name] of names.entries()) {
    const column = findMeant(name, form.columns);
    if (column !== name) refuse(explainUnknown(name, column, form.columns));
    else if (positions.has(column)) refuse(`The column "${name}" stands twice: remove one.`);
    if (column !== undefined) positions.set(column, index);
  }
  for (const column of form.required) {
    if (!positions.has(column)) refuse(`The column "${column}" is missing: add it.`);
  }
  return faults.length === faultsBefore ? { positions, width: names.length } : undefined;
}

function findMeant<Column extends string>(name: string, columns: readonly Column[]): Column | undefined {
  const plain = name.toLowerCase().replace(/[\s_-]/g, '');
  const alike = columns.find((known) => known.toLowerCase() === plain);
  return alike ?? columns.find((known) => known === suggestWord(name, columns));
}

function explainUnknown(name: string, meant: string | undefined, columns: readonly string[]): string {
  if (meant !== undefined) return `There is no column "${name}": write it "${meant}".`;
  return `There is no column "${name}": remove it. The columns are ${columns.join(', ')}.`;
}

/** Other columns cannot be told apart when there are too many or too few. */
function fitsHeader(
  { line, fields }: CsvRecord,
  { width }: Pick<Header<string>, 'width'>,
  form: Pick<TableForm<string>, 'file'>,
  faults: Fault[],
): boolean {
  if (fields.length === width) return true;
  if (fields.length > width && fields.slice(width).every((field) => field.trim() === '')) return true;
  const fix =
    fields.length > width
      ? 'put quotes around a text that holds a comma, and write decimals with a point'
      : 'write every column, empty ones too';
  const message = `"${fields.join(',')}" has ${fields.length} columns and line 1 names ${width}: ${fix}.`;
  faults.push({ where: placeOf(form, line), message });
  return false;
}
