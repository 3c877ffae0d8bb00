import type { QueueOutcome } from '../attribute/queue-outcome.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import type { Row } from '../attribute/read-rows.ts';
import type { UnplacedStep } from './find-transfers.ts';
import { callableParty, callerOf, dialledOf, serviceParty } from './parties.ts';

/** The caller's stays in queues: as the queue log tells them, else that there was one. */
export function tellQueues(call: CallFacts, { visits }: QueueOutcome): readonly UnplacedStep[] {
  if (visits.length === 0 && !call.rows.some(isQueue)) return NO_STEPS;
  const rows = call.rows.filter(isQueue);
  if (visits.length === 0) return rows.slice(0, 1).map((row) => tellUnlogged(row, call));
  return visits.flatMap((visit) => {
    const queue = call.directory.queueByName(visit.queue, call.at);
    const row = rows.find(({ dialled }) => dialled?.number === queue?.number) ?? rows[0] ?? call.origin;
    const other = queue === undefined ? serviceParty(visit.queue, call.company) : callableParty(queue);
    const who = callerOf(row, call);
    const wait = visit.status === null ? null : visit.waitSeconds;
    const entered = { at: visit.enteredAt, kind: 'queued', who, other, seconds: wait, how: '', row } as const;
    if (visit.status === null || visit.connectedAt !== null) return [entered];
    const leftAt = visit.enteredAt + visit.waitSeconds;
    return [
      entered,
      { at: leftAt, kind: 'left-queue', who, other, seconds: visit.waitSeconds, how: visit.status, row },
    ];
  });
}

const NO_STEPS: readonly UnplacedStep[] = [];

function isQueue({ cdr }: Row): boolean {
  return cdr.lastapp === 'Queue';
}

function tellUnlogged(row: Row, call: CallFacts): UnplacedStep {
  return {
    at: row.cdr.startAt,
    kind: 'queued',
    who: callerOf(row, call),
    other: dialledOf(row, call),
    seconds: null,
    how: '',
    row,
  };
}
