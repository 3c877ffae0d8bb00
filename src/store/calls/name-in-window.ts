import { type CallStore, type QueryParameters, readRows } from './call-store.ts';

/** Up to here, and to so many rows for each name, reading what stands in a window is quicker than naming things to the engine. */
const READ_WHOLE_WINDOW = 500_000;
const ROWS_A_NAME = 100;

type Names = ReadonlySet<string> | (Iterable<number> & { readonly size: number });

/**
 * How rows of these names are picked out of a window: an empty text where all rows there are best read and picked on
 * this side, a condition on `column` where they are too many, undefined where there are no rows or no names. `from` is the clause
 * with the window's conditions; a function of names is asked only where there are rows, and a promise waited for only where
 * there are more than are best read anyway.
 * Names stand in the SQL's text, escaped, as a server takes no parameters so long.
 */
export async function nameInWindow(
  store: CallStore,
  from: string,
  parameters: QueryParameters,
  column: string,
  names: (() => Names | Promise<Names>) | Promise<Names>,
): Promise<string | undefined> {
  const [counted] = await readRows<[number]>(
    store,
    `SELECT count() ${from} SETTINGS output_format_json_quote_64bit_integers = 0`,
    parameters,
  );
  const count = counted?.[0] ?? 0;
  if (count === 0) return undefined;
  const asked = typeof names === 'function' ? await names() : names;
  const most = asked instanceof Promise ? READ_WHOLE_WINDOW : asked.size * ROWS_A_NAME;
  if (count <= Math.min(READ_WHOLE_WINDOW, most)) return '';
  const named = [...(await asked)];
  return named.length === 0 ? undefined : `AND ${column} IN (${named.map(toLiteral).join(',')})`;
}

function toLiteral(name: string | number): string {
  return typeof name === 'number' ? String(name) : `'${name.replace(/[\\']/g, '\\$&')}'`;
}
