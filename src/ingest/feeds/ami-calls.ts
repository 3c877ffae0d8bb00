import type { LiveSession } from '../live/live-board.ts';
import { isOfCallClass, toChannelEvent } from '../sources/ami-channel-event.ts';
import type { AmiMessage } from '../sources/ami-message.ts';
import type { AmiLine } from './ami-line.ts';

/** How often all channels are asked for. */
export interface ListPace {
  /** Lest a call whose end was not told stay for ever. */
  readonly besideEventsMs: number;
  /** Where no event of a channel is sent, the list is all there is. */
  readonly aloneMs: number;
}

const PACE: ListPace = { besideEventsMs: 60_000, aloneMs: 10_000 };
const PATIENCE_MS = 20_000;

/**
 * Calls in progress at a manager interface: events of channels as they come, and every now and then the list of all
 * channels. Which of the two a user may have is said in manager.conf: `read = call` sends events, `write = system` or
 * `write = reporting` allows to ask (https://docs.asterisk.org, "AMI Actions": CoreShowChannels). With one of them there
 * is something to show, and a note of what the other would add.
 */
export class AmiCalls {
  readonly #line: AmiLine;
  readonly #session: LiveSession;
  readonly #username: string;
  readonly #pace: ListPace;
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;
  #hearsEvents = false;
  /** Channels of the last list, and of the one that comes. */
  #listed: ReadonlySet<string> | null = null;
  #listing: Set<string> | null = null;

  constructor(line: AmiLine, session: LiveSession, username: string, pace: ListPace = PACE) {
    this.#line = line;
    this.#session = session;
    this.#username = username;
    this.#pace = pace;
  }

  /** From here on events are taken, and the list is asked for. */
  start(): void {
    this.#line.listen((message) => this.#take(message));
    void this.#list();
  }

  stop(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#session.end();
  }

  /** Whether the message was about calls in progress alone, and is done with. */
  #take(message: AmiMessage): boolean {
    if (this.#isEnded) return false;
    if (message.field('Event') === 'CoreShowChannelsComplete') {
      this.#endList();
      return true;
    }
    const event = toChannelEvent(message);
    if (event === null) return false;
    if (event.kind === 'listed') this.#listing?.add(event.channel.uniqueid);
    else if (isOfCallClass(event)) this.#hearsEvents = true;
    this.#session.take(event);
    return event.kind !== 'queued' && event.kind !== 'unqueued';
  }

  async #list(): Promise<void> {
    this.#listing = new Set();
    this.#session.beginList();
    try {
      const answer = await this.#line.ask({ Action: 'CoreShowChannels' }, PATIENCE_MS);
      if (answer.field('Response') !== 'Success') {
        this.#session.note(this.#tellNoList(answer.field('Message')));
        this.#giveUpList();
        return;
      }
    } catch {
      // No answer in time: it is asked for again. A line that has ended says so itself.
      this.#giveUpList();
    }
    this.#plan();
  }

  #plan(): void {
    if (this.#isEnded) return;
    const { besideEventsMs, aloneMs } = this.#pace;
    this.#timer = setTimeout(() => void this.#list(), this.#hearsEvents ? besideEventsMs : aloneMs);
    this.#timer.unref();
  }

  #giveUpList(): void {
    this.#listing = null;
    if (!this.#isEnded) this.#session.giveUpList();
  }

  /** A channel that was not listed the last time has begun since, and an event would have told so. */
  #endList(): void {
    const [before, now] = [this.#listed, this.#listing];
    if (now === null) return;
    this.#listed = now;
    this.#listing = null;
    this.#session.endList();
    const hasBegun = before !== null && [...now].some((uniqueid) => !before.has(uniqueid));
    if (this.#hearsEvents) this.#session.note(null);
    else if (hasBegun) this.#session.note(this.#tellNoEvents());
  }

  #tellNoList(reason: string): string {
    return `The manager interface does not list its channels to ${this.#username} (${reason}): calls that began before the connection are not seen, and none where it sends no events of channels. Add reporting to the line write, and call to the line read, of the section [${this.#username}] of manager.conf.`;
  }

  #tellNoEvents(): string {
    return `The manager interface sends ${this.#username} no events of channels: calls are looked up every ${this.#pace.aloneMs / 1000} seconds. Add call to the line read of the section [${this.#username}] of manager.conf.`;
  }
}
