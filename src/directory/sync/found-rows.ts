/** A row of somebody's table, as JSON has it. */
export type Row = Readonly<Record<string, unknown>>;

/** A field as text without blanks around; empty where it is null, or not there. */
export function fieldOf(row: Row | undefined, name: string): string {
  const value = row?.[name];
  return value === null || value === undefined ? '' : String(value).trim();
}

/** Whether a row is in use: `true`, `t` and nothing said at all are. */
export function isEnabled(row: Row, name: string): boolean {
  return !['false', 'f', '0', 'no', 'off'].includes(fieldOf(row, name).toLowerCase());
}
