import type { Cdr, QueueEvent } from '../../core/cdr.ts';
import type { Directory } from '../../core/directory.ts';
import type { Party } from '../../core/journey.ts';
import type { LiveCall, LiveState } from '../../core/live-call.ts';
import { attributeCall } from '../attribute/attribute-call.ts';
import { type CallFacts, readCall } from '../attribute/read-call.ts';
import { callableParty, calledOf, callerOf, dialledOf } from '../journey/parties.ts';
import { fillRecord } from '../sources/blank-record.ts';
import type { LiveChannel } from './channel-board.ts';
import type { ChannelGroup } from './gather-channels.ts';
import { type ChannelPair, pairChannels } from './pair-channels.ts';

/** No more are named of those who are rung at once, or meet in one conference. */
const MOST_REACHED = 12;

/**
 * A call in progress. It is attributed as if it ended at `now`, by the code that attributes the records it will leave:
 * so it is shown to whoever will find it in their reports, and under the same names. Undefined where nothing of it is to
 * be told.
 */
export function tellCall(
  group: ChannelGroup,
  source: string,
  directory: Directory,
  now: number,
): LiveCall | undefined {
  const pairs = pairChannels(group);
  const records = pairs.map((pair) => toRecord(pair, now));
  const call = readCall(records, directory);
  const [first] = group;
  if (call === undefined || first === undefined) return undefined;
  const { outbound, inbound } = attributeCall(records, queueEventsOf(group), directory);
  const state = stateOf(pairs, group);
  return {
    id: `${source}/${leastOf(group)}`,
    state,
    startAt: first.startAt,
    sinceAt: sinceWhen(state, pairs, group),
    direction: call.external ? 'in' : call.rows.some(({ leaves }) => leaves) ? 'out' : 'internal',
    from: callerOf(call.origin, call),
    dialled: call.origin.cdr.dst === '' ? null : dialledOf(call.origin, call),
    reached: reachedOf(call),
    queue: queueOf(group, call),
    companies: [...new Set([...outbound, ...inbound].map(({ company }) => company))].sort(),
  };
}

/** The record that a pair would leave if it ended now. */
function toRecord({ from, to, isJoined, sinceAt }: ChannelPair, now: number): Cdr {
  const isAnswered = isJoined || (to === undefined && from.isUp);
  const answerAt = isAnswered ? (sinceAt ?? from.startAt) : null;
  const read = fillRecord({
    ...{ channel: from.name, dstchannel: to?.name ?? '', src: from.number, dst: from.dialled },
    ...{ dcontext: from.context, accountcode: from.accountcode, peeraccount: to?.accountcode ?? '' },
    ...{ uniqueid: from.uniqueid, linkedid: from.linkedid, startAt: from.startAt, answerAt, endAt: now },
    lastapp: applicationOf(from, to),
    lastdata: to?.dialString ?? '',
    duration: Math.max(0, now - from.startAt),
    billsec: answerAt === null ? 0 : Math.max(0, now - answerAt),
    disposition: isAnswered ? 'ANSWERED' : 'NO ANSWER',
  });
  return { ...read, acctid: 0 };
}

/** A channel that was rung, and whose caller another phone took, ends as Asterisk's `AppDial` does. */
function applicationOf(from: LiveChannel, to: LiveChannel | undefined): string {
  if (from.queue !== '') return 'Queue';
  if (to !== undefined) return 'Dial';
  return from.isRung && !from.isUp ? 'AppDial' : '';
}

function queueEventsOf(group: ChannelGroup): readonly QueueEvent[] {
  return group
    .filter(({ queue }) => queue !== '')
    .map(({ uniqueid, queue, number, startAt }) => ({
      ...{ at: startAt, callid: uniqueid, queue, agent: 'NONE', event: 'ENTERQUEUE' },
      args: ['', number, '1'],
    }));
}

function queueOf(group: ChannelGroup, { directory, at, company }: CallFacts): Party | null {
  const name = (group.find(({ isWaiting }) => isWaiting) ?? group.find(({ queue }) => queue !== ''))?.queue;
  if (name === undefined) return null;
  const known = directory.queueByName(name, at);
  if (known !== undefined) return callableParty(known);
  return { kind: 'queue', id: name, number: '', name: '', company, trunk: '' };
}

function stateOf(pairs: readonly ChannelPair[], group: ChannelGroup): LiveState {
  if (pairs.some(({ isJoined }) => isJoined)) return 'talking';
  if (group.some(({ isWaiting }) => isWaiting)) return 'queued';
  return pairs.some(({ to }) => to !== undefined) || group.every(({ isUp }) => !isUp) ? 'ringing' : 'served';
}

function sinceWhen(state: LiveState, pairs: readonly ChannelPair[], group: ChannelGroup): number | null {
  switch (state) {
    case 'talking':
      return earliestOf(pairs.filter(({ isJoined }) => isJoined).map(({ sinceAt }) => sinceAt));
    case 'queued':
      return earliestOf(group.filter(({ isWaiting }) => isWaiting).map(({ queuedAt }) => queuedAt));
    case 'ringing':
      return earliestOf(pairs.map(({ sinceAt, from }) => sinceAt ?? from.startAt));
    case 'served':
      return group[0]?.startAt ?? null;
  }
}

function earliestOf(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Whoever is at the second channels; halves of a Local pair are nobody. */
function reachedOf(call: CallFacts): readonly Party[] {
  const found = new Map<string, Party>();
  for (const row of call.rows) {
    if (row.to.channel === '' || row.to.local) continue;
    const party = calledOf(row, call);
    found.set(`${party.kind} ${party.company} ${party.id}`, party);
  }
  return [...found.values()].slice(0, MOST_REACHED);
}

/** The name by which the PBX knows the call: of two that became one that of the older. */
function leastOf(group: ChannelGroup): string {
  const names = group.map(({ linkedid }) => linkedid);
  return names.reduce((least, name) =>
    name.length < least.length || (name.length === least.length && name < least) ? name : least,
  );
}
