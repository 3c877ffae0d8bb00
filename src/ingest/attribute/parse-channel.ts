/** A channel's name taken apart: `SIP/0500000004000-0000001a` is the peer `0500000004000` of `SIP/0500000004000`. */
export interface ChannelName {
  /** Technology and peer, without the suffix that makes the channel unique: what a trunk lists as its channel. */
  readonly base: string;
  /** The peer alone: what a device has as its SIP name. */
  readonly peer: string;
  /** Half of a Local pair: not a phone and not a trunk, but a joint between two records. */
  readonly local: boolean;
}

const NO_CHANNEL: ChannelName = { base: '', peer: '', local: false };

/**
 * Takes a channel name apart: `SIP/NAME-hex`, `PJSIP/NAME-hex`, `IAX2/NAME-num`, `DAHDI/1-1`, `Local/204@ctx-000;2`.
 * A name may hold dashes itself (`SIP/trunk-a-00000004`), so only the last one starts the suffix. ISDN channels carry
 * the dialled number after a second slash (`DAHDI/i1/01614960049-2`): the line is what stands before it.
 */
export function parseChannel(channel: string): ChannelName {
  if (channel === '') return NO_CHANNEL;
  const slash = channel.indexOf('/');
  const dash = channel.lastIndexOf('-');
  let end = dash > slash ? dash : channel.length;
  const line = channel.indexOf('/', slash + 1);
  if (line > 0 && line < end) end = line;
  const local = channel.startsWith('Local/');
  return { base: channel.slice(0, end), peer: channel.slice(slash + 1, end), local };
}

/** The `;1` half of the Local pair of which `channel` is the `;2` half; empty when it is not one. */
export function firstHalf(channel: string): string {
  return channel.endsWith(';2') ? `${channel.slice(0, -1)}1` : '';
}
