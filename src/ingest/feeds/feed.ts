import type { RingledgerError } from '../../core/errors.ts';
import type { Shape } from '../../core/json-shape.ts';
import type { CdrBatch } from '../cdr-batch.ts';
import type { CelBatch } from '../land-cel.ts';
import type { QueueLogBatch } from '../land-queue-log.ts';
import type { Landed } from '../landing.ts';
import type { LiveTeller } from '../live/live-board.ts';

/**
 * A **source** is a place where a PBX leaves or sends its records: a table, a growing file, a socket. A **feed** is the
 * code that reads one kind of source for as long as it is wanted. Every record a feed meets is landed, at least once;
 * its identity makes the second time harmless. So a feed may always go back a little, and never skips.
 */
export interface FeedKind {
  /** `asterisk-table`, `asterisk-ami`, `folder`: what `source add KIND` names. */
  readonly kind: string;
  /** One line for lists and `--help`. */
  readonly description: string;
  /** What it needs to know; properties named in `secrets` are kept encrypted and never shown. */
  readonly settings: Shape;
  readonly secrets: readonly string[];
  /** Whether it tells of calls while they go on, by `live`. */
  readonly tellsCalls?: boolean;
  /** Looks whether it would work, landing nothing: sentences on what was found, or a refusal that names the fix. */
  test(feed: Pick<FeedContext, 'settings' | 'signal' | 'now'>): Promise<readonly string[]>;
  /**
   * Reads until `signal` aborts. What it throws is shown as the source's error, and it is run again after a while that
   * grows from one second to a minute; a `RingledgerError` is shown by its own sentence.
   */
  run(feed: FeedContext): Promise<void>;
}

/** What a running feed is given. */
export interface FeedContext {
  /** The source's own name, under which its records and rejects are kept. */
  readonly name: string;
  /** As checked by the kind's shape, secrets in clear. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The PBX's zone, for sources that do not tell theirs. */
  readonly zone: string;
  readonly signal: AbortSignal;
  /** UTC epoch seconds. */
  readonly now: () => number;
  /** For a source of a kind that tells of calls while they go on. */
  readonly live: LiveTeller;
  /** Where it had come to, as it last told `land`; null at the very start. */
  readonly cursor: unknown;
  /** A folder of this source on this machine, made when it is needed, for what nobody sends again and has not landed. */
  readonly spool: string;
  /**
   * Lands records; once they are durable keeps `cursor` (any JSON) and resolves. A feed that has much to land need not wait:
   * what is given meanwhile is made ready while this is being written, and lands in order; the answer is then of all that
   * landed together. When one fails, so do those that were given after it. `taken` is called when its turn has come: who
   * gives no more before that keeps few records waiting, and nobody has to wait for the disk.
   */
  landCdrs(batch: Omit<CdrBatch, 'source'>, cursor?: unknown, taken?: () => void): Promise<Landed>;
  landQueueEvents(batch: Omit<QueueLogBatch, 'source'>, cursor?: unknown): Promise<Landed>;
  landCelEvents(batch: Omit<CelBatch, 'source'>, cursor?: unknown): Promise<Landed>;
  /** Keeps a cursor without records. */
  keepCursor(cursor: unknown): Promise<void>;
  /** Tells how far it is: how many records wait at the source, where that is known; and trouble that does not end it. */
  tell(state: { readonly waiting?: number | null; readonly trouble?: RingledgerError | null }): void;
}
