import type { CsvRecord } from '../core/csv.ts';
import type { Fault } from '../core/errors.ts';

/** Columns of a deck's CSV. A rate must say its prefix, its number type and its price; the rest has defaults. */
const DECK_COLUMNS = [
  'prefix',
  'destination',
  'numberType',
  'connectCharge',
  'perMinute',
  'firstIncrement',
  'nextIncrement',
  'minimumCharge',
] as const;

export type DeckColumn = (typeof DECK_COLUMNS)[number];

export interface DeckHeader {
  /** Where each column stands; those that are left out are missing. */
  readonly positions: ReadonlyMap<DeckColumn, number>;
  /** Number of columns, empty ones at the end not counted. */
  readonly width: number;
  readonly faults: readonly Fault[];
}

const REQUIRED: readonly DeckColumn[] = ['prefix', 'numberType', 'perMinute'];

const OTHER_SEPARATORS = [
  { character: ';', name: 'semicolons' },
  { character: '\t', name: 'tabs' },
  { character: '|', name: 'bars' },
];

/** Reads the line of column names; its faults name each unknown, doubled and missing column. */
export function readDeckHeader({ line, fields }: CsvRecord): DeckHeader {
  const where = `line ${line}`;
  const names = fields.map((field) => field.trim());
  while (names.at(-1) === '') names.pop();
  const positions = new Map<DeckColumn, number>();
  const separator = OTHER_SEPARATORS.find(
    ({ character }) => fields.length === 1 && fields[0]?.includes(character),
  );
  if (separator !== undefined) {
    const message = `The columns are separated by ${separator.name} ("${separator.character.replace('\t', '\\t')}"): separate them by commas, and write decimals with a point.`;
    return { positions, width: 1, faults: [{ where, message }] };
  }
  const faults: Fault[] = [];
  for (const [index, name] of names.entries()) {
    const column = findMeant(name);
    if (column !== name) faults.push({ where, message: explainUnknown(name, column) });
    else if (positions.has(column))
      faults.push({ where, message: `The column "${name}" stands twice: remove one.` });
    if (column !== undefined) positions.set(column, index);
  }
  for (const column of REQUIRED) {
    if (!positions.has(column)) faults.push({ where, message: `The column "${column}" is missing: add it.` });
  }
  return { positions, width: names.length, faults };
}

function findMeant(name: string): DeckColumn | undefined {
  const plain = name.toLowerCase().replace(/[\s_-]/g, '');
  return DECK_COLUMNS.find((known) => known.toLowerCase() === plain);
}

function explainUnknown(name: string, meant: DeckColumn | undefined): string {
  if (meant !== undefined) return `There is no column "${name}": write it "${meant}".`;
  return `There is no column "${name}": remove it. The columns are ${DECK_COLUMNS.join(', ')}.`;
}
