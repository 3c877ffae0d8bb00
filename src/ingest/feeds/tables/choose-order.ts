import { RingledgerError } from '../../../core/errors.ts';
import type { ForeignColumn, ForeignTable, KeyPlace } from '../../../store/tables/foreign-database.ts';

/** By what a table is read, and how far back it is looked at again. Figures are units: seconds, or numbers of rows. */
export interface PageOrder {
  readonly place: KeyPlace;
  /** The index that serves; null where the whole table is looked at for each page, as was allowed. */
  readonly index: string | null;
  /** The server numbers rows by it as they come, rather than a clock by when calls began. */
  readonly counting: boolean;
  readonly nullable: boolean;
}

/**
 * Chooses the column by which a table is read. A number that the server gives each new row is the best: new rows have
 * the highest. Else it is when calls began, by the first of `starts` that an index serves. Refuses a table without any
 * such index, with the statement that adds one, unless `mayScan`.
 */
export function chooseOrder(
  name: string,
  table: ForeignTable,
  starts: readonly string[],
  mayScan: boolean,
): PageOrder {
  const counting = table.columns.find(
    (one) => one.counting && one.type === 'whole' && table.indexes.has(one.name),
  );
  if (counting !== undefined) return toOrder(name, table, counting);
  const columns = starts
    .map((start) => table.columns.find((one) => one.name.toLowerCase() === start))
    .filter((one): one is ForeignColumn => one !== undefined && one.type !== 'other');
  const indexed = columns.find((one) => table.indexes.has(one.name));
  if (indexed !== undefined) return toOrder(name, table, indexed);
  const [first] = columns;
  if (first === undefined) {
    throw new RingledgerError(
      'invalid-request',
      `The table "${name}" has neither a number that the database counts up nor a time by which it can be read: none of ${starts.join(', ')} is a date and time. Add one, for example ALTER TABLE ${name} ADD id bigint PRIMARY KEY, counting up.`,
    );
  }
  if (!mayScan) {
    throw new RingledgerError(
      'invalid-request',
      `The table "${name}" has no index on "${first.name}", so that every look at it would read the whole table. Add one: CREATE INDEX ${name.replace('.', '_')}_${first.name} ON ${name} (${first.name}); or, where the table is small and its server idle, set "scan" to "yes".`,
    );
  }
  return toOrder(name, table, first);
}

/** What was chosen, as a sentence for whoever tries the source. */
export function describeOrder({ place, index, counting }: PageOrder): string {
  if (index === null) {
    return `"${place.table}" is read by "${place.key}" without an index, as "scan" allows: each look reads the whole table. CREATE INDEX ${place.table.replace('.', '_')}_${place.key} ON ${place.table} (${place.key}) would spare the database that.`;
  }
  const why = counting
    ? 'a number that new rows count up'
    : 'when calls began; rows that come late are looked for again';
  return `"${place.table}" is read by "${place.key}", ${why}, over the index "${index}".`;
}

function toOrder(table: string, { indexes }: ForeignTable, column: ForeignColumn): PageOrder {
  const { name: key, type, counting, nullable } = column;
  if (type === 'other') throw new Error(`${table}.${key} is no key`);
  return { place: { table, key, type }, index: indexes.get(key) ?? null, counting, nullable };
}
