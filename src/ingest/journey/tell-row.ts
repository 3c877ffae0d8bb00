import type { JourneyStep, Party } from '../../core/journey.ts';
import type { QueueOutcome } from '../attribute/queue-outcome.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import { answeredAt, endedAt, type Row } from '../attribute/read-rows.ts';
import { GATHERINGS } from '../correlate/call-names.ts';
import type { CelFacts, ChannelFacts } from './cel-facts.ts';
import type { UnplacedStep } from './find-transfers.ts';
import { callableParty, calledOf, callerOf, dialledOf, serviceParty } from './parties.ts';

/** What other sources tell of the call: queue log, channel events, and which devices picked it up. */
interface Told {
  readonly outcome: QueueOutcome;
  readonly cel: CelFacts;
  readonly pickers: ReadonlySet<string>;
}

/** What one record tells: that somebody dialled, what rang, who talked. */
export function tellRow(row: Row, call: CallFacts, told: Told): readonly UnplacedStep[] {
  const steps: UnplacedStep[] = [];
  const { cdr } = row;
  const add = (
    step: Pick<JourneyStep, 'kind' | 'who'> & Partial<Pick<JourneyStep, 'at' | 'other' | 'seconds' | 'how'>>,
  ) => steps.push({ at: cdr.startAt, other: null, seconds: null, how: '', row, ...step });
  if (isDial(row, call)) add({ kind: 'dialled', who: callerOf(row, call), other: tellDialled(row, call) });
  const talk = { at: answeredAt(cdr), seconds: cdr.billsec };
  const service = serviceParty(cdr.lastapp, call.company);
  if (row.to.channel !== '' && !row.to.local) steps.push(...tellRung(row, call, told));
  else if (cdr.lastapp === 'VoiceMail' && row.answered)
    add({ kind: 'voicemail', who: callerOf(row, call), other: dialledOf(row, call), ...talk });
  else if (GATHERINGS.has(cdr.lastapp))
    add({ kind: 'conference', who: callerOf(row, call), other: service, ...talk });
  else if (row.answered && row.to.channel === '' && !QUIET.has(cdr.lastapp))
    add({ kind: 'served', who: callerOf(row, call), other: service, ...talk });
  return steps;
}

/** Applications of which other steps tell. */
const QUIET = new Set(['Queue', 'Park', 'ParkedCall', 'Dial', 'AppDial', 'Pickup']);

/** The first row of a channel that dialled by itself, and not one that only joins two calls. */
function isDial(row: Row, call: CallFacts): boolean {
  if (row.from.local || row.fromRung || row.toCalled) return false;
  return call.index.isFirstFrom(row);
}

/** A caller from outside dialled the outside number that led in. */
function tellDialled(row: Row, call: CallFacts): Party {
  if (!call.external || row !== call.origin || call.ddi === '') return dialledOf(row, call);
  return {
    kind: 'outside',
    id: call.ddi,
    number: '',
    name: call.destination?.name ?? '',
    company: call.destination?.company ?? '',
    trunk: '',
  };
}

function tellRung(row: Row, call: CallFacts, { outcome, cel, pickers }: Told): readonly UnplacedStep[] {
  const { cdr, to } = row;
  if (GATHERINGS.has(cdr.lastapp)) return [];
  if (row.toCalled || !call.index.isFirstTo(row)) return [];
  const facts = cel.channels.get(to.channel);
  const who = calledOf(row, call);
  const isAnswered = cdr.disposition === 'ANSWERED';
  const visit = outcome.visits.find(
    ({ connectedAt }) =>
      connectedAt !== null && connectedAt >= cdr.startAt - 1 && connectedAt <= endedAt(cdr) + 1,
  );
  const ofQueue = isAnswered && cdr.lastapp === 'Queue' ? visit : undefined;
  const ring = measureRing(row, facts, ofQueue);
  const at = ring.at;
  const dialled = row.dialled === undefined ? null : callableParty(row.dialled);
  const rang: UnplacedStep = {
    at,
    kind: 'rang',
    // Of a call that was picked up the records have only the phone that took it.
    who: pickers.has(who.id) && dialled !== null ? dialled : who,
    other: dialled,
    seconds: ring.seconds,
    how: isAnswered ? '' : tellHow(row, call),
    row,
  };
  if (!isAnswered) return [rang];
  const seconds = measureTalk(row, facts, ofQueue?.talkSeconds ?? null);
  return [
    rang,
    { at: at + ring.seconds, kind: 'answered', who, other: callerOf(row, call), seconds, how: '', row },
  ];
}

/** The channel's own birth and answer tell best, then the queue log, then the record. */
function measureRing(
  { cdr }: Row,
  facts: ChannelFacts | undefined,
  visit: QueueOutcome['visits'][number] | undefined,
): { readonly at: number; readonly seconds: number } {
  const endAt = facts?.answerAt ?? facts?.endAt ?? null;
  if (facts?.startAt != null && endAt !== null)
    return { at: facts.startAt, seconds: Math.max(0, Math.round(endAt - facts.startAt)) };
  if (visit?.connectedAt != null)
    return { at: visit.connectedAt - visit.ringSeconds, seconds: visit.ringSeconds };
  const answered = cdr.disposition === 'ANSWERED';
  return { at: cdr.startAt, seconds: answered ? answeredAt(cdr) - cdr.startAt : cdr.duration };
}

function measureTalk({ cdr }: Row, facts: ChannelFacts | undefined, logged: number | null): number {
  if (facts !== undefined && facts.bridged > 0) return Math.round(facts.bridged);
  return logged ?? cdr.billsec;
}

/** How ringing ended that nobody answered, in the words of the reports. */
function tellHow({ cdr }: Row, call: CallFacts): string {
  if (cdr.disposition === 'BUSY') return 'Busy';
  if (cdr.disposition === 'FAILED' || cdr.disposition === 'CONGESTION') return 'Failed';
  const elsewhere = call.index
    .answeredFrom(cdr.channel)
    .some((row) => answeredAt(row.cdr) >= cdr.startAt && row.cdr.startAt <= endedAt(cdr));
  return elsewhere ? 'Answered elsewhere' : 'Not answered';
}
