import type { LiveChannel } from './channel-board.ts';
import type { ChannelGroup } from './gather-channels.ts';

/** Two channels of a call that ring or talk, or one that does neither: what would be one record if it ended now. */
export interface ChannelPair {
  readonly from: LiveChannel;
  readonly to: LiveChannel | undefined;
  /** They are in one bridge. */
  readonly isJoined: boolean;
  /** Since when they ring or talk; null where they did before anybody listened. */
  readonly sinceAt: number | null;
}

/** The pairs of a call: who talks with whom, whom who rings, and whoever is alone with the PBX. */
export function pairChannels(group: ChannelGroup): readonly ChannelPair[] {
  const pairs = [...joinedPairs(group), ...ringingPairs(group)];
  const paired = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  const alone = group.filter((channel) => !paired.has(channel));
  return [...pairs, ...alone.map((from) => ({ from, to: undefined, isJoined: false, sinceAt: null }))].sort(
    (one, other) => one.from.startAt - other.from.startAt,
  );
}

function joinedPairs(group: ChannelGroup): readonly ChannelPair[] {
  const bridges = new Map<string, LiveChannel[]>();
  for (const channel of group) {
    if (channel.bridge === '') continue;
    const members = bridges.get(channel.bridge);
    if (members === undefined) bridges.set(channel.bridge, [channel]);
    else members.push(channel);
  }
  return [...bridges.values()].flatMap((members) => {
    // Who called: rung by none of the others, and there before them.
    const isRung = ({ dialledBy }: LiveChannel) => members.some(({ uniqueid }) => uniqueid === dialledBy);
    const first = members.find((one) => !isRung(one) && !one.isRung) ?? members.find((one) => !isRung(one));
    if (first === undefined) return [];
    return members
      .filter((one) => one !== first)
      .map((to) => ({ from: first, to, isJoined: true, sinceAt: latestOf(first.bridgedAt, to.bridgedAt) }));
  });
}

/** Where it is not known which channel rings one, it is taken to be the one that began the call. */
function ringingPairs(group: ChannelGroup): readonly ChannelPair[] {
  const caller = group.find(({ isRung }) => !isRung);
  return group.flatMap((to) => {
    if (to.bridge !== '' || !to.isRung) return [];
    const ringing = to.dialledBy === '' ? caller : group.find(({ uniqueid }) => uniqueid === to.dialledBy);
    return ringing === undefined ? [] : [{ from: ringing, to, isJoined: false, sinceAt: to.dialledAt }];
  });
}

function latestOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}
