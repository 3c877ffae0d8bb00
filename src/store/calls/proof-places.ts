import { type CallStore, readRows } from './call-store.ts';
import { bind, legs, type ProofFilter, SETTINGS } from './proof-filter.ts';

/** Where a leg stands: what makes it the same leg when it is made again; and the record that it names. */
export interface LegPlace {
  readonly side: 'outbound' | 'inbound';
  readonly company: string;
  /** The device of an outbound leg, the extension of an inbound one. */
  readonly party: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly callKey: number;
  /** Of the outbound legs of one call and device; 0 of an inbound one. */
  readonly part: number;
  readonly acctid: number;
}

type Columns = readonly [string, string, number, number, number, number];

/** The places of all legs of a period that stand. */
export async function readPlaces(store: CallStore, filter: ProofFilter): Promise<readonly LegPlace[]> {
  const read = async (side: LegPlace['side'], party: string, part: string) => {
    const rows = await readRows<Columns>(
      store,
      `SELECT company, ${party}, toUnixTimestamp(started_at), call_key, ${part}, acctid
       FROM ${legs(`${side}_leg`, filter, ['acctid'])} ${SETTINGS}`,
      bind(filter),
    );
    return rows.map(([company, name, startAt, callKey, ordinal, acctid]) => ({
      ...{ side, company, party: name, startAt, callKey, part: ordinal, acctid },
    }));
  };
  return [
    ...(await read('outbound', 'device', 'part')),
    ...(await read('inbound', 'extension', 'toUInt16(0)')),
  ];
}
