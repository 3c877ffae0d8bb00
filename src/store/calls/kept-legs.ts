import { type CallStore, type Columns, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { JOURNEY_COLUMNS, JOURNEY_PLACE } from './journey-rows.ts';
import { INBOUND_COLUMNS, INBOUND_PLACE, OUTBOUND_COLUMNS, OUTBOUND_PLACE } from './leg-rows.ts';
import type { LegTable } from './past-legs.ts';
import type { RowWriter } from './row-binary.ts';

interface KeptLeg {
  readonly callKey: number;
  /** Its row as bytes, without its version; undefined where a leg that is made again never equals it. */
  readonly row: string | undefined;
}

/**
 * Legs of one side, or journeys, that stand in the store, while those that take their places are made. A row begins with its place and
 * ends with its version; both are compared as the bytes that they are written as.
 */
class KeptSide {
  readonly #place: readonly string[];
  readonly #legs: Map<string, KeptLeg>;
  readonly #changed = new Set<number>();

  constructor(place: Columns, legs: Map<string, KeptLeg>) {
    this.#place = Object.values(place);
    this.#legs = legs;
  }

  /** Looks at the row written from `start` on, of a call that had legs, and takes it back where it stands already. */
  meet(rows: RowWriter, start: number, callKey: number): void {
    const written = rows.since(start);
    const place = written.toString('latin1', 0, skipColumns(written, 0, this.#place));
    const kept = this.#legs.get(place);
    this.#legs.delete(place);
    if (kept?.row === written.toString('latin1', 0, written.length - VERSION_BYTES)) rows.takeBack(start);
    else this.#changed.add(callKey);
  }

  /** Places that no leg took, once all are made. */
  get gone(): readonly string[] {
    return [...this.#legs.keys()];
  }

  /** Calls whose legs are not all as they were. */
  get changed(): readonly number[] {
    return [...new Set([...this.#changed, ...[...this.#legs.values()].map((leg) => leg.callKey)])];
  }
}

/** What stands for some calls, their journeys among it, and by call the latest revision of the rate card that priced one of its legs. */
export interface KeptLegs {
  readonly outbound: KeptSide;
  readonly inbound: KeptSide;
  readonly journeys: KeptSide;
  readonly rates: ReadonlyMap<number, number>;
}

/** Legs and journeys of these calls, which start within the window. Without calls it asks the engine nothing. */
export async function readKeptLegs(
  store: CallStore,
  callKeys: readonly number[],
  window: Window,
): Promise<KeptLegs> {
  const [outbound, inbound, journeys, rates] = await Promise.all([
    // What an allowance covers is not known when a leg is made: it is made without, and settled again.
    readSide(store, 'outbound_leg', OUTBOUND_PLACE, OUTBOUND_COLUMNS, UNCOVERED, callKeys, window),
    readSide(store, 'inbound_leg', INBOUND_PLACE, INBOUND_COLUMNS, UNCOVERED, callKeys, window),
    readKeptJourneys(store, callKeys, window),
    readRates(store, callKeys, window),
  ]);
  return { outbound, inbound, journeys, rates };
}

/** Journeys of these calls, which start within the window. */
export function readKeptJourneys(
  store: CallStore,
  callKeys: readonly number[],
  window: Window,
): Promise<KeptSide> {
  return readSide(store, 'journey', JOURNEY_PLACE, JOURNEY_COLUMNS, 'toUInt8(1)', callKeys, window);
}

const UNCOVERED = `toUInt8(allowance = '' AND covered = 0)`;
const WITHIN = 'started_at >= {from:UInt32} AND started_at <= {to:UInt32}';
const VERSION_BYTES = 8;

async function readSide(
  store: CallStore,
  table: LegTable | 'journey',
  place: Columns,
  columns: Columns,
  comparable: string,
  callKeys: readonly number[],
  { fromAt, toAt }: Window,
): Promise<KeptSide> {
  const legs = new Map<string, KeptLeg>();
  if (callKeys.length === 0) return new KeptSide(place, legs);
  const { version: _version, ...compared } = columns;
  const places = Object.keys(place).join(', ');
  // Not FINAL, which would read every column of every call within the window.
  const bytes = await store.read(
    `SELECT ${comparable}, call_key, ${Object.keys(compared).join(', ')} FROM (
       SELECT * FROM ${table} WHERE ${WITHIN} AND call_key IN (${callKeys.join(',')})
       ORDER BY ${places}, version DESC LIMIT 1 BY ${places})
     WHERE is_deleted = 0`,
    { from: fromAt, to: toAt },
    'RowBinary',
  );
  const types = { place: Object.values(place), all: Object.values(compared) };
  for (let at = 0; at < bytes.length; ) {
    const start = at + 1 + 8;
    const end = skipColumns(bytes, start, types.all);
    legs.set(bytes.toString('latin1', start, skipColumns(bytes, start, types.place)), {
      callKey: Number(bytes.readBigUInt64LE(at + 1)),
      row: bytes[at] === 1 ? bytes.toString('latin1', start, end) : undefined,
    });
    at = end;
  }
  return new KeptSide(place, legs);
}

async function readRates(
  store: CallStore,
  callKeys: readonly number[],
  { fromAt, toAt }: Window,
): Promise<ReadonlyMap<number, number>> {
  if (callKeys.length === 0) return new Map();
  const rows = await readRows<[number, number]>(
    store,
    `SELECT call_key, max(rates) FROM (
       SELECT call_key, rates FROM outbound_leg WHERE ${WITHIN} AND call_key IN (${callKeys.join(',')})
       UNION ALL
       SELECT call_key, rates FROM inbound_leg WHERE ${WITHIN} AND call_key IN (${callKeys.join(',')}))
     GROUP BY call_key SETTINGS output_format_json_quote_64bit_integers = 0`,
    { from: fromAt, to: toAt },
  );
  return new Map(rows);
}

const WIDTHS: Readonly<Record<string, number>> = {
  UInt8: 1,
  UInt16: 2,
  UInt32: 4,
  DateTime: 4,
  UInt64: 8,
  Int64: 8,
};

/** Where columns of these types that begin at `at` end. */
function skipColumns(bytes: Buffer, at: number, types: readonly string[]): number {
  return types.reduce((start, type) => skipColumn(bytes, start, type), at);
}

function skipColumn(bytes: Buffer, at: number, type: string): number {
  const width = WIDTHS[type];
  if (width !== undefined) return at + width;
  if (type === 'Nullable(Decimal(18, 6))') return at + (bytes[at] === 1 ? 1 : 9);
  if (type !== 'String') throw new Error(`no column of type ${type} is compared here`);
  let length = 0;
  for (let factor = 1; ; factor *= 0x80) {
    const byte = bytes[at] ?? 0;
    at += 1;
    length += (byte & 0x7f) * factor;
    if (byte < 0x80) return at + length;
  }
}
