/** A channel's name taken apart: `SIP/0500000004000-0000001a` is the peer `0500000004000` of `SIP/0500000004000`. */
export interface ChannelName {
  /**
   * What a trunk may list as its channel, the most telling first: technology and peer, without the suffix that makes the
   * channel unique.
   */
  readonly bases: readonly string[];
  /** The peer alone: what a device has as its SIP name. */
  readonly peer: string;
  /** A peer of FreeSWITCH with the host that its channel names, `204@acme.example`; empty where it names none. */
  readonly address: string;
  /** Half of a pair that is not a phone and not a trunk, but a joint between two records. */
  readonly local: boolean;
}

/** What stands for a technology where a reader made a channel of a device's, a trunk's or a party's own name. */
const PLAIN = new Set(['CUCM', 'TCX', 'extension', 'freeswitch', 'outside', 'trunk', 'user']);

const NO_CHANNEL: ChannelName = { bases: [], peer: '', address: '', local: false };

/**
 * Takes a channel name apart: `SIP/NAME-hex`, `PJSIP/NAME-hex`, `IAX2/NAME-num`, `DAHDI/1-1`, `Local/204@ctx-000;2`.
 * A name may hold dashes itself (`SIP/trunk-a-00000004`), so only the last one starts the suffix. ISDN channels carry
 * the dialled number after a second slash (`DAHDI/i1/01614960049-2`): the line is what stands before it. FreeSWITCH's
 * `sofia/PROFILE/USER@HOST` has no suffix, nor has `sofia/gateway/NAME/NUMBER`, nor a name of CUCM
 * (`CUCM/SEP001122334455`, `CUCM/S0/SU1/DS1-0@GATEWAY`) or of any other PBX that names devices and not channels.
 */
export function parseChannel(channel: string): ChannelName {
  if (channel === '') return NO_CHANNEL;
  const slash = channel.indexOf('/');
  if (slash === -1) return { bases: [channel], peer: channel, address: '', local: false };
  if (PLAIN.has(channel.slice(0, slash))) {
    return { bases: [channel], peer: channel.slice(slash + 1), address: '', local: false };
  }
  if (channel.startsWith('sofia/')) return parseSofia(channel);
  const dash = channel.lastIndexOf('-');
  let end = dash > slash ? dash : channel.length;
  const line = channel.indexOf('/', slash + 1);
  if (line > 0 && line < end) end = line;
  const local = channel.startsWith('Local/') || channel.startsWith('loopback/');
  return { bases: [channel.slice(0, end)], peer: channel.slice(slash + 1, end), address: '', local };
}

/** A trunk of FreeSWITCH is a gateway, all that one profile carries, or of that what comes from or goes to one host. */
function parseSofia(channel: string): ChannelName {
  const [, profile = '', ...rest] = channel.split('/');
  const address = rest.join('/').replace(/^sips?:/, '');
  if (profile === 'gateway') {
    const [gateway = ''] = rest;
    return { bases: [`sofia/gateway/${gateway}`], peer: gateway, address: '', local: false };
  }
  const at = address.indexOf('@');
  const base = `sofia/${profile}`;
  if (at === -1) return { bases: [base], peer: address, address: '', local: false };
  const host = address.slice(at + 1).replace(/:\d+$/, '');
  const peer = address.slice(0, at);
  return { bases: [`${base}/@${host}`, base], peer, address: `${peer}@${host}`, local: false };
}

/**
 * The first half of the pair of which `channel` is the second; empty when it is not one. Of `Local/…;1` and `;2`
 * the second runs the dialplan, of FreeSWITCH's `loopback/…-a` and `-b` too.
 */
export function firstHalf(channel: string): string {
  if (channel.endsWith(';2')) return `${channel.slice(0, -1)}1`;
  return channel.startsWith('loopback/') && channel.endsWith('-b') ? `${channel.slice(0, -1)}a` : '';
}
