import type { CelEvent } from '../../core/cel.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { RowWriter } from './row-binary.ts';

/** A channel event with its place in its source: events of one instant happened in the order in which they stand there. */
export interface PlacedCelEvent extends CelEvent {
  readonly source: string;
  readonly line: number;
}

/** One with the identity that makes replay harmless. */
interface CelRow extends PlacedCelEvent {
  readonly identity: number;
}

const TEXTS = [
  ...(['eventtype', 'cid_name', 'cid_num', 'exten', 'context', 'channame', 'appname', 'appdata'] as const),
  ...(['accountcode', 'uniqueid', 'linkedid', 'peer', 'extra', 'userfield'] as const),
];

const COLUMNS = {
  at: 'DateTime64(6)',
  identity: 'UInt64',
  ...Object.fromEntries(TEXTS.map((column) => [column, 'String'])),
  source: 'String',
  line: 'UInt32',
};

/** Appends events; resolves when they are durable. */
export async function insertCelEvents(store: CallStore, rows: readonly CelRow[]): Promise<void> {
  const writer = new RowWriter('cel');
  for (const row of rows) {
    writer.int64(row.atMicros).int64(row.identity);
    for (const column of TEXTS) writer.text(row[column]);
    writer.text(row.source).uint32(row.line);
  }
  await insertRows(store, 'cel', COLUMNS, writer);
}

const WITHIN = `at >= toDateTime64({from:UInt32}, 6, 'UTC') AND at < toDateTime64({to:UInt32} + 1, 6, 'UTC')`;

/** Identities of the events already kept within the window. */
export async function findKnownCelEvents(store: CallStore, window: Window): Promise<ReadonlySet<number>> {
  const bytes = await store.read(
    `SELECT identity FROM cel WHERE ${WITHIN}`,
    { from: window.fromAt, to: window.toAt },
    'RowBinary',
  );
  const known = new Set<number>();
  for (let at = 0; at < bytes.length; at += 8) known.add(Number(bytes.readBigUInt64LE(at)));
  return known;
}

/**
 * Events within the window of channels, or of calls, with these names (uniqueids and linkedids), in no order. One that
 * came twice may be there twice. Names are asked for only where there are events at all.
 */
export async function readCelEvents(
  store: CallStore,
  namesOf: () => Promise<Iterable<string>>,
  window: Window,
): Promise<readonly PlacedCelEvent[]> {
  const within = { from: window.fromAt, to: window.toAt };
  const any = await readRows(store, `SELECT 1 FROM cel WHERE ${WITHIN} LIMIT 1`, within);
  if (any.length === 0) return [];
  const names = [...(await namesOf())];
  // Not FINAL, which would read every column of every event within the window.
  const rows = await readRows<readonly [number, string, number, ...string[]]>(
    store,
    `SELECT toUnixTimestamp64Micro(at), source, line, ${TEXTS.join(', ')} FROM cel
     WHERE ${WITHIN} AND (uniqueid IN {names:Array(String)} OR linkedid IN {names:Array(String)})
     SETTINGS output_format_json_quote_64bit_integers = 0`,
    { ...within, names },
  );
  return rows.map(([atMicros, source, line, ...texts]) => ({
    ...{ atMicros, source, line },
    ...(Object.fromEntries(TEXTS.map((column, index) => [column, texts[index] ?? ''])) as Record<
      (typeof TEXTS)[number],
      string
    >),
  }));
}
