import { type CallPlace, type CallSortName, orderByPlace } from './call-place.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** A leg of either side, as a person sees it. Texts are empty where there is nothing to say. */
export interface SeenCall {
  readonly acctid: number;
  readonly side: 'out' | 'in';
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly company: string;
  readonly device: string;
  readonly extension: string;
  readonly name: string;
  readonly caller: string;
  readonly called: string;
  readonly dialled: string;
  readonly numberType: string;
  readonly destination: string;
  readonly trunk: string;
  readonly ringSeconds: number;
  readonly talkSeconds: number;
  readonly disposition: string;
  readonly queueWait: string;
  readonly queueStatus: string;
  /** Decimal text; null where it is unknown, or nothing is charged. */
  readonly cost: string | null;
  readonly unknownCost: boolean;
  readonly ddi: string;
  readonly internal: boolean;
  readonly transferred: boolean;
  readonly callKey: number;
  readonly part: number;
}

/** A call with what else its price came from. */
export interface PricedCall extends SeenCall {
  /** What was priced: E.164 digits, or what else the number was. */
  readonly number: string;
  readonly onPbx: boolean;
  /** Decimal text; null where it is unknown, or the call came in. */
  readonly carrierCost: string | null;
  /** The allowance that covered some of it, and how many seconds; empty and 0 where none did. */
  readonly allowance: string;
  readonly covered: number;
  /** Revision of the rate card. */
  readonly rates: number;
}

type StoredCall = [
  ...[number, 'out' | 'in', number, string, string, string, string, string, string, string],
  ...[string, string, string, number, number, string, string, string, string | null, number, string, number],
  ...[number, number, number],
];

/** The columns of a `StoredCall`. */
const CALL_COLUMNS = `seen_acctid, seen_side, toUnixTimestamp(seen_started_at), seen_company, seen_device,
  seen_extension, seen_name, seen_caller, seen_called, seen_dialled, seen_number_type, seen_destination, seen_trunk,
  seen_ring_seconds, seen_talk_seconds, seen_disposition, seen_queue_wait, seen_queue_status, toString(seen_cost),
  seen_unknown, seen_ddi, seen_internal, seen_transferred, seen_call_key, seen_part`;

type StoredPriced = [string, number, string | null, string, number, number, ...StoredCall];
const PRICING_COLUMNS = `seen_number, seen_on_pbx, toString(seen_carrier_cost), seen_allowance, seen_covered, seen_rates`;

export const CALL_SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0,
  output_format_decimal_trailing_zeros = 0, do_not_merge_across_partitions_select_final = 1,
  optimize_move_to_prewhere_if_final = 1, max_bytes_before_external_sort = 268435456`;

function toSeenCall(row: StoredCall): SeenCall {
  const [acctid, side, startAt, company, device, extension, name, caller, called, dialled, ...more] = row;
  const [numberType, destination, trunk, ringSeconds, talkSeconds, disposition, ...rest] = more;
  const [queueWait, queueStatus, cost, unknownCost, ddi, internal, transferred, callKey, part] = rest;
  return {
    ...{ acctid, side, startAt, company, device, extension, name, caller, called, dialled },
    ...{
      numberType,
      destination,
      trunk,
      ringSeconds,
      talkSeconds,
      disposition,
      queueWait,
      queueStatus,
      cost,
    },
    ...{ unknownCost: unknownCost === 1, ddi, internal: internal === 1 },
    ...{ transferred: transferred === 1, callKey, part },
  };
}

function toPricedCall(stored: StoredPriced): PricedCall {
  const [number, onPbx, carrierCost, allowance, covered, rates, ...row] = stored;
  return { ...toSeenCall(row), number, onPbx: onPbx === 1, carrierCost, allowance, covered, rates };
}

/** The legs at these places, in their order. One that is no longer there is left out. */
export async function readSeenCalls(
  store: CallStore,
  seen: SeenLegs,
  places: readonly CallPlace[],
): Promise<readonly SeenCall[]> {
  if (places.length === 0) return [];
  const sides = (['out', 'in'] as const).filter((side) => places.some((place) => place.side === side));
  const rows = await Promise.all(
    sides.map((side) =>
      readSide(
        store,
        seen,
        side,
        places.filter((place) => place.side === side),
      ),
    ),
  );
  const byPlace = new Map(rows.flat().map((call) => [nameOf(call), call]));
  return places.flatMap((place) => byPlace.get(nameOf(place)) ?? []);
}

async function readSide(
  store: CallStore,
  seen: SeenLegs,
  side: 'out' | 'in',
  places: readonly CallPlace[],
): Promise<readonly SeenCall[]> {
  const starts = places.map(({ startAt }) => startAt);
  const period = { ...seen.period, fromAt: Math.min(...starts), toAt: Math.max(...starts) + 1 };
  const party = side === 'out' ? 'device' : 'extension';
  const place = `company, ${party}, started_at, call_key`;
  const { legs, parameters } = seenLegs({ ...seen, period, filter: { side } }, [
    `(${place}) IN (
      SELECT place.1, place.2, toDateTime(place.3, 'UTC'), place.4 FROM (
        SELECT arrayJoin(arrayZip({page_companies:Array(String)}, {page_parties:Array(String)},
          {page_starts:Array(UInt32)}, {page_calls:Array(UInt64)})) AS place))`,
  ]);
  const rows = await readRows<StoredCall>(store, `SELECT ${CALL_COLUMNS} FROM ${legs} ${CALL_SETTINGS}`, {
    ...parameters,
    ...toArrays(places),
  });
  return rows.map(toSeenCall);
}

function toArrays(places: readonly CallPlace[]): QueryParameters {
  return {
    page_companies: places.map(({ company }) => company),
    page_parties: places.map(({ party }) => party),
    page_starts: places.map(({ startAt }) => startAt),
    page_calls: places.map(({ callKey }) => callKey),
  };
}

function nameOf(call: SeenCall | CallPlace): string {
  const party = 'party' in call ? call.party : call.device + call.extension;
  return JSON.stringify([call.side, call.company, party, call.startAt, call.callKey, call.part]);
}

/** Legs that are held at once. */
const LEGS_A_BATCH = 2048;

/** All legs that are seen, in an order, in batches as the engine makes them; what is sorted is on disk when it is large. */
export async function* streamSeenCalls(
  store: CallStore,
  seen: SeenLegs,
  { sort, descending }: { readonly sort: CallSortName; readonly descending: boolean },
): AsyncGenerator<readonly PricedCall[]> {
  const { legs, parameters } = seenLegs(seen);
  const sql = `SELECT ${PRICING_COLUMNS}, ${CALL_COLUMNS} FROM ${legs} ORDER BY ${orderByPlace(sort, descending)} ${CALL_SETTINGS}`;
  const decoder = new TextDecoder();
  let rest = '';
  let batch: PricedCall[] = [];
  for await (const chunk of store.stream(sql, parameters, 'JSONCompactEachRow')) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      batch.push(toPricedCall(JSON.parse(line) as StoredPriced));
      if (batch.length < LEGS_A_BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
