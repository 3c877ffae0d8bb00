import type { ExplainableInbound } from '../store/calls/explainable-inbound.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import type { PricedCall } from '../store/calls/seen-calls.ts';

/** A call as an export has it. */
export interface ExportedCall extends PricedCall {
  /** How its cost came about, in one sentence; empty where nothing is charged. */
  readonly explanation: string;
}

/** One sentence for each leg, in their order: how it came to its price. */
export interface ExplainSeen {
  out(legs: readonly ExplainableLeg[]): Promise<readonly string[]>;
  in(legs: readonly ExplainableInbound[]): Promise<readonly string[]>;
}

/** Calls with their sentences, in their order. Their numbers are whole. */
export async function explainSeen(
  calls: readonly PricedCall[],
  explain: ExplainSeen,
): Promise<readonly ExportedCall[]> {
  const out = calls.filter(({ side }) => side === 'out');
  const charged = calls.filter(
    ({ side, cost, unknownCost }) => side === 'in' && (cost !== null || unknownCost),
  );
  const told = await Promise.all([explain.out(out.map(toOutbound)), explain.in(charged.map(toInbound))]);
  const sentences = new Map<PricedCall, string>();
  for (const [at, legs] of [out, charged].entries())
    for (const [index, call] of legs.entries()) sentences.set(call, told[at]?.[index] ?? '');
  return calls.map((call) => ({ ...call, explanation: sentences.get(call) ?? '' }));
}

function toOutbound(call: PricedCall): ExplainableLeg {
  const { acctid, company, device, name, part, startAt, ringSeconds, talkSeconds, disposition } = call;
  const { internal, onPbx, dialled, number, called, destination, numberType, trunk, caller } = call;
  const { cost, carrierCost, allowance, covered, rates } = call;
  return {
    ...{ acctid, company, device, owner: name, part, key: device, sipName: '', startAt, ringSeconds },
    ...{ billsec: talkSeconds, answered: disposition === 'Answered', internal, onPbx, dialled, number },
    ...{ called, calledInfo: destination, numberType, trunk, cid: caller },
    ...{ cost, carrierCost, allowance, covered, rates, run: 0 },
  };
}

function toInbound(call: PricedCall): ExplainableInbound {
  const { acctid, company, extension, name, startAt, ringSeconds, talkSeconds, ddi, caller, trunk } = call;
  const { number, numberType, destination, cost, allowance, covered, rates } = call;
  return {
    ...{ acctid, company, extension, name, startAt, ringSeconds, billsec: talkSeconds, ddi, caller, trunk },
    ...{ number, numberType, calledInfo: destination, cost, allowance, covered, rates, run: 0 },
  };
}
