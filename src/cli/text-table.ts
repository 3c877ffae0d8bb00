import { cutText, showText, widthOf } from './show-text.ts';

export interface TableColumn {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** May be cut when the table is too wide; the widest such column gives way first. */
  readonly gives?: boolean;
  /** May be left out: where nothing stands in it, and where cutting alone does not do; the last such one goes first. */
  readonly spare?: boolean;
}

type Row = readonly string[];

const GAP = '  ';
const NARROWEST = 8;

/** Lines of an aligned table with its header, no wider than `width` as far as its columns give way. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  width: number,
): readonly string[] {
  const texts = [columns.map((column) => column.title), ...rows.map((row) => row.map(showText))];
  const natural = measure(texts);
  const kept = keepColumns(columns, natural, filledColumns(rows), width);
  const widths = narrow(columns, natural, kept, width);
  return texts.map((row) => {
    const cells = kept.map((index) =>
      align(row[index] ?? '', widths[index] ?? 0, columns[index]?.right === true),
    );
    return cells.join(GAP).trimEnd();
  });
}

function measure(rows: readonly Row[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

function filledColumns(rows: readonly Row[]): ReadonlySet<number> {
  const filled = new Set<number>();
  for (const row of rows) {
    row.forEach((cell, index) => {
      if (cell !== '') filled.add(index);
    });
  }
  return filled;
}

/** Which columns are shown: spare ones only where something stands in them and there is room. */
function keepColumns(
  columns: readonly TableColumn[],
  natural: readonly number[],
  filled: ReadonlySet<number>,
  width: number,
): readonly number[] {
  const kept = [...columns.keys()].filter((index) => columns[index]?.spare !== true || filled.has(index));
  const least = natural.map((own, index) =>
    columns[index]?.gives === true ? Math.min(own, NARROWEST) : own,
  );
  while (totalOf(least, kept) > width) {
    const spare = kept.findLastIndex((index) => columns[index]?.spare === true);
    if (spare === -1) break;
    kept.splice(spare, 1);
  }
  return kept;
}

function narrow(
  columns: readonly TableColumn[],
  natural: readonly number[],
  kept: readonly number[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  const widthAt = (index: number) => widths[index] ?? 0;
  const giving = kept.filter((index) => columns[index]?.gives === true);
  for (let excess = totalOf(widths, kept) - width; excess > 0; excess -= 1) {
    const able = giving.filter((index) => widthAt(index) > NARROWEST);
    const [first, ...others] = able;
    if (first === undefined) break;
    const widest = others.reduce((best, index) => (widthAt(index) > widthAt(best) ? index : best), first);
    widths[widest] = widthAt(widest) - 1;
  }
  return widths;
}

function totalOf(widths: readonly number[], kept: readonly number[]): number {
  return kept.reduce((sum, index) => sum + (widths[index] ?? 0), GAP.length * (kept.length - 1));
}

function align(cell: string, width: number, right: boolean): string {
  const text = cutText(cell, width);
  const padding = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? padding + text : text + padding;
}
