/** What the address of the pages of queues says beside days and company. */
export interface QueueSearch {
  readonly kind?: 'queue' | 'group';
  /** Number of the one queue or ring group that is looked at. */
  readonly queue?: string;
  /** Seconds within which a call is answered in time. */
  readonly target?: number;
  /** What the heat map is of, where it is not of all calls. */
  readonly heat?: 'unanswered';
}

export const USUAL_TARGET = 20;
export const MOST_TARGET = 3600;

/** Reads an address: what is none of its words is left out. */
export function readQueueSearch(search: Record<string, unknown>): QueueSearch {
  const { kind, queue, target, heat } = search;
  const isTarget = Number.isInteger(target) && Number(target) >= 0 && Number(target) <= MOST_TARGET;
  return {
    ...(kind === 'queue' || kind === 'group' ? { kind } : {}),
    // Digits that people write into an address are read as a number.
    ...((typeof queue === 'string' && queue !== '') || typeof queue === 'number'
      ? { queue: String(queue) }
      : {}),
    ...(isTarget ? { target: Number(target) } : {}),
    ...(heat === 'unanswered' ? { heat } : {}),
  };
}
