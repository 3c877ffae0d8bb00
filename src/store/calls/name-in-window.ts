import { type CallStore, type QueryParameters, readRows } from './call-store.ts';

/** Up to here reading what stands in a window is quicker than naming thousands of things to the engine. */
const READ_WHOLE_WINDOW = 500_000;

type Names = Iterable<string> | Iterable<number>;

/**
 * How rows of these names are picked out of a window: an empty text where all rows there are best read and picked on
 * this side, a condition on `column` where they are too many, undefined where there are none. `from` is the clause
 * with the window's conditions; `names` is asked only when they are needed. Names stand in the SQL's text, escaped, as a server takes no parameters so long.
 */
export async function nameInWindow(
  store: CallStore,
  from: string,
  parameters: QueryParameters,
  column: string,
  names: () => Names | Promise<Names>,
): Promise<string | undefined> {
  const [counted] = await readRows<[number]>(
    store,
    `SELECT count() ${from} SETTINGS output_format_json_quote_64bit_integers = 0`,
    parameters,
  );
  const count = counted?.[0] ?? 0;
  if (count === 0) return undefined;
  if (count <= READ_WHOLE_WINDOW) return '';
  return `AND ${column} IN (${[...(await names())].map(toLiteral).join(',')})`;
}

function toLiteral(name: string | number): string {
  return typeof name === 'number' ? String(name) : `'${name.replace(/[\\']/g, '\\$&')}'`;
}
