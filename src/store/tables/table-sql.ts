import { type KeyPlace, type KeyRange, ZERO_DATE } from './foreign-database.ts';

/** How one kind of server writes what the texts below need. */
export interface TableDialect {
  quoteName(name: string): string;
  /** The units of a key, as a whole number. */
  unitsOf(column: string, place: KeyPlace): string;
  /** Epoch seconds of a column that the server keeps in UTC. */
  epochOf(column: string): string;
  /** The place of the value `index`, counted from 0. */
  mark(index: number): string;
  /** A value of the key's own type, so that its index serves. */
  literal(units: number, place: KeyPlace): string;
  /** The fields of a row as one text, and its units. */
  joinFields(columns: readonly string[]): string;
  /** The same fields, each by itself. */
  separateFields(columns: readonly string[]): string;
}

/** `YYYY-MM-DD HH:MM:SS` of units that count seconds. */
export function printSeconds(units: number): string {
  if (units <= ZERO_DATE) return '0000-00-00 00:00:00';
  return new Date(units * 1000).toISOString().replace(/^\+0?/, '').slice(0, 19).replace('T', ' ');
}

/** The texts of all questions that are asked of a table. */
export function tableSql(dialect: TableDialect) {
  const nameOf = (place: KeyPlace) => place.table.split('.').map(dialect.quoteName).join('.');
  const keyOf = (place: KeyPlace) => dialect.quoteName(place.key);
  const unitsOf = (place: KeyPlace) => dialect.unitsOf(keyOf(place), place);
  const from = (place: KeyPlace, at: number | null) =>
    at === null ? `${keyOf(place)} IS NOT NULL` : `${keyOf(place)} >= ${dialect.literal(at, place)}`;
  const within = (place: KeyPlace, range: KeyRange | 'without-key') => {
    if (range === 'without-key') return `${keyOf(place)} IS NULL`;
    const to = range.to === null ? '' : ` AND ${keyOf(place)} < ${dialect.literal(range.to, place)}`;
    return `${from(place, range.from)}${to}`;
  };
  const select = (place: KeyPlace, fields: string, where: string) =>
    `SELECT ${fields}, ${unitsOf(place)} FROM ${nameOf(place)} WHERE ${where}`;
  return {
    findKey: (place: KeyPlace, at: number | null, skip: number) =>
      `SELECT ${unitsOf(place)} FROM ${nameOf(place)} WHERE ${from(place, at)} ORDER BY ${keyOf(place)} LIMIT 1 OFFSET ${skip}`,
    findLastKey: (place: KeyPlace) =>
      `SELECT ${unitsOf(place)} FROM ${nameOf(place)} WHERE ${keyOf(place)} IS NOT NULL ORDER BY ${keyOf(place)} DESC LIMIT 1`,
    scanFrom: (place: KeyPlace, at: number | null) =>
      `SELECT ${keyOf(place)} FROM ${nameOf(place)} WHERE ${from(place, at)}`,
    countByBucket: (place: KeyPlace, range: KeyRange, size: number) =>
      `SELECT FLOOR((${unitsOf(place)}) / ${size}.0), COUNT(*) FROM ${nameOf(place)} WHERE ${within(place, range)} GROUP BY 1`,
    countWithoutKey: (place: KeyPlace) =>
      `SELECT COUNT(*) FROM ${nameOf(place)} WHERE ${keyOf(place)} IS NULL`,
    joinedRows: (place: KeyPlace, columns: readonly string[], range: KeyRange | 'without-key') =>
      select(place, dialect.joinFields(columns), within(place, range)),
    separateRows: (place: KeyPlace, columns: readonly string[], range: KeyRange | 'without-key') =>
      select(place, dialect.separateFields(columns), within(place, range)),
    newest: (place: KeyPlace, columns: readonly string[], rows: number) =>
      `${select(place, dialect.separateFields(columns), `${keyOf(place)} IS NOT NULL`)} ORDER BY ${keyOf(place)} DESC LIMIT ${rows}`,
    rowsWith: (place: KeyPlace, columns: readonly string[], column: string, marks: string) =>
      select(place, dialect.separateFields(columns), `${dialect.quoteName(column)} IN (${marks})`),
  };
}
