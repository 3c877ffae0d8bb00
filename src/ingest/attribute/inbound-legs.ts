import type { InboundLeg, LegDetail } from '../../core/call-leg.ts';
import { findRung, type Rung } from './find-rung.ts';
import { measureVisit } from './outbound-legs.ts';
import type { QueueOutcome, QueueVisit } from './queue-outcome.ts';
import type { CallFacts } from './read-call.ts';
import { answeredAt, endedAt, lastEnd, type Row } from './read-rows.ts';
import { findAnswer, findVoicemail, tellUnanswered } from './tell-detail.ts';

/** An inbound leg, and what it was that was rung. */
export interface RungLeg {
  readonly kind: Rung['kind'];
  readonly leg: InboundLeg;
}

/** The inbound legs of a call: one for each extension, queue and group it reached or asked for. */
export function findInboundLegs(call: CallFacts, outcome: QueueOutcome): readonly RungLeg[] {
  return findRung(call, outcome).map((rung) => ({ kind: rung.kind, leg: makeLeg(rung, call, outcome) }));
}

/** An outside party that a phone here had called, and that was then passed on. */
function isOutsideParty({ from }: Row, call: CallFacts): boolean {
  if (from.device !== undefined) return false;
  return from.trunk !== undefined || call.index.hasLeft(from.channel);
}

interface Outcome {
  readonly detail: LegDetail;
  readonly row: Row;
  readonly ringSeconds: number;
  readonly billsec: number;
}

function makeLeg(rung: Rung, call: CallFacts, queues: QueueOutcome): InboundLeg {
  const [first = call.origin] = rung.rows;
  const { startAt } = first.cdr;
  const { detail, row, ringSeconds, billsec } = findOutcome(rung, first, call, queues);
  const external = call.external || isOutsideParty(first, call);
  return {
    company: rung.company,
    extension: rung.number,
    name: rung.name,
    startAt,
    acctid: row.cdr.acctid,
    caller: call.origin.cdr.src,
    type: external ? 'External' : 'Internal',
    ringSeconds,
    billsec,
    detail,
    qtime: queues.qtime,
    qstatus: queues.qstatus,
    ddi: call.ddi,
    transferred: call.transferred,
  };
}

function findOutcome(rung: Rung, first: Row, call: CallFacts, queues: QueueOutcome): Outcome {
  const { startAt } = first.cdr;
  const answer = findAnswer(rung, call);
  if (answer !== undefined) {
    const times = measureAnswer(rung, answer, startAt, call, queues);
    return { detail: 'Answered', row: answer, ...times };
  }
  const waited = rung.kind === 'queue' ? visitsOf(rung, call, queues) : [];
  const voicemail = findVoicemail(rung);
  if (voicemail !== undefined) {
    const ringSeconds = answeredAt(voicemail.cdr) - startAt;
    return { detail: 'Voicemail', row: voicemail, ringSeconds, billsec: voicemail.cdr.billsec };
  }
  const wait = waited.length > 0 ? sumWaits(waited) : undefined;
  const detail = tellUnanswered(rung, call);
  return { detail, row: first, ringSeconds: wait ?? lastEnd(rung.rows) - startAt, billsec: 0 };
}

/** The queue log knows ring and talk of the member who answered, and wait and talk of the queue; else the row does. */
function measureAnswer(
  rung: Rung,
  answer: Row,
  startAt: number,
  call: CallFacts,
  queues: QueueOutcome,
): { readonly ringSeconds: number; readonly billsec: number } {
  const end = endedAt(answer.cdr);
  if (rung.kind === 'queue') {
    const visits = visitsOf(rung, call, queues);
    const taken = visits.findLast((visit) => visit.connectedAt !== null);
    if (taken !== undefined) return { ringSeconds: sumWaits(visits), billsec: measureVisit(taken, end) };
  } else if (answer.cdr.lastapp === 'Queue') {
    const taken = queues.visits.find((visit) => isTakenBy(visit, answer));
    if (taken !== undefined) {
      return { ringSeconds: taken.ringSeconds, billsec: measureVisit(taken, end) };
    }
  }
  return { ringSeconds: answeredAt(answer.cdr) - startAt, billsec: answer.cdr.billsec };
}

/** A log and a record that tell of one event may differ by a second. */
function isTakenBy({ connectedAt }: QueueVisit, { cdr }: Row): boolean {
  return connectedAt !== null && connectedAt >= cdr.startAt - 1 && connectedAt <= endedAt(cdr) + 1;
}

function visitsOf(rung: Rung, call: CallFacts, queues: QueueOutcome): readonly QueueVisit[] {
  return queues.visits.filter((visit) => {
    if (visit.status === null) return false;
    const queue = call.directory.queueByName(visit.queue, call.at);
    return queue?.number === rung.number && queue.company === rung.company;
  });
}

function sumWaits(visits: readonly QueueVisit[]): number {
  return visits.reduce((sum, visit) => sum + visit.waitSeconds, 0);
}
