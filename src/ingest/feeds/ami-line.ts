import type { Socket } from 'node:net';
import type { AmiMessage } from '../sources/ami-message.ts';
import { AmiMessages, type HugeMessage, renderAction } from './ami-protocol.ts';

const PING_MS = 15_000;
/** Two pings unanswered, and a bit. */
const SILENCE_MS = 40_000;
/** With more messages untaken the socket is left unread: Asterisk then ends the session, which loses less than memory. */
const MOST_WAITING = 50_000;

/** A connection to a manager interface: actions and their answers, and events as they come. */
export class AmiLine {
  readonly #socket: Socket;
  readonly #signal: AbortSignal;
  readonly #messages = new AmiMessages();
  readonly #answers = new Map<string, AmiMessage | null>();
  readonly #stop = () => this.#end(new Error('the source is stopped'));
  #events: (AmiMessage | HugeMessage)[] = [];
  #ended: Error | null = null;
  #waiters: (() => void)[] = [];
  #actions = 0;
  #heardMs = performance.now();
  #pings: NodeJS.Timeout | undefined;
  #listener: ((event: AmiMessage) => boolean) | undefined;

  constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the manager interface closed the connection')));
    signal.addEventListener('abort', this.#stop, { once: true });
    if (signal.aborted) this.#stop();
  }

  /** The first line; null where none comes in time. */
  async greeting(withinMs: number): Promise<string | null> {
    await this.#until(() => this.#messages.greeting !== null, withinMs);
    return this.#messages.greeting;
  }

  /** Sends an action and resolves with its answer. */
  async ask(action: Readonly<Record<string, string>>, withinMs: number): Promise<AmiMessage> {
    this.#actions += 1;
    const id = String(this.#actions);
    this.#answers.set(id, null);
    this.#socket.write(renderAction({ ...action, ActionID: id }));
    await this.#until(() => this.#answers.get(id) !== null, withinMs);
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (answer) return answer;
    throw this.#ended ?? new Error(`the manager interface does not answer ${action['Action']}`);
  }

  /**
   * Resolves with the events that came since the last time; with none where none came for so long. Rejects when the
   * connection has ended and all that came by it is taken.
   */
  async next(withinMs: number): Promise<readonly (AmiMessage | HugeMessage)[]> {
    await this.#until(() => this.#events.length > 0, withinMs);
    if (this.#events.length === 0 && this.#ended !== null) throw this.#ended;
    return this.taken();
  }

  /** Hears every event the moment it comes; what it answers true to is done with, and none of those that wait. */
  listen(listener: (event: AmiMessage) => boolean): void {
    this.#listener = listener;
  }

  /** Takes the events that have come. */
  taken(): readonly (AmiMessage | HugeMessage)[] {
    const taken = this.#events;
    this.#events = [];
    this.#socket.resume();
    return taken;
  }

  /** Events that came and were not taken yet. */
  get waiting(): number {
    return this.#events.length;
  }

  /** Asks now and then whether the other end is there: `heard` is told that it was, and all it had sent has come. */
  keepAlive(heard: () => void): void {
    this.#pings = setInterval(() => {
      if (this.#socket.isPaused()) return;
      if (performance.now() - this.#heardMs > SILENCE_MS) {
        this.#end(new Error(`the manager interface was silent for ${SILENCE_MS / 1000} s`));
      } else {
        this.ask({ Action: 'Ping' }, PING_MS).then(heard, () => {});
      }
    }, PING_MS);
  }

  close(): void {
    if (this.#ended === null) this.#socket.write(renderAction({ Action: 'Logoff' }));
    this.#end(new Error('the connection was closed'));
  }

  #take(chunk: Uint8Array): void {
    this.#heardMs = performance.now();
    for (const message of this.#messages.push(chunk)) {
      if ('huge' in message) this.#events.push(message);
      else if (message.field('Event') !== '') {
        if (this.#listener?.(message) !== true) this.#events.push(message);
      } else if (this.#answers.has(message.field('ActionID'))) {
        this.#answers.set(message.field('ActionID'), message);
      }
    }
    if (this.#events.length > MOST_WAITING) this.#socket.pause();
    this.#wake();
  }

  #end(error: Error): void {
    if (this.#ended !== null) return;
    this.#ended = error;
    clearInterval(this.#pings);
    this.#signal.removeEventListener('abort', this.#stop);
    this.#socket.destroySoon();
    this.#wake();
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  /** Waits until `isSo`, or the connection has ended, or it is too late. */
  async #until(isSo: () => boolean, withinMs: number): Promise<void> {
    let isLate = false;
    const late = () => {
      isLate = true;
      this.#wake();
    };
    const timer = setTimeout(late, withinMs);
    while (!isSo() && this.#ended === null && !isLate) {
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
    clearTimeout(timer);
  }
}
