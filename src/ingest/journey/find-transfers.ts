import type { JourneyStep } from '../../core/journey.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import type { Row } from '../attribute/read-rows.ts';
import { findAttended, findBlind, SAME_SECONDS } from '../attribute/shown-transfers.ts';
import type { CelFacts, MovingEvent } from './cel-facts.ts';
import { calledOf, callerOf, deviceParty, dialledOf, partyOfChannel, partyOfNumber } from './parties.ts';

/** A step whose leg is still to be found, and the row that tells of it. */
export type UnplacedStep = Omit<JourneyStep, 'acctid'> & { readonly row: Row };

/** Who transferred whom to whom: as channel events say it, else as it shows in the records. */
export function findTransfers(call: CallFacts, cel: CelFacts): readonly UnplacedStep[] {
  const told = cel.moves.flatMap((move) => readTransfer(move, call));
  if (told.length > 0 || !call.transferred) return told;
  return [...tellBlind(call), ...tellAttended(call)];
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
  const having = call.index.touching(channel);
  return having.findLast(({ cdr }) => cdr.startAt <= at + SAME_SECONDS) ?? having[0] ?? call.origin;
}

function tellBlind(call: CallFacts): readonly UnplacedStep[] {
  return findBlind(call).map(({ before, row }) => ({
    ...{ at: row.cdr.startAt, kind: 'transferred', how: 'blind', seconds: null },
    who: before.from.channel === row.from.channel ? calledOf(before, call) : callerOf(before, call),
    other: dialledOf(row, call),
    row: before,
  }));
}

/** To whom: whoever the transferring party had called in the later of the two calls. */
function tellAttended(call: CallFacts): readonly UnplacedStep[] {
  return findAttended(call).map(({ one, two, row, by }) => {
    const later = one.cdr.startAt > two.cdr.startAt ? one : two;
    return {
      ...{ at: row.cdr.startAt, kind: 'transferred', how: 'attended', seconds: row.cdr.billsec },
      who: deviceParty(by),
      other: later.from.device === by ? calledOf(later, call) : callerOf(later, call),
      row,
    };
  });
}
