import type { ChannelEvent, ChannelFacts } from './channel-event.ts';

/** A channel that is there. Instants are UTC epoch seconds. */
export interface LiveChannel {
  readonly uniqueid: string;
  linkedid: string;
  name: string;
  isUp: boolean;
  number: string;
  context: string;
  accountcode: string;
  /** The first number that it dialled, or was sent on to; empty where it was only rung. */
  dialled: string;
  readonly startAt: number;
  /** It was rung by another channel. */
  isRung: boolean;
  /** By which, by uniqueid; empty where that is not known. */
  dialledBy: string;
  dialString: string;
  dialledAt: number | null;
  /** The bridge in which it is with others; empty outside of any. */
  bridge: string;
  /** Null where it was there before anybody listened. */
  bridgedAt: number | null;
  /** The queue that took it; it stays its call when a member answers. */
  queue: string;
  isWaiting: boolean;
  queuedAt: number | null;
}

/** A PBX has no more channels than that; events that never end must not take the memory of the reports. */
const MOST_CHANNELS = 20_000;
/** Of channels that have ended at least so many are known, so that what is told late of one does not bring it back. */
const LEAST_ENDED = 2_000;
/** No name or number is longer, whatever a dialplan writes there. */
const LONGEST_TEXT = 160;

/** Places in a dialplan that are no number anybody dialled (Asterisk's special extensions). */
const NO_NUMBER = new Set(['', 's', 'h', 'i', 't', 'T', 'e', 'o', 'a', 'failed']);

/**
 * The channels of one PBX as events tell of them. A list of all channels, asked for now and then, mends what was not
 * told: from `beginList` to `endList` what is listed is there, and what is not listed, and of which nothing else was
 * told meanwhile, is there no longer.
 */
export class ChannelBoard {
  readonly #channels = new Map<string, LiveChannel>();
  #ended = new Set<string>();
  #endedBefore: ReadonlySet<string> = new Set();
  /** Channels of which anything was told since the list began; null while there is none. */
  #told: Set<string> | null = null;
  #isFull = false;

  /** In the order in which they were first told of. */
  channels(): Iterable<LiveChannel> {
    return this.#channels.values();
  }

  /** Whether there were more channels than are kept. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Takes what happened at an instant; whether that changed anything. */
  take(event: ChannelEvent, at: number): boolean {
    switch (event.kind) {
      case 'seen':
        return this.#find(event.channel, at, event.isNew) !== undefined;
      case 'listed':
        return this.#list(event, at);
      case 'dialled':
        return this.#dial(event, at);
      case 'bridged':
        return this.#bridge(event, at);
      case 'unbridged':
        return this.#unbridge(event, at);
      case 'queued':
        return this.#queue(event, at);
      case 'unqueued':
        return this.#unqueue(event.channel, at);
      case 'renamed':
        return this.#change(event.uniqueid, (channel) => {
          channel.name = cut(event.name);
        });
      case 'sent-on':
        return this.#change(event.uniqueid, (channel) => {
          channel.dialled = cut(event.exten);
        });
      case 'gone':
        return this.#end(event.uniqueid);
    }
  }

  beginList(): void {
    this.#told = new Set();
    this.#isFull = false;
  }

  /** Whether something that was thought to be there is not. */
  endList(): boolean {
    const told = this.#told ?? new Set();
    this.#told = null;
    let isChanged = false;
    for (const uniqueid of [...this.#channels.keys()]) {
      if (!told.has(uniqueid)) isChanged = this.#end(uniqueid) || isChanged;
    }
    return isChanged;
  }

  /** The list is not finished: nothing is known to be gone. */
  giveUpList(): void {
    this.#told = null;
  }

  #list(listed: ChannelEvent & { kind: 'listed' }, at: number): boolean {
    const { channel: facts, seconds, bridge, queue } = listed;
    const channel = this.#find(facts, at - seconds, true);
    if (channel === undefined) return false;
    if (listed.isRung && !channel.isRung) {
      channel.isRung = true;
      channel.dialled = '';
    }
    if (channel.bridge !== bridge) {
      channel.bridge = cut(bridge);
      channel.bridgedAt = null;
    }
    if (channel.queue !== queue) channel.queuedAt = null;
    channel.queue = cut(queue);
    channel.isWaiting = queue !== '' && bridge === '';
    return true;
  }

  #dial({ from, to, dialString }: ChannelEvent & { kind: 'dialled' }, at: number): boolean {
    const rung = this.#find(to, at, true);
    const ringing = from === null ? undefined : this.#find(from, at, true);
    if (rung === undefined) return ringing !== undefined;
    rung.isRung = ringing !== undefined;
    rung.dialledBy = ringing?.uniqueid ?? '';
    rung.dialString = cut(dialString);
    rung.dialledAt = at;
    // Where a channel that is rung stands in the dialplan is where its caller stood.
    rung.dialled = '';
    return true;
  }

  #bridge({ channel: facts, bridge, isHolding }: ChannelEvent & { kind: 'bridged' }, at: number): boolean {
    const channel = this.#find(facts, at, true);
    if (channel === undefined) return false;
    channel.bridge = isHolding ? '' : cut(bridge);
    channel.bridgedAt = isHolding ? null : at;
    return true;
  }

  /** It may have entered another one before it is told that it left. */
  #unbridge({ channel: facts, bridge }: ChannelEvent & { kind: 'unbridged' }, at: number): boolean {
    const channel = this.#find(facts, at, false);
    if (channel?.bridge !== bridge) return channel !== undefined;
    channel.bridge = '';
    channel.bridgedAt = null;
    return true;
  }

  #queue({ channel: facts, queue }: ChannelEvent & { kind: 'queued' }, at: number): boolean {
    const channel = this.#find(facts, at, true);
    if (channel === undefined) return false;
    channel.queue = cut(queue);
    channel.isWaiting = true;
    channel.queuedAt = at;
    return true;
  }

  #unqueue(facts: ChannelFacts, at: number): boolean {
    const channel = this.#find(facts, at, false);
    if (channel === undefined) return false;
    channel.isWaiting = false;
    channel.queuedAt = null;
    return true;
  }

  #change(uniqueid: string, change: (channel: LiveChannel) => void): boolean {
    const channel = this.#channels.get(uniqueid);
    if (channel === undefined) return false;
    this.#told?.add(uniqueid);
    change(channel);
    return true;
  }

  #end(uniqueid: string): boolean {
    this.#ended.add(uniqueid);
    if (this.#ended.size > LEAST_ENDED) {
      this.#endedBefore = this.#ended;
      this.#ended = new Set();
    }
    return this.#channels.delete(uniqueid);
  }

  /** The channel as it is now; a new one where `mayBegin`, unless it has ended or there are too many. */
  #find(facts: ChannelFacts, startAt: number, mayBegin: boolean): LiveChannel | undefined {
    const channel =
      this.#channels.get(facts.uniqueid) ?? (mayBegin ? this.#begin(facts, startAt) : undefined);
    if (channel === undefined) return undefined;
    this.#told?.add(facts.uniqueid);
    channel.linkedid = cut(facts.linkedid);
    channel.name = cut(facts.name);
    channel.isUp = facts.isUp;
    channel.number = cut(facts.number);
    channel.context = cut(facts.context);
    channel.accountcode = cut(facts.accountcode);
    const isSettled = channel.dialled !== '' || channel.isRung;
    if (!isSettled && !NO_NUMBER.has(facts.exten)) channel.dialled = cut(facts.exten);
    return channel;
  }

  #begin(facts: ChannelFacts, startAt: number): LiveChannel | undefined {
    const { uniqueid } = facts;
    const hasEnded = this.#ended.has(uniqueid) || this.#endedBefore.has(uniqueid);
    if (hasEnded || uniqueid.length > LONGEST_TEXT) return undefined;
    if (this.#channels.size >= MOST_CHANNELS) {
      this.#isFull = true;
      return undefined;
    }
    const channel: LiveChannel = {
      ...{ uniqueid, linkedid: '', name: '', isUp: false, number: '', context: '' },
      ...{
        accountcode: '',
        dialled: '',
        startAt,
        isRung: false,
        dialledBy: '',
        dialString: '',
        dialledAt: null,
      },
      ...{ bridge: '', bridgedAt: null, queue: '', isWaiting: false, queuedAt: null },
    };
    this.#channels.set(channel.uniqueid, channel);
    return channel;
  }
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : text.slice(0, LONGEST_TEXT);
}
