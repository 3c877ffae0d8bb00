import type { AmiMessage } from './ami-message.ts';
import type { ReadQueueEvent } from './queue-log.ts';

/**
 * Events of queues that tell what became of a caller, and which of their fields are kept, in order
 * (https://docs.asterisk.org, AMI events of app_queue). They keep the manager's names: the queue log has the same facts
 * in lines of its own, a second later at times, with the caller's first position, which events lack. So no event can be
 * made the log's line, and where a log tells of a caller it is believed alone (docs/sources-live.md).
 */
const EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['QueueCallerJoin', ['CallerIDNum', 'Position']],
  ['QueueCallerLeave', ['Position']],
  ['QueueCallerAbandon', ['Position', 'OriginalPosition', 'HoldTime']],
  ['AgentConnect', ['HoldTime', 'DestUniqueid', 'RingTime']],
  ['AgentComplete', ['HoldTime', 'TalkTime', 'Reason']],
]);

/**
 * A queue event out of a message; null where it is about no caller in a queue. `now` stands for its instant where
 * manager.conf does not say `timestampevents = yes`.
 */
export function toQueueEvent(message: AmiMessage, now: number, line: number): ReadQueueEvent | null {
  const event = message.field('Event');
  const names = EVENTS.get(event);
  const callid = message.field('Uniqueid');
  const queue = message.field('Queue');
  if (names === undefined || callid === '' || queue === '') return null;
  const at = Math.floor(Number(message.field('Timestamp'))) || now;
  const agent = message.field('MemberName') || 'NONE';
  const args = names.map((name) => message.field(name));
  return {
    line,
    raw: [at, callid, queue, agent, event, ...args].join('|'),
    event: { at, callid, queue, agent, event, args },
  };
}
