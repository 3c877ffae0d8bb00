import type { QueryParameters } from './call-store.ts';

/** A longer value is written into the SQL's text. */
const LONGEST_BOUND = 1024;

type Value = QueryParameters[string];

/**
 * A statement as a server takes it over HTTP, where parameters are part of the address: it refuses a value of more than
 * 128 KiB (some five thousand companies), and what may stand in front of it an address of a few KiB. Long values go into
 * the SQL's text, each at its placeholders.
 */
export function writeLongValues(
  sql: string,
  parameters: QueryParameters,
): { readonly sql: string; readonly parameters: QueryParameters } {
  const bound = Object.entries(parameters);
  const long = new Map(
    bound.flatMap(([name, value]) => {
      const literal = toLiteral(value);
      return literal.length > LONGEST_BOUND ? [[name, literal]] : [];
    }),
  );
  if (long.size === 0) return { sql, parameters };
  return {
    sql: sql.replace(/\{(\w+):([^{}]+)\}/g, (placeholder, name: string, type: string) =>
      long.has(name) ? `CAST(${long.get(name)} AS ${type})` : placeholder,
    ),
    parameters: Object.fromEntries(bound.filter(([name]) => !long.has(name))),
  };
}

function toLiteral(value: Value): string {
  if (typeof value === 'string') return `'${value.replace(/[\\'\0]/g, (sign) => ESCAPED[sign] ?? sign)}'`;
  return typeof value === 'number' ? String(value) : `[${value.map(toLiteral).join(',')}]`;
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\0': '\\0' };
