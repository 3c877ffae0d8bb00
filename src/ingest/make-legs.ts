import type { Cdr } from '../core/cdr.ts';
import type { Directory } from '../core/directory.ts';
import type { JourneyStep } from '../core/journey.ts';
import type { ChoosePrices } from '../rating/choose-prices.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { priceInboundLeg } from '../rating/price-inbound-leg.ts';
import { priceLeg } from '../rating/price-leg.ts';
import type { Window } from '../store/calls/cdr-rows.ts';
import { type MadeJourney, writeJourney } from '../store/calls/journey-rows.ts';
import { JourneyText } from '../store/calls/journey-text.ts';
import type { KeptLegs } from '../store/calls/kept-legs.ts';
import { writeInbound, writeOutbound } from '../store/calls/leg-rows.ts';
import { RowWriter } from '../store/calls/row-binary.ts';
import type { CallEvents } from './events-of-calls.ts';
import { tellJourney } from './journey/tell-journey.ts';

/**
 * All records of one call, and the key under which its legs stand. `placedKeys` are the keys under which legs may stand
 * that were made before, when it was not known that they are of one call; none for a call that is new.
 */
export interface StoredCall {
  readonly callKey: number;
  readonly records: readonly Cdr[];
  readonly placedKeys: readonly number[];
}

/** What legs are made with: the PBX as it is known now, prices, and a number that grows with every making. */
export interface Making {
  readonly directory: Directory;
  readonly prices: (window: Window, revisions: ReadonlySet<number>) => Promise<ChoosePrices>;
  readonly version: number;
}

/** The legs and journeys of some calls as rows, and those that stood there before. */
export interface MadeLegs {
  readonly outbound: RowWriter;
  readonly inbound: RowWriter;
  readonly journeys: RowWriter;
  readonly kept: KeptLegs;
}

/** No legs yet. */
export function startLegs(kept: KeptLegs): MadeLegs {
  return {
    outbound: new RowWriter('outbound_leg'),
    inbound: new RowWriter('inbound_leg'),
    journeys: new RowWriter('journey'),
    kept,
  };
}

/**
 * Attributes one call, prices it by the books that `pricesOf` gives its legs, tells its journey, and adds what of that does
 * not stand there yet. Pure but for `into`, which grows.
 */
export function addLegs(
  into: MadeLegs,
  call: StoredCall,
  events: CallEvents,
  { directory, version }: Making,
  pricesOf: (company: string, startAt: number) => PriceBook,
): void {
  const { callKey, records } = call;
  const hasLegs = call.placedKeys.length > 0;
  const { legs, steps } = tellJourney(records, events, directory);
  addJourney(into, call, steps, version);
  for (const leg of legs.outbound) {
    const prices = pricesOf(leg.company, leg.startAt);
    const start = into.outbound.size;
    writeOutbound(into.outbound, { leg, charge: priceLeg(leg, directory, prices), callKey }, version);
    if (hasLegs) into.kept.outbound.meet(into.outbound, start, callKey);
  }
  for (const leg of legs.inbound) {
    const carrying = legs.charged.find((one) => one.leg === leg);
    const charge =
      carrying && priceInboundLeg(leg, carrying.trunk, directory, pricesOf(leg.company, leg.startAt));
    const start = into.inbound.size;
    writeInbound(into.inbound, leg, callKey, version, carrying, charge);
    if (hasLegs) into.kept.inbound.meet(into.inbound, start, callKey);
  }
}

/** Adds a call's journey if it does not stand there yet. */
export function addJourney(
  { journeys, kept }: { readonly journeys: RowWriter; readonly kept: Pick<KeptLegs, 'journeys'> },
  call: StoredCall,
  steps: readonly JourneyStep[],
  version: number,
): void {
  const start = journeys.size;
  writeJourney(journeys, makeJourney(call, steps), version);
  if (call.placedKeys.length > 0) kept.journeys.meet(journeys, start, call.callKey);
}

/** The journey of a call, as it is kept. */
export function makeJourney(
  { callKey, records }: Pick<StoredCall, 'callKey' | 'records'>,
  steps: readonly JourneyStep[],
): MadeJourney {
  let startAt = Number.MAX_SAFE_INTEGER;
  for (const record of records) startAt = Math.min(startAt, record.startAt);
  return { callKey, startAt, text: new JourneyText(steps) };
}
