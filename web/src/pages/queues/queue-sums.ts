import type { QueueRow } from '../../api/queues.ts';
import type { CallSearch } from '../calls/call-search.ts';

/** What queues come to together. Medians of parts are none of the whole, and are left out. */
export function sumQueues(rows: readonly QueueRow[]) {
  const sum = (of: (row: QueueRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    offered: sum(({ offered }) => offered),
    answered: sum(({ answered }) => answered),
    unanswered: sum(({ unanswered }) => unanswered),
    abandoned: sum(({ abandoned }) => abandoned),
    inTime: {
      part: sum(({ serviceLevel }) => serviceLevel.part),
      of: sum(({ serviceLevel }) => serviceLevel.of),
    },
    longestWait: rows.reduce((most, { longestWait }) => Math.max(most, longestWait), 0),
    waits: (rows[0]?.waits ?? []).map(({ upTo }, at) => ({
      upTo,
      answered: sum(({ waits }) => waits[at]?.answered ?? 0),
      unanswered: sum(({ waits }) => waits[at]?.unanswered ?? 0),
    })),
  };
}

/** The calls that queues are offered, as the table of calls is asked for them. */
export function toQueueCalls(rows: readonly QueueRow[], more: CallSearch = {}): CallSearch {
  return { side: 'in', extension: [...new Set(rows.map(({ key }) => key))], ...more };
}

/** Calls whose caller gave up, as a queue log tells. */
export const ABANDONED: CallSearch = { outcome: 'missed', queueStatus: ['Abandoned'] };
