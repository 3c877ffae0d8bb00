import { type OutboundLeg, UNKNOWN_DEVICE } from '../../core/call-leg.ts';
import type { Callable } from '../../core/directory.ts';
import { numberOfClid, numberOfDial } from './dialled-number.ts';
import { type Dial, type Dialler, findDials, unknownDialler } from './find-dials.ts';
import type { QueueOutcome, QueueVisit } from './queue-outcome.ts';
import type { CallFacts } from './read-call.ts';
import { answeredAt, endedAt, lastEnd, type Row } from './read-rows.ts';

/** The outbound legs of a call: one for each device that dialled, and one more for each further outside call it made. */
export function findOutboundLegs(call: CallFacts, outcome: QueueOutcome): OutboundLeg[] {
  const dials = findDials(call);
  if (dials.length < 2) return dials.map((dial) => makeLeg(dial, 0, call, outcome));
  const parts = new Map<string, number>();
  return dials.map((dial) => {
    const key = keyOf(dial.dialler);
    const part = parts.get(key) ?? 0;
    parts.set(key, part + 1);
    return makeLeg(dial, part, call, outcome);
  });
}

/** The leg of a call of which nobody on this PBX can be named, so that its records stay in the reports. */
export function makeUnknownLeg(call: CallFacts, outcome: QueueOutcome): OutboundLeg {
  const dialler = unknownDialler(call.origin, call);
  return makeLeg({ dialler, outside: false, rows: [...call.rows] }, 0, call, outcome);
}

/** Legs are kept by call, company, device and part: all unknown devices of a company share one key. */
function keyOf({ device, company }: Dialler): string {
  return device?.id ?? `${UNKNOWN_DEVICE} ${company}`;
}

function makeLeg(dial: Dial, part: number, call: CallFacts, outcome: QueueOutcome): OutboundLeg {
  const { dialler, rows, outside } = dial;
  const [first = call.origin] = rows;
  const answer = rows.find((row) => row.answered);
  const { device } = dialler;
  const merged = device?.kind === 'keevio' ? (call.directory.handsetOf(device, call.at) ?? device) : device;
  const times = measureDial(dial, first, answer, outcome);
  const trunk = outside ? findTrunk(rows, answer) : '';
  const dialled = outside
    ? undefined
    : (first.dialled ?? findAnswerer(answer, call) ?? findParked(first, call));
  return {
    company: dialler.company,
    device: device?.id ?? UNKNOWN_DEVICE,
    owner: device?.owner ?? 'Unknown device',
    sipName: dialler.sipName,
    mergeDevice: merged?.id ?? UNKNOWN_DEVICE,
    mergeSipName: merged?.sipName ?? dialler.sipName,
    startAt: first.cdr.startAt,
    part,
    acctid: (answer ?? first).cdr.acctid,
    dialled: findNumber(first, outside, call.directory.dialling(dialler.company, trunk).outsideLine),
    internal: dialled !== undefined,
    calledInfo: dialled?.name ?? '',
    billsec: times.billsec,
    ringSeconds: times.ringSeconds,
    answered: times.answered,
    onPbx: !outside,
    trunk,
    cid: first.cdr.outcid || numberOfClid(first.cdr.clid) || first.cdr.src,
    transferred: call.transferred,
  };
}

/** The number as dialled. Where a transfer or a forward wrote another into `dst`, what the records still tell of it. */
function findNumber({ cdr, dialled, overwritten }: Row, outside: boolean, outsideLine: string): string {
  if (dialled === undefined) return cdr.dst;
  if (outside) return withOutsideLine(numberOfDial(cdr.lastdata), outsideLine) || cdr.dst;
  return overwritten ? dialled.number : cdr.dst;
}

/**
 * A number that the PBX itself gave to a trunk, as a person would have dialled it. It is read like any other when it
 * is priced, now and again from the store: without the prefix, 9175550123 would lose its 9 where 9 leads outside.
 */
function withOutsideLine(number: string, outsideLine: string): string {
  return number === '' || number.startsWith('+') ? number : outsideLine + number;
}

/** A number the directory does not have was an inside one all the same when a known phone answered it. */
function findAnswerer(answer: Row | undefined, call: CallFacts): Callable | undefined {
  const device = answer?.to.device;
  if (device === undefined) return undefined;
  const [number = ''] = device.extensions;
  const known = call.directory.callable(number, device.company, call.at);
  return known ?? { kind: 'extension', number, name: device.owner, company: device.company, members: [] };
}

/** Whoever dials a parking slot calls who is parked there: somebody outside, of whom no more than the number is known. */
function findParked({ cdr, to }: Row, call: CallFacts): Callable | undefined {
  if (cdr.lastapp !== 'ParkedCall') return undefined;
  const name = call.index.from(to.channel)[0]?.cdr.src ?? '';
  return { kind: 'extension', number: cdr.dst, name, company: call.company, members: [] };
}

function findTrunk(rows: readonly Row[], answer: Row | undefined): string {
  const carried = answer?.to.trunk ?? rows.find((row) => row.to.trunk !== undefined)?.to.trunk;
  return carried?.id ?? '';
}

interface Times {
  readonly answered: boolean;
  readonly ringSeconds: number;
  readonly billsec: number;
}

function measureDial(dial: Dial, first: Row, answer: Row | undefined, outcome: QueueOutcome): Times {
  const { startAt } = first.cdr;
  const end = lastEnd(dial.rows);
  if (!dial.outside && outcome.visits.length > 0 && dial.rows.some((row) => row.cdr.lastapp === 'Queue')) {
    const queued = measureQueued(first, end, outcome);
    if (queued.answered || answer === undefined) return queued;
  }
  if (answer === undefined) return { answered: false, ringSeconds: end - startAt, billsec: 0 };
  const talk = findTalk(dial.rows, answer);
  return { answered: true, ringSeconds: talk.from - startAt, billsec: talk.until - talk.from };
}

/** A call to a queue: its log knows when a member took it, which the record of a queue that answers first does not. */
function measureQueued(first: Row, end: number, outcome: QueueOutcome): Times {
  const { startAt } = first.cdr;
  const straight = first.cdr.lastapp === 'Queue' && outcome.qtime !== '';
  const visit = outcome.visits.findLast(({ connectedAt }) => connectedAt !== null);
  const billsec = visit === undefined ? 0 : measureVisit(visit, end);
  const until = visit?.connectedAt ?? end;
  return {
    answered: visit !== undefined,
    ringSeconds: straight ? Number(outcome.qtime) : Math.max(0, until - startAt),
    billsec,
  };
}

/** Seconds of talk with a queue's member: as logged, or until `end` when the log does not tell. */
export function measureVisit(visit: QueueVisit, end: number): number {
  if (visit.connectedAt === null) return 0;
  return visit.talkSeconds ?? Math.max(0, end - visit.connectedAt);
}

/** Talk on the answered channel, from its first answer to its last end: a transfer may spread it over several rows. */
function findTalk(rows: readonly Row[], answer: Row): { readonly from: number; readonly until: number } {
  let from = answeredAt(answer.cdr);
  let until = from + answer.cdr.billsec;
  for (const row of rows) {
    if (!row.answered || row.to.channel !== answer.to.channel) continue;
    from = Math.min(from, answeredAt(row.cdr));
    until = Math.max(until, endedAt(row.cdr));
  }
  return { from, until };
}
