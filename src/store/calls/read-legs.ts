import type { OutboundLeg } from '../../core/call-leg.ts';
import type { CallStore } from './call-store.ts';
import { type LegFilter, restrictOutbound } from './report-queries.ts';

/** An outbound leg as it is kept, without its price. */
export interface StoredLeg {
  readonly callKey: number;
  readonly leg: OutboundLeg;
}

/** The leg's own fields as one JSON object, so that a row reads back as it was written. */
const LEG_JSON = `CAST(tuple(company, device, owner, sip_name, merge_device, merge_sip_name, toUnixTimestamp(started_at),
    part, acctid, dialled, internal = 1, if(internal = 1, toString(called_info), ''), billsec, ring_seconds, answered = 1, on_pbx = 1, trunk, cid),
  'Tuple(company String, device String, owner String, sipName String, mergeDevice String, mergeSipName String,
    startAt UInt32, part UInt16, acctid Int64, dialled String, internal Bool, calledInfo String, billsec UInt32,
    ringSeconds UInt32, answered Bool, onPbx Bool, trunk String, cid String)')`;

/** Enough for one part a batch to be worth its while, however small the chunks are that the carrier hands over. */
const LEGS_A_BATCH = 20_000;

/** Outbound legs of the filter, in batches. */
export async function* readOutboundLegs(
  store: CallStore,
  filter: LegFilter,
): AsyncIterable<readonly StoredLeg[]> {
  const { where, parameters } = restrictOutbound(filter);
  const chunks = store.stream(
    `SELECT call_key, ${LEG_JSON} FROM outbound_leg FINAL WHERE ${where}
     SETTINGS output_format_json_quote_64bit_integers = 0, output_format_json_named_tuples_as_objects = 1`,
    parameters,
    'JSONCompactEachRow',
  );
  let legs: StoredLeg[] = [];
  for await (const line of splitLines(chunks)) {
    const [callKey, leg] = JSON.parse(line) as [number, OutboundLeg];
    legs.push({ callKey, leg });
    if (legs.length < LEGS_A_BATCH) continue;
    yield legs;
    legs = [];
  }
  if (legs.length > 0) yield legs;
}

async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}
