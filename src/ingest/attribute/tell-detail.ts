import type { LegDetail } from '../../core/call-leg.ts';
import { type Rung, ringsExtension, ringsOwnExtension } from './find-rung.ts';
import type { CallFacts } from './read-call.ts';
import { answeredAt, type Row } from './read-rows.ts';

/**
 * The row by which somebody took the call for this extension, queue or group: for a queue or group any phone; for an
 * extension one of its own, or what it forwards to outside, unless another phone here took the call (that phone has
 * the answered leg).
 */
export function findAnswer(rung: Rung, call: CallFacts): Row | undefined {
  const taken = (row: Row) => row.answered && row.to.channel !== '';
  if (rung.kind === 'unknown') return rung.rows.find((row) => row.answered);
  if (rung.kind !== 'extension') return rung.rows.find(taken);
  const own = rung.rows.find((row) => taken(row) && ringsExtension(row, rung));
  if (own !== undefined) return own;
  const forwarded = rung.rows.find((row) => taken(row) && !ringsOwnExtension(row));
  return forwarded !== undefined && isTakenElsewhere(rung, call, true) ? undefined : forwarded;
}

/** The row by which the PBX took a message for this extension, queue or group. */
export function findVoicemail(rung: Rung): Row | undefined {
  return rung.rows.find((row) => row.answered && row.cdr.lastapp === 'VoiceMail');
}

/** What became of a leg that nobody answered. */
export function tellUnanswered(rung: Rung, call: CallFacts): LegDetail {
  if (isTakenElsewhere(rung, call, false)) return 'Answered elsewhere';
  let worst: LegDetail | undefined;
  for (const row of rung.rows) {
    const detail = tellRow(row);
    if (worst === undefined || WEIGHT[detail] > WEIGHT[worst]) worst = detail;
  }
  return worst ?? 'Not answered';
}

/** A phone that rang tells more than one that was busy, and that more than one that could not be reached. */
const WEIGHT: Record<LegDetail, number> = {
  Answered: 0,
  Voicemail: 0,
  'Answered elsewhere': 0,
  Congestion: 1,
  Failed: 2,
  Busy: 3,
  'Not answered': 4,
};

function tellRow({ cdr }: Row): LegDetail {
  switch (cdr.disposition) {
    case 'BUSY':
      return 'Busy';
    case 'FAILED':
      return 'Failed';
    case 'CONGESTION':
      return cdr.dstchannel !== '' || DIALLING.has(cdr.lastapp) ? 'Failed' : 'Congestion';
    case 'NO ANSWER':
      return isNothingDialled(cdr) ? 'Failed' : 'Not answered';
    default:
      return 'Not answered';
  }
}

/** A phone that Dial tried and that answered with congestion could not be reached; the PBX itself was not congested. */
const DIALLING = new Set(['Dial', 'Queue']);

/** A refusal before anything was dialled, such as an outside number that leads nowhere, reads NO ANSWER as well. */
function isNothingDialled(cdr: Row['cdr']): boolean {
  return cdr.dstchannel === '' && cdr.duration === 0 && cdr.lastapp === 'Hangup';
}

/**
 * Somebody else took the call of the same caller after this extension had begun to ring: the caller was served, and
 * no call was missed. `here` asks for a phone of this PBX only.
 */
function isTakenElsewhere(rung: Rung, call: CallFacts, here: boolean): boolean {
  const [first] = rung.rows;
  if (first === undefined) return false;
  const caller = call.index.callingChannel(first);
  return call.rows.some(
    (row) =>
      row.answered &&
      row.to.channel !== '' &&
      (ringsOwnExtension(row) || !here) &&
      !ringsExtension(row, rung) &&
      answeredAt(row.cdr) >= first.cdr.startAt &&
      call.index.callingChannel(row) === caller,
  );
}
