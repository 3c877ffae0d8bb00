import type { CallLegs } from '../../core/call-leg.ts';
import type { Cdr } from '../../core/cdr.ts';
import type { Directory } from '../../core/directory.ts';
import { JOURNEY_KINDS, type JourneyKind, type JourneyStep } from '../../core/journey.ts';
import { type AttributedCall, attributeEach, joinLegs } from '../attribute/attribute-call.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import { lastEnd, type Row } from '../attribute/read-rows.ts';
import type { CallEvents } from '../events-of-calls.ts';
import { type CelFacts, readCelFacts } from './cel-facts.ts';
import { findTransfers, type UnplacedStep } from './find-transfers.ts';
import { partyOfChannel, serviceParty } from './parties.ts';
import { tellMoves } from './tell-moves.ts';
import { tellQueues } from './tell-queues.ts';
import { tellRow } from './tell-row.ts';

/** What the records under one key come to. */
export interface ToldCall {
  readonly legs: CallLegs;
  readonly steps: readonly JourneyStep[];
}

/**
 * The legs of a call, and what happened in it, step by step in order of time: who dialled, who rang and for how long, who
 * talked, who passed the call on. Pure. `records` are all records of the call. Where there are channel events they tell the
 * seconds and who did what; else it is read from the records as well as they tell it. The rules are in docs/journeys.md.
 */
export function tellJourney(records: readonly Cdr[], events: CallEvents, directory: Directory): ToldCall {
  const isSeen = events.channel.length > 0;
  const cel = isSeen ? readCelFacts(events.channel) : NO_CEL;
  const isTransferred = isSeen ? (call: CallFacts) => findTransfers(call, cel).length > 0 : undefined;
  const calls = attributeEach(records, events.queue, directory, isTransferred);
  const [first] = calls;
  const steps =
    calls.length === 1 && first !== undefined
      ? tellCall(first, cel)
      : calls.flatMap((one) => tellCall(one, cel));
  return { legs: joinLegs(calls), steps };
}

const NO_CEL: CelFacts = readCelFacts([]);

function tellCall(attributed: AttributedCall, cel: CelFacts): readonly JourneyStep[] {
  const { call, records, outcome } = attributed;
  const moves = tellMoves(call, records, cel);
  const told = { outcome, cel, pickers: findPickers(moves) };
  const steps: UnplacedStep[] = [...tellQueues(call, outcome), ...findTransfers(call, cel), ...moves];
  for (const row of call.rows) tellRow(steps, row, call, told);
  // The queue log counts by its own seconds, and may end later than the records.
  let lastAt = 0;
  for (const step of steps) lastAt = Math.max(lastAt, step.at);
  steps.push(tellEnd(call, cel, lastAt));
  const legOf = findLegs(attributed);
  if (!isInOrder(steps)) steps.sort(compareSteps);
  return steps.map(({ row, at, kind, who, other, seconds, how }) => {
    return { at: Math.floor(at), kind, who, other, seconds, how, acctid: legOf(row) };
  });
}

/** As most are told. */
function isInOrder(steps: readonly UnplacedStep[]): boolean {
  for (let at = 1; at < steps.length; at += 1) {
    if (compareSteps(steps[at - 1] as UnplacedStep, steps[at] as UnplacedStep) > 0) return false;
  }
  return true;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Ids of those who picked the call up. */
function findPickers(moves: readonly UnplacedStep[]): ReadonlySet<string> {
  if (moves.length === 0) return NOBODY;
  return new Set(moves.filter(({ kind }) => kind === 'picked-up').map(({ who }) => who.id));
}

/** Steps of one instant in the order in which they can only have happened. */
function compareSteps(a: UnplacedStep, b: UnplacedStep): number {
  const isLast = Number(a.kind === 'ended') - Number(b.kind === 'ended');
  return isLast || Math.floor(a.at) - Math.floor(b.at) || rank(a) - rank(b) || a.at - b.at;
}

/** Whoever is transferred rings next; all else happens in the order of the closed list. */
const RANKS: ReadonlyMap<JourneyKind, number> = new Map([
  ...JOURNEY_KINDS.map((kind, at) => [kind, at] as const),
  ['transferred', -1],
]);

function rank({ kind }: UnplacedStep): number {
  return RANKS.get(kind) ?? 0;
}

/** The last end; who hung up, where events tell it of the channel that began the call. */
function tellEnd(call: CallFacts, cel: CelFacts, lastAt: number): UnplacedStep {
  const endAt = lastEnd(call.rows);
  const origin = cel.channels.get(call.origin.from.channel);
  const hungUpBy = origin === undefined ? undefined : partyOfChannel(origin.hungUpBy, call);
  return {
    at: Math.max(endAt, lastAt),
    kind: 'ended',
    who: hungUpBy ?? serviceParty('', call.company),
    other: null,
    seconds: endAt - call.at,
    how: tellCause(call, origin?.cause ?? 0),
    row: call.origin,
  };
}

/** Q.850 causes that tell apart what records cannot: all of these read NO ANSWER with 0 seconds. */
const CAUSES: Readonly<Record<number, string>> = {
  1: 'The number leads nowhere',
  3: 'No route',
  17: 'Busy',
  20: 'The phone was not reachable',
  21: 'Refused',
  27: 'The line was out of order',
  28: 'The number is not complete',
  34: 'No free line',
};

function tellCause({ rows }: CallFacts, cause: number): string {
  if (rows.some((row) => row.answered)) return '';
  const told = CAUSES[cause];
  if (told !== undefined || rows.some((row) => row.to.channel !== '')) return told ?? '';
  return rows.some(({ cdr }) => cdr.disposition === 'BUSY') ? 'Busy' : 'Nobody was reached';
}

/** The leg that a row's steps belong to: its own, else that of the same party, else the call's first. */
function findLegs({ outbound, inbound }: AttributedCall): (row: Row) => number {
  let own: ReadonlySet<number> | undefined;
  return (row) => {
    const { acctid } = row.cdr;
    if (outbound[0]?.acctid === acctid || inbound[0]?.acctid === acctid) return acctid;
    own ??= new Set([...outbound, ...inbound].map((leg) => leg.acctid));
    if (own.has(acctid)) return acctid;
    const rung = inbound.find(
      (leg) =>
        leg.extension === row.dialled?.number || row.to.device?.extensions.includes(leg.extension) === true,
    );
    const dialled = outbound.find((leg) => leg.device === row.from.device?.id);
    return (rung ?? dialled ?? outbound[0] ?? inbound[0])?.acctid ?? acctid;
  };
}
