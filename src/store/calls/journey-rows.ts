import type { JourneyStep } from '../../core/journey.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { type JourneyText, parseJourney } from './journey-text.ts';
import type { RowWriter } from './row-binary.ts';

/** A journey's place: its call's first start and key. A row begins with it and ends with its version. */
export const JOURNEY_PLACE = { started_at: 'DateTime', call_key: 'UInt64' } as const;

export const JOURNEY_COLUMNS = { ...JOURNEY_PLACE, steps: 'String', version: 'UInt64' } as const;

/** A journey, and when its call's first record starts, UTC epoch seconds. */
export interface MadeJourney {
  readonly callKey: number;
  readonly startAt: number;
  readonly text: JourneyText;
}

/** The same as it is kept. */
export type KeptJourney = Pick<MadeJourney, 'callKey' | 'startAt'> & { readonly text: string };

/** Writes a journey as a row. */
export function writeJourney(
  rows: RowWriter,
  { callKey, startAt, text }: MadeJourney,
  version: number,
): void {
  rows.uint32(startAt).int64(callKey).selfWriting(text).int64(version);
}

/** Appends journeys; one that is there already with a lower version is thereby replaced. Resolves when they are durable. */
export function insertJourneys(store: CallStore, rows: RowWriter): Promise<void> {
  return insertRows(store, 'journey', JOURNEY_COLUMNS, rows);
}

/** The kept journeys of these calls, which start within the window, by key: all that have one. */
export async function readJourneys(
  store: CallStore,
  callKeys: readonly number[],
  { fromAt, toAt }: Window,
): Promise<ReadonlyMap<number, readonly JourneyStep[]>> {
  if (callKeys.length === 0) return new Map();
  // Not FINAL, which would read the steps of every call within the window.
  const rows = await readRows<[number, string]>(
    store,
    `SELECT call_key, steps FROM (
       SELECT * FROM journey WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32}
         AND call_key IN (${callKeys.join(',')})
       ORDER BY started_at, call_key, version DESC LIMIT 1 BY started_at, call_key)
     WHERE is_deleted = 0 SETTINGS output_format_json_quote_64bit_integers = 0`,
    { from: fromAt, to: toAt },
  );
  return new Map(rows.map(([callKey, steps]) => [callKey, parseJourney(steps)]));
}

/** All kept journeys of calls that start within a period, half-open. */
export async function readJourneyTexts(
  store: CallStore,
  { fromAt, toAt }: { readonly fromAt: number; readonly toAt: number },
): Promise<readonly KeptJourney[]> {
  const rows = await readRows<[number, number, string]>(
    store,
    `SELECT call_key, toUnixTimestamp(started_at), steps FROM journey FINAL
     WHERE started_at >= {from:UInt32} AND started_at < {to:UInt32}
     SETTINGS output_format_json_quote_64bit_integers = 0`,
    { from: fromAt, to: toAt },
  );
  return rows.map(([callKey, startAt, text]) => ({ callKey, startAt, text }));
}

/** The call keys under which legs of an accounting id stand, and when the first of them starts. */
export async function findCallsOfAcctid(
  store: CallStore,
  acctid: number,
): Promise<readonly { readonly callKey: number; readonly startAt: number }[]> {
  const rows = await readRows<[number, number]>(
    store,
    `SELECT call_key, min(at) FROM (
       SELECT call_key, toUnixTimestamp(started_at) AS at FROM outbound_leg FINAL WHERE acctid = {acctid:Int64}
       UNION ALL
       SELECT call_key, toUnixTimestamp(started_at) AS at FROM inbound_leg FINAL WHERE acctid = {acctid:Int64})
     GROUP BY call_key ORDER BY call_key SETTINGS output_format_json_quote_64bit_integers = 0`,
    { acctid },
  );
  return rows.map(([callKey, startAt]) => ({ callKey, startAt }));
}
