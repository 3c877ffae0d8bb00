import type { JourneyKind, Party } from '../../core/journey.ts';
import type { QueueOutcome, QueueVisit } from '../attribute/queue-outcome.ts';
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

/** Adds what one record tells: that somebody dialled, what rang, who talked. */
export function tellRow(into: UnplacedStep[], row: Row, call: CallFacts, told: Told): void {
  const { cdr, to } = row;
  if (isDial(row, call)) into.push(makeStep(row, 'dialled', callerOf(row, call), tellDialled(row, call)));
  if (to.channel !== '' && !to.local) {
    tellRung(into, row, call, told);
    return;
  }
  const served = findService(row, call);
  if (served === undefined) return;
  const [kind, other] = served;
  into.push(makeStep(row, kind, callerOf(row, call), other, answeredAt(cdr), cdr.billsec));
}

/** What of the PBX itself took a row's call, and how that is called. */
function findService(row: Row, call: CallFacts): readonly [JourneyKind, Party] | undefined {
  const { lastapp } = row.cdr;
  if (lastapp === 'VoiceMail' && row.answered) return ['voicemail', dialledOf(row, call)];
  if (GATHERINGS.has(lastapp)) return ['conference', serviceParty(lastapp, call.company)];
  const isServed = row.answered && row.to.channel === '' && !QUIET.has(lastapp);
  return isServed ? ['served', serviceParty(lastapp, call.company)] : undefined;
}

/** A step of a row: at its start, and of nobody knows how long, unless it is said otherwise. */
function makeStep(
  row: Row,
  kind: JourneyKind,
  who: Party,
  other: Party | null,
  at = row.cdr.startAt,
  seconds: number | null = null,
  how = '',
): UnplacedStep {
  return { at, kind, who, other, seconds, how, row };
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

function tellRung(into: UnplacedStep[], row: Row, call: CallFacts, { outcome, cel, pickers }: Told): void {
  const { cdr, to } = row;
  if (GATHERINGS.has(cdr.lastapp)) return;
  if (row.toCalled || !call.index.isFirstTo(row)) return;
  const facts = cel.channels.get(to.channel);
  const who = calledOf(row, call);
  const isAnswered = cdr.disposition === 'ANSWERED';
  const ofQueue = isAnswered && cdr.lastapp === 'Queue' ? findVisit(row, outcome) : undefined;
  const ring = measureRing(row, facts, ofQueue);
  const dialled = row.dialled === undefined ? null : callableParty(row.dialled);
  // Of a call that was picked up the records have only the phone that took it.
  const rung = dialled !== null && pickers.has(who.id) ? dialled : who;
  into.push(
    makeStep(row, 'rang', rung, dialled, ring.at, ring.seconds, isAnswered ? '' : tellHow(row, call)),
  );
  if (!isAnswered) return;
  const seconds = measureTalk(row, facts, ofQueue?.talkSeconds ?? null);
  into.push(makeStep(row, 'answered', who, callerOf(row, call), ring.at + ring.seconds, seconds));
}

/** The stay in a queue that ended when somebody took the row's call. */
function findVisit({ cdr }: Row, { visits }: QueueOutcome): QueueVisit | undefined {
  return visits.find(
    ({ connectedAt }) =>
      connectedAt !== null && connectedAt >= cdr.startAt - 1 && connectedAt <= endedAt(cdr) + 1,
  );
}

/** The channel's own birth and answer tell best, then the queue log, then the record. */
function measureRing(
  { cdr }: Row,
  facts: ChannelFacts | undefined,
  visit: QueueVisit | undefined,
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
