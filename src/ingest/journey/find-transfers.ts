import type { JourneyStep } from '../../core/journey.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import { answeredAt, endedAt, type Row } from '../attribute/read-rows.ts';
import { GATHERINGS } from '../correlate/call-names.ts';
import type { CelFacts, MovingEvent } from './cel-facts.ts';
import { calledOf, callerOf, deviceParty, dialledOf, partyOfChannel, partyOfNumber } from './parties.ts';

/** A step whose leg is still to be found, and the row that tells of it. */
export type UnplacedStep = Omit<JourneyStep, 'acctid'> & { readonly row: Row };

/** Events and records tell the same thing a second or two apart. */
const SAME_SECONDS = 2;

/** Who transferred whom to whom: as channel events say it, else as it shows in the records. */
export function findTransfers(call: CallFacts, cel: CelFacts): readonly UnplacedStep[] {
  const told = cel.moves.flatMap((move) => readTransfer(move, call));
  const shown = [...findBlind(call), ...findAttended(call)];
  return told.length > 0 ? told : shown;
}

function readTransfer(move: MovingEvent, call: CallFacts): readonly UnplacedStep[] {
  const who = partyOfChannel(move.channel, call);
  if (who === undefined) return [];
  if (move.kind === 'BLINDTRANSFER') {
    const other = partyOfNumber(move.told['extension'] ?? '', who.company || call.company, call);
    return [
      { at: move.at, kind: 'transferred', who, other, seconds: null, how: 'blind', row: rowAt(move, call) },
    ];
  }
  if (move.kind !== 'ATTENDEDTRANSFER') return [];
  const target = move.told['transfer_target_channel_name'] ?? '';
  const other = partyOfChannel(target, call) ?? null;
  return [
    { at: move.at, kind: 'transferred', who, other, seconds: null, how: 'attended', row: rowAt(move, call) },
  ];
}

/** The row of which a channel's event tells: the last that has the channel and had begun. */
export function rowAt({ channel, at }: Pick<MovingEvent, 'channel' | 'at'>, call: CallFacts): Row {
  const having = call.rows.filter(({ to, from }) => to.channel === channel || from.channel === channel);
  return having.findLast(({ cdr }) => cdr.startAt <= at + SAME_SECONDS) ?? having[0] ?? call.origin;
}

/**
 * The called party passed the caller on: the caller's channel leads on after its talk. The calling party did: the called
 * phone's channel does.
 */
function findBlind(call: CallFacts): readonly UnplacedStep[] {
  const steps: UnplacedStep[] = [];
  const passed = new Set<string>();
  for (const row of call.rows) {
    const isJoined = row.toCalled || call.rows.some((other) => isBefore(other, row) && hasOther(other, row));
    if (row.from.local || row.to.channel === '' || isJoined) continue;
    const before = call.rows.findLast((other) => isTalkBefore(other, row));
    if (before === undefined) continue;
    const at = row.cdr.startAt;
    const name = `${row.from.channel} ${at}`;
    if (passed.has(name)) continue;
    passed.add(name);
    const who = before.from.channel === row.from.channel ? calledOf(before, call) : callerOf(before, call);
    steps.push({
      at,
      kind: 'transferred',
      who,
      other: dialledOf(row, call),
      seconds: null,
      how: 'blind',
      row: before,
    });
  }
  return steps;
}

/** The row's second channel was the second one of an earlier row of another first channel. */
function hasOther(other: Row, row: Row): boolean {
  return other.to.channel === row.to.channel && other.from.channel !== row.from.channel;
}

function isBefore(other: Row, row: Row): boolean {
  return other !== row && other.cdr.startAt <= row.cdr.startAt;
}

/** Somebody took the earlier call on the same channel, and the later began when that talk was over. */
function isTalkBefore(other: Row, row: Row): boolean {
  if (!isBefore(other, row) || !other.answered || other.to.channel === '' || other.to.local) return false;
  if (GATHERINGS.has(other.cdr.lastapp) || GATHERINGS.has(row.cdr.lastapp)) return false;
  const isPassedOn = other.from.channel === row.from.channel || other.to.channel === row.from.channel;
  return (
    isPassedOn &&
    row.cdr.startAt > answeredAt(other.cdr) &&
    Math.abs(row.cdr.startAt - endedAt(other.cdr)) <= SAME_SECONDS
  );
}

/** A row joins two channels of earlier rows: whoever had a phone on both of those calls brought them together. */
function findAttended(call: CallFacts): readonly UnplacedStep[] {
  const steps: UnplacedStep[] = [];
  for (const row of call.rows) {
    if (row.to.channel === '' || GATHERINGS.has(row.cdr.lastapp)) continue;
    const one = call.rows.find((other) => isBefore(other, row) && touches(other, row.from.channel));
    const two = call.rows.find(
      (other) => isBefore(other, row) && touches(other, row.to.channel) && other !== one,
    );
    if (one === undefined || two === undefined || row.from.device === row.to.device) continue;
    const ends = findTransferrer(one, two, row, call);
    if (ends === undefined || steps.some((step) => step.at === row.cdr.startAt)) continue;
    steps.push({
      at: row.cdr.startAt,
      kind: 'transferred',
      ...ends,
      seconds: row.cdr.billsec,
      how: 'attended',
      row,
    });
  }
  return steps;
}

function touches({ from, to }: Row, channel: string): boolean {
  return from.channel === channel || to.channel === channel;
}

/** Whose phones were on both calls, and whom they had called in the later of the two. */
function findTransferrer(
  one: Row,
  two: Row,
  joined: Row,
  call: CallFacts,
): Pick<UnplacedStep, 'who' | 'other'> | undefined {
  const [first = [], second = []] = [one, two].map((row) =>
    [row.from, row.to].filter(
      ({ channel }) => channel !== joined.from.channel && channel !== joined.to.channel,
    ),
  );
  const common = first.find(
    ({ device }) => device !== undefined && second.some((side) => side.device === device),
  );
  if (common?.device === undefined) return undefined;
  const later = one.cdr.startAt > two.cdr.startAt ? one : two;
  const other = later.from.device === common.device ? calledOf(later, call) : callerOf(later, call);
  return { who: deviceParty(common.device), other };
}
