import { cutText, showText, widthOf } from './show-text.ts';

export interface TableColumn {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** May be cut when the table is too wide; the widest such column gives way first. */
  readonly gives?: boolean;
}

const GAP = '  ';
const NARROWEST = 6;

/**
 * Lines of an aligned table with its header, no wider than `width` as far as the columns that may give way allow.
 * Rows of several tables line up when they are given together and cut apart afterwards.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const titles = columns.map((column) => column.title);
  const shown = rows.map((row) => row.map(showText));
  const widths = narrow(columns, widthsOf([titles, ...shown]), width);
  return [titles, ...shown].map((row) => {
    const cells = row.map((cell, index) => align(cell, widths[index] ?? 0, columns[index]?.right === true));
    return cells.join(GAP).trimEnd();
  });
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

function narrow(
  columns: readonly TableColumn[],
  natural: readonly number[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
  while (total() > width) {
    const widest = columns.reduce<number | undefined>((best, column, index) => {
      const own = widths[index] ?? 0;
      if (column.gives !== true || own <= NARROWEST) return best;
      return best === undefined || own > (widths[best] ?? 0) ? index : best;
    }, undefined);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function align(cell: string, width: number, right: boolean): string {
  const text = cutText(cell, width);
  const padding = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? padding + text : text + padding;
}
