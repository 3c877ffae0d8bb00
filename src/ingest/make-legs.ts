import type { Cdr, QueueEvent } from '../core/cdr.ts';
import type { Directory } from '../core/directory.ts';
import { priceLeg } from '../rating/price-leg.ts';
import type { Tariff } from '../rating/tariff.ts';
import { inboundPlace, outboundPlace, writeInbound, writeOutbound } from '../store/calls/leg-rows.ts';
import { RowWriter } from '../store/calls/tab-separated.ts';
import { attributeCall } from './attribute/attribute-call.ts';

/** What legs are made with: the PBX and the prices as they are known now, and a number that grows with every making. */
export interface Making {
  readonly directory: Directory;
  readonly tariff: Tariff;
  readonly version: number;
}

/** The legs of some calls as rows, and the places they stand at. */
export interface MadeLegs {
  readonly outbound: RowWriter;
  readonly inbound: RowWriter;
  readonly outboundPlaces: Set<string>;
  readonly inboundPlaces: Set<string>;
}

/** Legs of calls that have no legs yet need no places; `placed` says whether they are wanted. */
export function startLegs(): MadeLegs {
  return {
    outbound: new RowWriter(),
    inbound: new RowWriter(),
    outboundPlaces: new Set(),
    inboundPlaces: new Set(),
  };
}

/** Attributes and prices one call and adds its legs. Pure but for `into`, which grows. */
export function addLegs(
  into: MadeLegs,
  call: {
    readonly callKey: number;
    readonly records: readonly Cdr[];
    readonly queueEvents: readonly QueueEvent[];
  },
  making: Making,
  placed: boolean,
): void {
  const { directory, tariff, version } = making;
  const legs = attributeCall(call.records, call.queueEvents, directory);
  for (const leg of legs.outbound) {
    const charge = priceLeg(leg, directory, tariff);
    writeOutbound(into.outbound, { leg, charge, callKey: call.callKey }, version);
    if (placed) into.outboundPlaces.add(outboundPlace(leg, call.callKey));
  }
  for (const leg of legs.inbound) {
    writeInbound(into.inbound, leg, call.callKey, version);
    if (placed) into.inboundPlaces.add(inboundPlace(leg, call.callKey));
  }
}
