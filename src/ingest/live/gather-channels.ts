import type { LiveChannel } from './channel-board.ts';

/** Channels of one call, those that began first at the front. */
export type ChannelGroup = readonly LiveChannel[];

/** Channels that a PBX makes for its own purposes: for announcements, recordings, messages, and what a transfer leaves. */
const NOBODY = /^(?:Message|Surrogate|CBAnn|CBRec|Announcer|Recorder|AsyncGoto|Bridge)\/|<ZOMBIE>$/;

/**
 * Puts channels together that are of one call: by linkedid, by the bridge they are in, and while one rings by which other
 * rings it. The linkedid alone would not do: once two calls have become one it is told only with a channel's next event.
 */
export function gatherChannels(channels: Iterable<LiveChannel>): readonly ChannelGroup[] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const join = (one: string, other: string) => parents.set(rootOf(one), rootOf(other));
  const people = [...channels].filter(({ name }) => !NOBODY.test(name));
  const there = new Set(people.map(({ uniqueid }) => uniqueid));
  for (const { uniqueid, linkedid, bridge, dialledBy, isUp } of people) {
    join(`channel ${uniqueid}`, `call ${linkedid}`);
    if (bridge !== '') join(`channel ${uniqueid}`, `bridge ${bridge}`);
    if (!isUp && there.has(dialledBy)) join(`channel ${uniqueid}`, `channel ${dialledBy}`);
  }
  const groups = new Map<string, LiveChannel[]>();
  for (const channel of people) {
    const root = rootOf(`channel ${channel.uniqueid}`);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [channel]);
    else group.push(channel);
  }
  return [...groups.values()].map((group) => group.sort(compareChannels));
}

/** Channels of one second were made in the order of the counter after the dot. */
function compareChannels(one: LiveChannel, other: LiveChannel): number {
  const [mine, others] = [one.uniqueid, other.uniqueid];
  return one.startAt - other.startAt || mine.length - others.length || (mine < others ? -1 : 1);
}
