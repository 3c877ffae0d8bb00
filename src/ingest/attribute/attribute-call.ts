import type { CallLegs } from '../../core/call-leg.ts';
import type { Cdr, QueueEvent } from '../../core/cdr.ts';
import type { Directory } from '../../core/directory.ts';
import { chooseChargedLeg } from './choose-charged-leg.ts';
import { findInboundLegs } from './inbound-legs.ts';
import { findOutboundLegs, makeUnknownLeg } from './outbound-legs.ts';
import { findQueueOutcome, type QueueOutcome } from './queue-outcome.ts';
import { type CallFacts, readCall } from './read-call.ts';
import { splitCalls } from './split-calls.ts';

/** What the records under one key come to: the legs of one call, and what they were made by. */
export interface AttributedCall extends CallLegs {
  readonly call: CallFacts;
  readonly records: readonly Cdr[];
  readonly outcome: QueueOutcome;
}

/**
 * The legs of one call: who dialled, and who was rung; of several calls, where nothing but a channel's name ties their
 * records together. `records` are all records of the call, in any order, the same one perhaps twice; `queueEvents` may
 * hold other calls' events. Every call of at least one record has at least one leg; devices, extensions and companies
 * are those of the instant at which the call started. The rules and their reasons are in docs/attribution.md.
 */
export function attributeCall(
  records: readonly Cdr[],
  queueEvents: readonly QueueEvent[],
  directory: Directory,
): CallLegs {
  return joinLegs(attributeEach(records, queueEvents, directory));
}

/**
 * The same, call by call: nearly always one. `isTransferred` tells whether somebody passed a call on, where more is known of
 * it than its records show.
 */
export function attributeEach(
  records: readonly Cdr[],
  queueEvents: readonly QueueEvent[],
  directory: Directory,
  isTransferred?: (call: CallFacts) => boolean,
): readonly AttributedCall[] {
  const made: AttributedCall[] = [];
  for (const one of splitCalls(records)) {
    const call = readCall(one, directory);
    if (call === undefined) continue;
    if (isTransferred !== undefined) call.transferred = isTransferred(call);
    made.push(makeLegs(call, one, queueEvents));
  }
  return made;
}

/** All legs of what stands under one key. */
export function joinLegs(calls: readonly CallLegs[]): CallLegs {
  const [first, second] = calls;
  if (first !== undefined && second === undefined) {
    const { outbound, inbound, charged } = first;
    return { outbound, inbound, charged };
  }
  return {
    outbound: calls.flatMap(({ outbound }) => outbound),
    inbound: calls.flatMap(({ inbound }) => inbound),
    charged: calls.flatMap(({ charged }) => charged),
  };
}

function makeLegs(
  call: CallFacts,
  records: readonly Cdr[],
  queueEvents: readonly QueueEvent[],
): AttributedCall {
  const outcome = findQueueOutcome(queueEvents, call);
  const outbound = findOutboundLegs(call, outcome);
  const rung = findInboundLegs(call, outcome);
  const inbound = rung.map(({ leg }) => leg);
  if (outbound.length === 0 && inbound.length === 0) outbound.push(makeUnknownLeg(call, outcome));
  return { call, records, outcome, outbound, inbound, charged: chooseChargedLeg(rung, call) };
}
