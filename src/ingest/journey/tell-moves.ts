import type { Cdr } from '../../core/cdr.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import { answeredAt, type Row, servesCallable } from '../attribute/read-rows.ts';
import type { CelFacts, MovingEvent } from './cel-facts.ts';
import { rowAt, type UnplacedStep } from './find-transfers.ts';
import {
  callableParty,
  calledOf,
  callerOf,
  deviceParty,
  dialledOf,
  partyOfChannel,
  partyOfNumber,
} from './parties.ts';

/** Forwarding, pick-up and parking: as channel events say it, else as it shows in the records. */
export function tellMoves(call: CallFacts, records: readonly Cdr[], cel: CelFacts): readonly UnplacedStep[] {
  const steps = cel.moves.flatMap((move) => readMove(move, cel, call) ?? []);
  const told = steps.length === 0 ? NOTHING : new Set(steps.map(({ kind }) => kind));
  const isParkingTold = told.has('parked') || told.has('retrieved');
  let stray: boolean | undefined;
  const hasStray = () => {
    stray ??= records.some(isStray);
    return stray;
  };
  for (const row of call.rows) {
    const forward = told.has('forwarded') ? undefined : findForward(row, call);
    if (forward !== undefined) steps.push(forward);
    const pickup = told.has('picked-up') ? undefined : findPickup(row, hasStray);
    if (pickup !== undefined) steps.push(pickup);
    const parking = isParkingTold ? undefined : findParking(row, call);
    if (parking !== undefined) steps.push(parking);
  }
  return steps;
}

const NOTHING: ReadonlySet<string> = new Set();

function readMove(move: MovingEvent, cel: CelFacts, call: CallFacts): UnplacedStep | undefined {
  const row = rowAt(move, call);
  const party = partyOfChannel(move.channel, call);
  const base = { at: move.at, row, how: '', seconds: null } as const;
  if (move.kind === 'PICKUP') {
    const who = partyOfChannel(move.told['pickup_channel'] ?? '', call);
    return who && { ...base, kind: 'picked-up', who, other: party ?? null };
  }
  if (party === undefined) return undefined;
  if (move.kind === 'FORWARD') {
    const number = (move.told['forward'] ?? '').replace(/^[^/]*\//, '').replace(/[@,].*$/, '');
    const other = partyOfNumber(number, call.company, call);
    return { ...base, kind: 'forwarded', who: dialledOf(row, call), other };
  }
  if (move.kind === 'PARK_START')
    return { ...base, kind: 'parked', who: party, other: null, seconds: measureParking(move, cel) };
  const who = move.kind === 'PARK_END' ? partyOfChannel(move.told['retriever'] ?? '', call) : undefined;
  const talked = call.rows.find(({ cdr, to }) => cdr.lastapp === 'ParkedCall' && to.channel === move.channel);
  const seconds = talked === undefined ? null : talked.cdr.billsec;
  return who && { ...base, kind: 'retrieved', who, other: party, seconds };
}

function measureParking({ at, channel }: MovingEvent, cel: CelFacts): number | null {
  const end = cel.moves.find((move) => move.kind === 'PARK_END' && move.channel === channel && move.at >= at);
  return end === undefined ? null : Math.round(end.at - at);
}

/** A phone that is dialled and leads on through a Local pair forwards; a queue's member that does is only rung. */
function findForward(row: Row, call: CallFacts): UnplacedStep | undefined {
  if (!row.to.local || row.cdr.lastapp === 'Queue' || row.from.local) return undefined;
  const second = `${row.to.channel.replace(/;1$/, '')};2`;
  const [onward] = call.index.from(second);
  const other = onward === undefined ? null : dialledOf(onward, call);
  const who = row.dialled === undefined ? dialledOf(row, call) : callableParty(row.dialled);
  return { at: row.cdr.startAt, kind: 'forwarded', who, other, seconds: null, how: '', row };
}

/** The phone that answered is not one of what was dialled, and the stray end of the phone that rang is there. */
function findPickup(row: Row, hasStray: () => boolean): UnplacedStep | undefined {
  const { to, dialled, cdr } = row;
  if (!row.answered || row.overwritten || to.device === undefined || dialled === undefined) return undefined;
  if (servesCallable(to.device, dialled) || dialled.kind === 'queue') return undefined;
  if (!hasStray()) return undefined;
  const [who, other] = [deviceParty(to.device), callableParty(dialled)];
  return { at: answeredAt(cdr), kind: 'picked-up', who, other, seconds: null, how: '', row };
}

/** The end of a phone that rang, and that nobody answered there. */
function isStray({ lastapp, dstchannel }: Cdr): boolean {
  return lastapp === 'AppDial' && dstchannel === '';
}

function findParking(row: Row, call: CallFacts): UnplacedStep | undefined {
  const { cdr, to } = row;
  const isParked = cdr.lastapp === 'Park';
  if (!isParked && (cdr.lastapp !== 'ParkedCall' || to.channel === '')) return undefined;
  const base = { at: cdr.startAt, who: callerOf(row, call), how: '', row };
  if (isParked) return { ...base, kind: 'parked', other: null, seconds: cdr.duration };
  const other = partyOfChannel(to.channel, call) ?? calledOf(row, call);
  return { ...base, kind: 'retrieved', other, seconds: cdr.billsec };
}
