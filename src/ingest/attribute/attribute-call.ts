import type { CallLegs } from '../../core/call-leg.ts';
import type { Cdr, QueueEvent } from '../../core/cdr.ts';
import type { Directory } from '../../core/directory.ts';
import { chooseChargedLeg } from './choose-charged-leg.ts';
import { findInboundLegs } from './inbound-legs.ts';
import { findOutboundLegs, makeUnknownLeg } from './outbound-legs.ts';
import { findQueueOutcome } from './queue-outcome.ts';
import { readCall } from './read-call.ts';
import { splitCalls } from './split-calls.ts';

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
  const [first = [], ...others] = splitCalls(records);
  const legs = makeLegs(first, queueEvents, directory);
  if (others.length === 0) return legs;
  const all = [legs, ...others.map((call) => makeLegs(call, queueEvents, directory))];
  return {
    outbound: all.flatMap(({ outbound }) => outbound),
    inbound: all.flatMap(({ inbound }) => inbound),
    charged: all.flatMap(({ charged }) => charged),
  };
}

function makeLegs(
  records: readonly Cdr[],
  queueEvents: readonly QueueEvent[],
  directory: Directory,
): CallLegs {
  const call = readCall(records, directory);
  if (call === undefined) return { outbound: [], inbound: [], charged: [] };
  const outcome = findQueueOutcome(queueEvents, call);
  const outbound = findOutboundLegs(call, outcome);
  const rung = findInboundLegs(call, outcome);
  const inbound = rung.map(({ leg }) => leg);
  if (outbound.length === 0 && inbound.length === 0) outbound.push(makeUnknownLeg(call, outcome));
  return { outbound, inbound, charged: chooseChargedLeg(rung, call) };
}
