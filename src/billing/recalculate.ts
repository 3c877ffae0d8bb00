import type { OutboundLeg } from '../core/call-leg.ts';
import type { LegCharge } from '../rating/price-leg.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { insertLegs, writeOutbound } from '../store/calls/leg-rows.ts';
import { readOutboundLegs } from '../store/calls/read-legs.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import { RowWriter } from '../store/calls/row-binary.ts';

/**
 * Prices the calls of the filter again by `price` and stores the result: each leg is written again under `version`,
 * which replaces it. The caller holds the lock under which legs are made. Answers how many calls were priced.
 */
export async function recalculate(
  store: CallStore,
  filter: LegFilter,
  price: (leg: OutboundLeg) => LegCharge,
  version: number,
): Promise<number> {
  let priced = 0;
  for await (const legs of readOutboundLegs(store, filter)) {
    const outbound = new RowWriter();
    for (const { leg, callKey } of legs)
      writeOutbound(outbound, { leg, charge: price(leg), callKey }, version);
    await insertLegs(
      store,
      { outbound, inbound: new RowWriter(), goneOutbound: [], goneInbound: [] },
      version,
    );
    priced += legs.length;
  }
  return priced;
}
