import type { Refuse } from '../../core/collect-faults.ts';
import type { CsvRecord } from '../../core/csv.ts';
import { plainName } from '../../core/plain-name.ts';

/** A record whose cells have names; a column that is not there is empty. */
export interface NamedRow {
  readonly line: number;
  readonly where: string;
  readonly cell: (column: string) => string;
}

/** Column → its place, from 0. */
export type Columns = ReadonlyMap<string, number>;

/** `prefix=1,perMinute=4` → places from 0. Faults name what is no column, no place or given twice. */
export function parseColumns(text: string, known: readonly string[], refuse: Refuse): Columns {
  const columns = new Map<string, number>();
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const [, name = '', place = ''] = /^\s*([^=]*?)\s*=\s*(\d+)\s*$/.exec(part) ?? [];
    const column = known.find((one) => one.toLowerCase() === name.toLowerCase());
    if (column === undefined || Number(place) < 1 || Number(place) > 1000) {
      refuse(
        '--columns',
        `"${part.trim()}" says no column: write a name and its place from 1, as in "${known[0]}=1". The names are ${known.join(', ')}.`,
      );
    } else if (columns.has(column) || [...columns.values()].includes(Number(place) - 1)) {
      refuse('--columns', `"${part.trim()}" gives a column or a place twice: keep one.`);
    } else {
      columns.set(column, Number(place) - 1);
    }
  }
  return columns;
}

/** A column stands where its name or one of its other names is; `unknown` lists the rest. */
export function findColumns(
  { line, fields }: CsvRecord,
  names: Readonly<Record<string, readonly string[]>>,
  refuse: Refuse,
): { readonly columns: Columns; readonly unknown: readonly string[] } {
  const columns = new Map<string, number>();
  const unknown: string[] = [];
  for (const [place, field] of fields.entries()) {
    const plain = plainName(field);
    if (plain === '') continue;
    const found = Object.entries(names).find(
      ([name, others]) => plain.replaceAll(' ', '') === name.toLowerCase() || others.includes(plain),
    )?.[0];
    if (found === undefined) unknown.push(field.trim());
    else if (columns.has(found))
      refuse(`line ${line}`, `The column "${field.trim()}" stands twice: remove one.`);
    else columns.set(found, place);
  }
  return { columns, unknown };
}

export function nameCells({ line, fields }: CsvRecord, columns: Columns): NamedRow {
  return {
    line,
    where: `line ${line}`,
    cell: (column) => (fields[columns.get(column) ?? -1] ?? '').trim(),
  };
}

/** The widest row rules that no row has cells beyond the header's. */
export function checkWidth({ line, fields }: CsvRecord, width: number, refuse: Refuse): void {
  if (fields.slice(width).every((field) => field.trim() === '')) return;
  refuse(
    `line ${line}`,
    `The line has ${fields.length} columns and the header ${width}: put quotes around a text that holds the separator.`,
  );
}
