import type { Party } from './journey.ts';

/**
 * What a call in progress is doing: somebody rings or is being dialled, the caller waits in a queue, people talk, or the
 * PBX itself has the caller (a menu, a mailbox, a parking place).
 */
export const LIVE_STATES = ['ringing', 'queued', 'talking', 'served'] as const;
export type LiveState = (typeof LIVE_STATES)[number];

/** A call that is going on. Instants are UTC epoch seconds by this server's clock. */
export interface LiveCall {
  /** Stays the same for as long as the call goes on. */
  readonly id: string;
  readonly state: LiveState;
  readonly startAt: number;
  /** Since when it does that; null where it did before anybody listened. */
  readonly sinceAt: number | null;
  readonly direction: 'in' | 'out' | 'internal';
  readonly from: Party;
  /** What was dialled; null while nothing is. */
  readonly dialled: Party | null;
  /** Who is rung or talked to now. */
  readonly reached: readonly Party[];
  /** The queue that the caller waits in, or whose call it is; null where there is none. */
  readonly queue: Party | null;
  /** Companies in whose reports the call will stand. */
  readonly companies: readonly string[];
}

/** Whether a PBX that tells of its calls as they go on is heard. */
export interface LiveSource {
  readonly name: string;
  readonly isUp: boolean;
  /** Since when that is so, UTC epoch seconds. */
  readonly sinceAt: number;
  /** What is not seen of its calls, and what would mend that; null where all is seen. */
  readonly note: string | null;
}
