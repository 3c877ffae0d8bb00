import type { Directory } from '../core/directory.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { type ExplainableInbound, streamInboundInTime } from '../store/calls/explainable-inbound.ts';
import { type ExplainableLeg, streamLegsInTime } from '../store/calls/explainable-legs.ts';
import type { StatementFilter } from '../store/calls/statement-rows.ts';

/** A call as a statement lists it; one that came in has its caller, and the extension in the device's place. */
export interface ListedCall {
  readonly span: number;
  readonly acctid: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly device: string;
  readonly owner: string;
  readonly numberType: string;
  /** Of a call inside the PBX, whom it was made to. */
  readonly destination: string;
  /** The DDI where it came in. */
  readonly called: string;
  readonly dialled: string;
  readonly seconds: number;
  /** Decimal text; null where it is unknown. */
  readonly cost: string | null;
  readonly allowance: string;
  readonly coveredSeconds: number;
  /** The caller's number, or empty; only of a call that came in. */
  readonly caller?: string;
  /** How the cost came about, in one sentence. */
  readonly explanation: string;
}

/** One sentence for each leg, in their order: how it came to its price by the numbers and the zone of a directory. */
export interface ExplainStatement {
  out(legs: readonly ExplainableLeg[], directory: Directory): Promise<readonly string[]>;
  in(legs: readonly ExplainableInbound[], directory: Directory): Promise<readonly string[]>;
}

/** For those who show no sentences. */
export const UNEXPLAINED: ExplainStatement = { out: async () => [], in: async () => [] };

/** Legs that are held and explained in one go. */
const LEGS_A_BATCH = 4096;

/** The calls of a statement in order of time; of one instant by id, those that went out before those that came in. */
export async function* listCalls(
  store: CallStore,
  filter: StatementFilter,
  explain: ExplainStatement,
  directory: Directory,
): AsyncGenerator<ListedCall> {
  const { spanStarts } = filter;
  const spanOf = ({ startAt }: { readonly startAt: number }) =>
    spanStarts.findLastIndex((start) => start <= startAt);
  const outgoing = explainEach(
    streamLegsInTime(store, filter),
    (legs) => explain.out(legs, directory),
    (leg, explanation) => ({ span: spanOf(leg), ...toListed(leg), explanation }),
  );
  const incoming = explainEach(
    streamInboundInTime(store, filter),
    (legs) => explain.in(legs, directory),
    (leg, explanation) => ({ span: spanOf(leg), ...toListedInbound(leg), explanation }),
  );
  try {
    let [out, came] = await Promise.all([outgoing.next(), incoming.next()]);
    while (out.done !== true || came.done !== true) {
      if (came.done === true || (out.done !== true && !isLater(out.value, came.value))) {
        if (out.done !== true) yield out.value;
        out = await outgoing.next();
      } else {
        yield came.value;
        came = await incoming.next();
      }
    }
  } finally {
    await Promise.all([outgoing.return(undefined), incoming.return(undefined)]);
  }
}

/** Legs a few thousand at a time, each with its sentence. */
async function* explainEach<Leg>(
  stream: AsyncIterable<Leg>,
  explain: (legs: readonly Leg[]) => Promise<readonly string[]>,
  toCall: (leg: Leg, explanation: string) => ListedCall,
): AsyncGenerator<ListedCall> {
  let legs: Leg[] = [];
  const tell = async () => {
    const sentences = await explain(legs);
    return legs.map((leg, at) => toCall(leg, sentences[at] ?? ''));
  };
  for await (const leg of stream) {
    legs.push(leg);
    if (legs.length < LEGS_A_BATCH) continue;
    yield* await tell();
    legs = [];
  }
  yield* await tell();
}

function toListed(leg: ExplainableLeg): Omit<ListedCall, 'span' | 'explanation'> {
  const { startAt, device, owner, numberType, calledInfo, called, dialled, billsec, cost, allowance } = leg;
  return {
    ...{ acctid: String(leg.acctid), startAt, device, owner, numberType, destination: calledInfo },
    ...{ called, dialled, seconds: billsec, cost, allowance, coveredSeconds: leg.covered },
  };
}

function toListedInbound(leg: ExplainableInbound): Omit<ListedCall, 'span' | 'explanation'> {
  const { startAt, extension, name, numberType, calledInfo, ddi, billsec, cost, allowance, caller } = leg;
  return {
    ...{ acctid: String(leg.acctid), startAt, device: extension, owner: name, numberType },
    ...{ destination: calledInfo, called: ddi, dialled: '', seconds: billsec, cost, allowance },
    ...{ coveredSeconds: leg.covered, caller },
  };
}

function isLater(one: ListedCall, other: ListedCall): boolean {
  return (
    one.startAt > other.startAt ||
    (one.startAt === other.startAt && Number(one.acctid) > Number(other.acctid))
  );
}
