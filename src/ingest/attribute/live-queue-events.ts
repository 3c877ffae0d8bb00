import type { QueueEvent } from '../../core/cdr.ts';

/**
 * Events of a call's callers in queues, as the queue log would have them. The manager interface tells of the same facts
 * under names of its own (sources/ami-queue-event.ts): a caller of whom the log tells is told of by the log alone, as
 * it tells more; of another the manager's events count. So it changes nothing which of the two comes first.
 */
export function preferLog(events: readonly QueueEvent[]): readonly QueueEvent[] {
  if (!events.some(({ event }) => LIVE.has(event))) return events;
  const logged = new Set(events.filter(({ event }) => !LIVE.has(event)).map(({ callid }) => callid));
  const told = events.filter(({ callid, event }) => !LIVE.has(event) || !logged.has(callid));
  return told.filter((event) => !isServed(event, told)).map(toLogged);
}

/** How the log tells of it; the manager's arguments are those of `sources/ami-queue-event.ts`. */
type Retell = (args: readonly string[]) => Pick<QueueEvent, 'event' | 'args'>;

const LIVE: ReadonlyMap<string, Retell> = new Map<string, Retell>([
  [
    'QueueCallerJoin',
    ([caller = '', position = '']) => ({ event: 'ENTERQUEUE', args: ['', caller, position] }),
  ],
  ['QueueCallerAbandon', (args) => ({ event: 'ABANDON', args })],
  ['QueueCallerLeave', () => ({ event: 'LEFT', args: [] })],
  ['AgentConnect', (args) => ({ event: 'CONNECT', args })],
  [
    'AgentComplete',
    ([wait = '', talk = '', reason]) =>
      reason === 'transfer'
        ? { event: 'TRANSFER', args: ['', '', wait, talk] }
        : { event: 'COMPLETEAGENT', args: [wait, talk] },
  ],
]);

function toLogged(event: QueueEvent): QueueEvent {
  const retell = LIVE.get(event.event);
  return retell === undefined ? event : { ...event, ...retell(event.args) };
}

/**
 * A caller leaves the queue in any case: who was connected, or gave up, in that stay left by that. Of the others only
 * the log knows whether they ran out of time, pressed a key, or the queue had nobody left.
 */
function isServed(event: QueueEvent, events: readonly QueueEvent[]): boolean {
  if (event.event !== 'QueueCallerLeave') return false;
  const mine = events.filter(({ callid, queue }) => callid === event.callid && queue === event.queue);
  const joins = mine.filter((one) => one.event === 'QueueCallerJoin').map(({ at }) => at);
  const from = Math.max(0, ...joins.filter((at) => at <= event.at));
  const to = Math.min(Number.POSITIVE_INFINITY, ...joins.filter((at) => at > event.at));
  return mine.some((one) => ENDS.has(one.event) && one.at >= from && one.at <= to);
}

const ENDS = new Set(['AgentConnect', 'QueueCallerAbandon']);
