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
  const told = cel.moves.flatMap((move) => readMove(move, cel, call));
  const has = (...kinds: readonly string[]) => told.some((step) => kinds.includes(step.kind));
  return [
    ...told,
    ...(has('forwarded') ? [] : call.rows.flatMap((row) => findForward(row, call))),
    ...(has('picked-up') ? [] : call.rows.flatMap((row) => findPickup(row, records))),
    ...(has('parked', 'retrieved') ? [] : call.rows.flatMap((row) => findParking(row, call))),
  ];
}

function readMove(move: MovingEvent, cel: CelFacts, call: CallFacts): readonly UnplacedStep[] {
  const row = rowAt(move, call);
  const party = partyOfChannel(move.channel, call);
  const base = { at: move.at, row, how: '', seconds: null } as const;
  if (move.kind === 'PICKUP') {
    const who = partyOfChannel(move.told['pickup_channel'] ?? '', call);
    return who === undefined ? [] : [{ ...base, kind: 'picked-up', who, other: party ?? null }];
  }
  if (party === undefined) return [];
  if (move.kind === 'FORWARD') {
    const number = (move.told['forward'] ?? '').replace(/^[^/]*\//, '').replace(/[@,].*$/, '');
    const other = partyOfNumber(number, call.company, call);
    return [{ ...base, kind: 'forwarded', who: dialledOf(row, call), other }];
  }
  if (move.kind === 'PARK_START')
    return [{ ...base, kind: 'parked', who: party, other: null, seconds: measureParking(move, cel) }];
  const who = move.kind === 'PARK_END' ? partyOfChannel(move.told['retriever'] ?? '', call) : undefined;
  const talked = call.rows.find(({ cdr, to }) => cdr.lastapp === 'ParkedCall' && to.channel === move.channel);
  const seconds = talked === undefined ? null : talked.cdr.billsec;
  return who === undefined ? [] : [{ ...base, kind: 'retrieved', who, other: party, seconds }];
}

function measureParking({ at, channel }: MovingEvent, cel: CelFacts): number | null {
  const end = cel.moves.find((move) => move.kind === 'PARK_END' && move.channel === channel && move.at >= at);
  return end === undefined ? null : Math.round(end.at - at);
}

/** A phone that is dialled and leads on through a Local pair forwards; a queue's member that does is only rung. */
function findForward(row: Row, call: CallFacts): readonly UnplacedStep[] {
  if (!row.to.local || row.cdr.lastapp === 'Queue' || row.from.local) return [];
  const second = `${row.to.channel.replace(/;1$/, '')};2`;
  const [onward] = call.index.from(second);
  const other = onward === undefined ? null : dialledOf(onward, call);
  const who = row.dialled === undefined ? dialledOf(row, call) : callableParty(row.dialled);
  return [{ at: row.cdr.startAt, kind: 'forwarded', who, other, seconds: null, how: '', row }];
}

/** The phone that answered is not one of what was dialled, and the stray end of the phone that rang is there. */
function findPickup(row: Row, records: readonly Cdr[]): readonly UnplacedStep[] {
  const { to, dialled, cdr } = row;
  if (!row.answered || row.overwritten || to.device === undefined || dialled === undefined) return [];
  if (servesCallable(to.device, dialled) || dialled.kind === 'queue') return [];
  if (!records.some(({ lastapp, dstchannel }) => lastapp === 'AppDial' && dstchannel === '')) return [];
  const at = answeredAt(cdr);
  return [
    {
      at,
      kind: 'picked-up',
      who: deviceParty(to.device),
      other: callableParty(dialled),
      seconds: null,
      how: '',
      row,
    },
  ];
}

function findParking(row: Row, call: CallFacts): readonly UnplacedStep[] {
  const { cdr } = row;
  const base = { at: cdr.startAt, other: null, how: '', row } as const;
  if (cdr.lastapp === 'Park')
    return [{ ...base, kind: 'parked', who: callerOf(row, call), seconds: cdr.duration }];
  if (cdr.lastapp !== 'ParkedCall' || row.to.channel === '') return [];
  const other = partyOfChannel(row.to.channel, call) ?? calledOf(row, call);
  return [{ ...base, kind: 'retrieved', who: callerOf(row, call), other, seconds: cdr.billsec }];
}
