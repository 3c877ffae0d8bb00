import type { Directory } from '../../core/directory.ts';
import type { LiveCall, LiveSource } from '../../core/live-call.ts';
import { ChannelBoard } from './channel-board.ts';
import type { ChannelEvent } from './channel-event.ts';
import { gatherChannels } from './gather-channels.ts';
import { tellCall } from './tell-call.ts';

/** By which a feed tells of calls while they go on. Nothing of it is kept. */
export interface LiveTeller {
  /** Calls will be told of once the PBX is reached; until then it counts as down. */
  expect(): void;
  /** It is reached: what was known of its channels before is forgotten. */
  begin(): LiveSession;
  /** Nobody reads the source any more. */
  close(): void;
}

/** One connection to a PBX, as far as its calls go. */
export interface LiveSession {
  take(event: ChannelEvent): void;
  /** Between the two, all channels there are come as events of the kind `listed`. */
  beginList(): void;
  endList(): void;
  /** No more of the list comes. */
  giveUpList(): void;
  /** What is not seen, and what would mend it; null where all is. */
  note(text: string | null): void;
  /** The connection is lost, and with it all that was known. */
  end(): void;
}

/** Calls in progress of all sources that this process reads. */
export interface LiveBoard {
  teller(source: string): LiveTeller;
  /** Grows with everything that happens. */
  readonly version: number;
  sources(): readonly LiveSource[];
  /** The calls, those that began first at the front. */
  calls(directory: Directory): readonly LiveCall[];
}

interface Entry {
  name: string;
  isUp: boolean;
  sinceAt: number;
  note: string | null;
  channels: ChannelBoard;
}

const TOO_MANY = 'This PBX has more channels than are followed: some of its calls are not seen.';

/** `now` in UTC epoch seconds. */
export function createLiveBoard(now: () => number): LiveBoard {
  const entries = new Map<string, Entry>();
  let version = 0;

  function turn(name: string, isUp: boolean): Entry {
    version += 1;
    const before = entries.get(name);
    const sinceAt = before?.isUp === isUp ? before.sinceAt : now();
    const entry: Entry = { name, isUp, sinceAt, note: null, channels: new ChannelBoard() };
    entries.set(name, entry);
    return entry;
  }

  function begin(name: string): LiveSession {
    const entry = turn(name, true);
    const { channels } = entry;
    /** A connection that was followed by another has nothing more to say. */
    const noteChange = (isChanged: boolean) => {
      if (isChanged && entries.get(name) === entry) version += 1;
    };
    return {
      take: (event) => noteChange(channels.take(event, now())),
      beginList: () => channels.beginList(),
      endList: () => noteChange(channels.endList()),
      giveUpList: () => channels.giveUpList(),
      note: (text) => {
        const isChanged = entry.note !== text;
        entry.note = text;
        noteChange(isChanged);
      },
      end: () => {
        if (entries.get(name) === entry) turn(name, false);
      },
    };
  }

  return {
    teller: (name) => ({
      expect: () => {
        if (!entries.has(name)) turn(name, false);
      },
      begin: () => begin(name),
      close: () => {
        if (entries.delete(name)) version += 1;
      },
    }),
    get version() {
      return version;
    },
    sources: () =>
      [...entries.values()]
        .map(({ name, isUp, sinceAt, note, channels }) => ({
          ...{ name, isUp, sinceAt },
          note: note ?? (channels.isFull ? TOO_MANY : null),
        }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    calls: (directory) =>
      [...entries.values()]
        .flatMap(({ name, channels }) =>
          gatherChannels(channels.channels()).flatMap(
            (group) => tellCall(group, name, directory, now()) ?? [],
          ),
        )
        .sort((one, other) => one.startAt - other.startAt || (one.id < other.id ? -1 : 1)),
  };
}
