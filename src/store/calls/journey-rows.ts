import type { JourneyKind, JourneyStep, Party } from '../../core/journey.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import type { RowWriter } from './row-binary.ts';

/** A journey's place: its call's first start and key. A row begins with it and ends with its version. */
export const JOURNEY_PLACE = { started_at: 'DateTime', call_key: 'UInt64' } as const;

export const JOURNEY_COLUMNS = { ...JOURNEY_PLACE, steps: 'String', version: 'UInt64' } as const;

/**
 * The steps of a journey as they are kept: who takes part, and what happened, whose parties are numbers of the list
 * before, `other` -1 where there is none. A party may be listed twice.
 */
type KeptParty = readonly [
  Party['kind'],
  id: string,
  number: string,
  name: string,
  company: string,
  trunk: string,
];
type KeptStep = readonly [
  at: number,
  kind: JourneyKind,
  who: number,
  other: number,
  seconds: number | null,
  how: string,
  acctid: number,
];
type KeptJourney = readonly [readonly KeptParty[], readonly KeptStep[]];

/** A journey as it is kept. `startAt` is when its call's first record starts, UTC epoch seconds. */
export interface JourneyText {
  readonly callKey: number;
  readonly startAt: number;
  readonly text: string;
}

/** Writes a journey as a row. */
export function writeJourney(
  rows: RowWriter,
  { callKey, startAt, text }: JourneyText,
  version: number,
): void {
  rows.uint32(startAt).int64(callKey).text(text).int64(version);
}

/** Steps as the text that is kept of them: the same steps give the same text. */
export function formatJourney(steps: readonly JourneyStep[]): string {
  const parties: Party[] = [];
  const kept: KeptStep[] = [];
  for (const { at, kind, who, other, seconds, how, acctid } of steps) {
    const whoAt = numberOf(who, parties);
    const otherAt = other === null ? -1 : numberOf(other, parties);
    kept.push([at, kind, whoAt, otherAt, seconds, how, acctid]);
  }
  const journey: KeptJourney = [parties.map(toKeptParty), kept];
  return JSON.stringify(journey);
}

/** The steps of a kept text. */
export function parseJourney(text: string): readonly JourneyStep[] {
  const [parties, steps] = JSON.parse(text) as KeptJourney;
  const read = parties.map(
    ([kind, id, number, name, company, trunk]): Party => ({ kind, id, number, name, company, trunk }),
  );
  const partyOf = (index: number) => read[index] as Party;
  return steps.map(([at, kind, who, other, seconds, how, acctid]) => ({
    ...{ at, kind, who: partyOf(who), other: other < 0 ? null : partyOf(other) },
    ...{ seconds, how, acctid },
  }));
}

/** Appends journeys; one that is there already with a lower version is thereby replaced. Resolves when they are durable. */
export function insertJourneys(store: CallStore, rows: RowWriter): Promise<void> {
  return insertRows(store, 'journey', JOURNEY_COLUMNS, rows);
}

/** Among so many of the last parties one is looked for: the same few take part again and again. */
const LOOK_BACK = 8;

function numberOf(party: Party, parties: Party[]): number {
  for (let at = parties.length - 1; at >= 0 && at >= parties.length - LOOK_BACK; at -= 1) {
    if (isSame(parties[at] as Party, party)) return at;
  }
  return parties.push(party) - 1;
}

function isSame(one: Party, other: Party): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      one.id === other.id &&
      one.number === other.number &&
      one.name === other.name &&
      one.company === other.company &&
      one.trunk === other.trunk)
  );
}

function toKeptParty({ kind, id, number, name, company, trunk }: Party): KeptParty {
  return [kind, id, number, name, company, trunk];
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
): Promise<readonly JourneyText[]> {
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
