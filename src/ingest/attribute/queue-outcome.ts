import type { QueueEvent } from '../../core/cdr.ts';
import { preferLog } from './live-queue-events.ts';
import type { CallFacts } from './read-call.ts';

/** One stay of a caller in one queue, as its log tells it. Seconds are whole. */
export interface QueueVisit {
  readonly queue: string;
  readonly enteredAt: number;
  waitSeconds: number;
  /** Null while the log does not say how it ended. */
  status: string | null;
  /** When a member took the call; null when none did. */
  connectedAt: number | null;
  ringSeconds: number;
  /** Null when a member took the call and the log does not say for how long. */
  talkSeconds: number | null;
}

/** What the queue log adds to a call. `status` is empty when the log does not tell how the (last) queue was left. */
export interface QueueOutcome {
  readonly visits: readonly QueueVisit[];
  /** The waits of all visits together, as text. */
  readonly qtime: string;
  /** How the last queue was left, in words. */
  readonly qstatus: string;
}

const NO_OUTCOME: QueueOutcome = { visits: [], qtime: '', qstatus: '' };

/** The stays in queues that belong to a call: the events whose call id is the uniqueid of one of its records. */
export function findQueueOutcome(events: readonly QueueEvent[], call: CallFacts): QueueOutcome {
  if (events.length === 0) return NO_OUTCOME;
  const own = new Set(call.rows.map((row) => row.cdr.uniqueid));
  const mine = preferLog(events.filter((event) => own.has(event.callid)));
  const visits: QueueVisit[] = [];
  for (const event of mine.toSorted(compareEvents)) readEvent(event, visits);
  const told = visits.filter((visit) => visit.status !== null);
  if (told.length === 0) return { visits, qtime: '', qstatus: '' };
  const waited = told.reduce((sum, visit) => sum + visit.waitSeconds, 0);
  return { visits, qtime: String(waited), qstatus: told.at(-1)?.status ?? '' };
}

function compareEvents(a: QueueEvent, b: QueueEvent): number {
  return a.at - b.at || rank(a.event) - rank(b.event);
}

/** Events of one second in the order in which they can only have happened. */
function rank(event: string): number {
  if (event === 'ENTERQUEUE') return 0;
  if (event === 'CONNECT') return 2;
  return LEAVINGS.has(event) || TALKS.has(event) ? 3 : 1;
}

/** How a caller leaves without a member → word, and which argument holds the seconds waited (Asterisk's queue log). */
const LEAVINGS = new Map<string, { readonly status: string; readonly wait: number }>([
  ['ABANDON', { status: 'Abandoned', wait: 2 }],
  ['EXITWITHTIMEOUT', { status: 'Timed out', wait: 2 }],
  ['EXITEMPTY', { status: 'Left empty', wait: 2 }],
  ['EXITWITHKEY', { status: 'Left by key', wait: 3 }],
  ['LEFT', { status: 'Left unanswered', wait: 0 }],
]);

/**
 * How a talk with a member ends → word, and which arguments hold the seconds of waiting and of talk: counted from the
 * end for an attended transfer, whose first arguments vary with what the call was joined to.
 */
const TALKS = new Map<string, { readonly status: string; readonly wait: number; readonly talk: number }>([
  ['COMPLETEAGENT', { status: 'Answered', wait: 0, talk: 1 }],
  ['COMPLETECALLER', { status: 'Answered', wait: 0, talk: 1 }],
  ['TRANSFER', { status: 'Transferred', wait: 2, talk: 3 }],
  ['BLINDTRANSFER', { status: 'Transferred', wait: 2, talk: 3 }],
  ['ATTENDEDTRANSFER', { status: 'Transferred', wait: -3, talk: -2 }],
]);

function readEvent(event: QueueEvent, visits: QueueVisit[]): void {
  if (event.event === 'ENTERQUEUE') {
    const again = visits.some((visit) => visit.queue === event.queue && visit.enteredAt === event.at);
    if (!again) visits.push(startVisit(event));
    return;
  }
  const leaving = LEAVINGS.get(event.event);
  const talk = TALKS.get(event.event);
  if (leaving === undefined && talk === undefined && event.event !== 'CONNECT') return;
  const visit = findVisit(event, visits);
  if (event.event === 'CONNECT') {
    visit.status = 'Answered';
    visit.connectedAt = event.at;
    visit.waitSeconds = readSeconds(event, 0) ?? event.at - visit.enteredAt;
    visit.ringSeconds = readSeconds(event, 2) ?? 0;
  } else if (talk !== undefined) {
    visit.status = talk.status;
    visit.talkSeconds = readSeconds(event, talk.talk);
    if (visit.connectedAt !== null) return;
    visit.connectedAt = event.at - (visit.talkSeconds ?? 0);
    visit.waitSeconds = readSeconds(event, talk.wait) ?? 0;
  } else if (leaving !== undefined) {
    visit.status = leaving.status;
    visit.waitSeconds = readSeconds(event, leaving.wait) ?? event.at - visit.enteredAt;
  }
}

function startVisit(event: QueueEvent): QueueVisit {
  return {
    queue: event.queue,
    enteredAt: event.at,
    waitSeconds: 0,
    status: null,
    connectedAt: null,
    ringSeconds: 0,
    talkSeconds: null,
  };
}

/** The caller's last stay in the event's queue; one is begun when the log lost its beginning. */
function findVisit(event: QueueEvent, visits: QueueVisit[]): QueueVisit {
  const known = visits.findLast((visit) => visit.queue === event.queue);
  if (known !== undefined) return known;
  const lost = startVisit(event);
  visits.push(lost);
  return lost;
}

function readSeconds(event: QueueEvent, index: number): number | null {
  const text = event.args.at(index);
  const seconds = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds : null;
}
