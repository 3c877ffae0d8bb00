import type { Socket } from 'node:net';
import { RingledgerError } from '../../core/errors.ts';
import type { FeedContext } from './feed.ts';
import { HeldLines } from './held-lines.ts';
import { answerPanasonic } from './panasonic-dialogue.ts';
import { SmdrConnection } from './smdr-connection.ts';
import type { SmdrReading, SmdrSettings } from './smdr-settings.ts';
import type { LineTaker } from './smdr-sockets.ts';
import { listSpool, readSpooled, removeSpooled, Spool } from './spool.ts';
import { wait } from './wait.ts';

const GATHER_MS = 250;
const LOOK_MS = 50;
/** With more lines untaken no more are read, so that the PBX keeps them in its own buffer. */
const MOST_WAITING = 20_000;

/** Lines of all connections of a source, in a spool until they are landed. */
export class LinePool {
  readonly #feed: FeedContext;
  readonly #settings: SmdrSettings;
  readonly #spool: Spool;
  readonly #paused = new Set<Socket>();
  readonly #open = new Map<number, SmdrConnection>();
  readonly #held = new HeldLines();
  #connections = 0;
  #failure: RingledgerError | undefined;

  /** Lands what a life before has left in the spool, first of all. */
  static async open(feed: FeedContext, settings: SmdrSettings): Promise<LinePool> {
    const names = await listSpool(feed.spool);
    for (const name of names) await landSpooled(feed, name, name === names.at(-1));
    return new LinePool(feed, settings, names);
  }

  private constructor(feed: FeedContext, settings: SmdrSettings, names: readonly string[]) {
    this.#feed = feed;
    this.#settings = settings;
    this.#spool = new Spool(feed.spool, readingOf(feed, settings), names);
  }

  get waiting(): number {
    return this.#held.count;
  }

  accept(socket: Socket): LineTaker {
    const { format, mode, password } = this.#settings;
    const from = ++this.#connections;
    const connection = new SmdrConnection(readingOf(this.#feed, this.#settings));
    this.#open.set(from, connection);
    return {
      take: (chunk) => {
        const at = this.#feed.now();
        this.#keep(from, at, Buffer.from(chunk).toString('latin1'));
        if (format === 'panasonic' && mode === 'connect') answerPanasonic(socket, chunk, password);
        this.#held.add(connection.take(chunk, at), connection.format);
        if (this.waiting < MOST_WAITING && this.#failure === undefined) return true;
        this.#paused.add(socket);
        return false;
      },
      end: () => {
        this.#paused.delete(socket);
        this.#open.delete(from);
        this.#keep(from, this.#feed.now(), null);
        this.#held.add(connection.end(), connection.format);
      },
    };
  }

  /** Lands what has come; refuses, when all of it has landed, where the disk does not keep what comes. */
  async landNext(): Promise<void> {
    if (this.waiting > 0) return this.#land();
    if (this.#failure !== undefined) throw this.#failure;
    await wait(LOOK_MS, this.#feed.signal);
  }

  close(): Promise<void> {
    return this.#spool.close();
  }

  async #land(): Promise<void> {
    await wait(GATHER_MS, this.#feed.signal);
    const landed = this.#turn();
    await this.#held.land(this.#feed);
    landed();
    this.#feed.tell({ waiting: this.waiting });
    for (const socket of this.#paused) socket.resume();
    this.#paused.clear();
  }

  #turn(): () => void {
    const at = this.#feed.now();
    const unfinished = [...this.#open]
      .filter(([, { unfinished }]) => unfinished.length > 0)
      .map(([from, { unfinished }]) => ({ from, at, bytes: unfinished.toString('latin1') }));
    try {
      return this.#spool.turn(unfinished);
    } catch (error) {
      this.#fail(error);
      return () => {};
    }
  }

  #keep(from: number, at: number, bytes: string | null): void {
    try {
      this.#spool.write({ from, at, bytes });
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    this.#failure ??= new RingledgerError(
      'store-unavailable',
      `Lines that come cannot be kept in ${this.#feed.spool} (${code ?? message}), and a PBX does not send them again: see that the disk of the data folder has room and may be written. Until then the PBX is not listened to.`,
    );
  }
}

function readingOf({ zone }: FeedContext, { format, pbx, dates }: SmdrSettings): SmdrReading {
  return { format, pbx, dates, zone };
}

/**
 * Lands a part as it would have landed then. A line that was not whole stands again in the part behind; of the last part
 * it was cut off by the end of the server.
 */
async function landSpooled(feed: FeedContext, name: string, isLast: boolean): Promise<void> {
  const { heading, pieces } = await readSpooled(feed.spool, name);
  const open = new Map<number, SmdrConnection>();
  const held = new HeldLines();
  for (const { from, at, bytes } of pieces) {
    const connection = open.get(from) ?? new SmdrConnection(heading as SmdrReading);
    if (bytes === null) open.delete(from);
    else open.set(from, connection);
    const part = bytes === null ? connection.end() : connection.take(Buffer.from(bytes, 'latin1'), at);
    held.add(part, connection.format);
  }
  if (isLast) for (const connection of open.values()) held.add(connection.end(), connection.format);
  await held.land(feed);
  removeSpooled(feed.spool, name);
}
