import type { CdrColumn } from './cdr-columns.ts';
import { CDR_COLUMNS } from './cdr-columns.ts';

/** Where each column stands in a record, counted from 0; -1 where the form lacks it. */
export type CdrLayout = Readonly<Record<CdrColumn, number>>;

/** Order of Asterisk's cdr_csv.c; the first 16 are always there. */
const FIXED: readonly string[] = CDR_COLUMNS.slice(0, 16);

/** What `newcdrcolumns=yes` adds. */
const NEW_COLUMNS = ['peeraccount', 'linkedid', 'sequence'];

/**
 * Layouts of cdr_csv by number of columns. `loguniqueid`, `loguserfield` and `newcdrcolumns` are switched one by one,
 * so 17 and 20 columns hold either a uniqueid or a userfield: these are the layouts with a uniqueid.
 */
const BY_WIDTH: ReadonlyMap<number, CdrLayout> = new Map([
  [16, toLayout(FIXED)],
  [17, toLayout([...FIXED, 'uniqueid'])],
  [18, toLayout([...FIXED, 'uniqueid', 'userfield'])],
  [19, toLayout([...FIXED, ...NEW_COLUMNS])],
  [20, toLayout([...FIXED, 'uniqueid', ...NEW_COLUMNS])],
  [21, toLayout([...FIXED, 'uniqueid', 'userfield', ...NEW_COLUMNS])],
]);
const USERFIELD_ONLY: ReadonlyMap<number, CdrLayout> = new Map([
  [17, toLayout([...FIXED, 'userfield'])],
  [20, toLayout([...FIXED, 'userfield', ...NEW_COLUMNS])],
]);

/** The values of a record; null for NULL. */
export type CdrFields = readonly (string | null)[];

/** Finds the layout of a record, or null where its number of columns fits none. */
export type LayoutOf = (fields: CdrFields) => CdrLayout | null;

const namedLayouts = new WeakMap<readonly string[], LayoutOf>();

/** The way to find layouts: one for named columns; for cdr_csv by number and shape of the columns. */
export function layoutsOf(columns: readonly string[] | 'cdr_csv'): LayoutOf {
  if (columns === 'cdr_csv') return layoutOfCdrCsv;
  const known = namedLayouts.get(columns);
  if (known !== undefined) return known;
  const layout = toLayout(columns);
  const layoutOf = (fields: CdrFields) => (fields.length === columns.length ? layout : null);
  namedLayouts.set(columns, layoutOf);
  return layoutOf;
}

/** `1795523029.12`, or with a system name before it: `pbx-1-1795523029.12`. */
function isUniqueid(text: string): boolean {
  return /^(?:.*-)?\d{9,11}\.\d+$/.test(text);
}

function layoutOfCdrCsv(fields: CdrFields): CdrLayout | null {
  const userfieldOnly = USERFIELD_ONLY.get(fields.length);
  if (userfieldOnly !== undefined && !isUniqueid(fields[16] ?? '')) return userfieldOnly;
  return BY_WIDTH.get(fields.length) ?? null;
}

function toLayout(columns: readonly string[]): CdrLayout {
  return Object.fromEntries(CDR_COLUMNS.map((column) => [column, columns.indexOf(column)])) as CdrLayout;
}
