import type { Cdr } from '../../core/cdr.ts';
import { callKeyOf, identifyText } from '../identify.ts';

/** What of a record says which others are of its call. */
export type NamedRecord = Pick<
  Cdr,
  'linkedid' | 'uniqueid' | 'channel' | 'dstchannel' | 'lastapp' | 'startAt' | 'duration'
>;

/** The names of a record as 52-bit hashes. Records of one call share one of them, or are tied by one that has both. */
export interface CallNames {
  readonly callKey: number;
  /** The call key of the same record where the linkedid is missing; `callKey` itself where that says no more. */
  readonly uniqueidKey: number;
  /** Its channels, as far as they tell calls apart; 0 for none. */
  readonly channel: number;
  readonly dstchannel: number;
  /** From when until when it has them, in UTC epoch seconds. */
  readonly fromAt: number;
  readonly toAt: number;
}

/**
 * The names of a record. One that has nothing but a line's name (`DAHDI/1-1`) shares its key with all calls of that line
 * on that day, so that it ties none of them to others.
 */
export function namesOf(record: NamedRecord): CallNames {
  const callKey = callKeyOf(record);
  const { linkedid, uniqueid, dstchannel, lastapp } = record;
  const channel = identifyChannel(record.channel);
  const fromAt = record.startAt;
  const toAt = fromAt + record.duration;
  if (channel === 0 && linkedid === '' && uniqueid === '')
    return { callKey, uniqueidKey: callKey, channel, dstchannel: 0, fromAt, toAt };
  const uniqueidKey =
    linkedid === '' || uniqueid === '' || uniqueid === linkedid ? callKey : identifyText(uniqueid);
  return {
    callKey,
    uniqueidKey,
    channel,
    dstchannel: GATHERINGS.has(lastapp) ? 0 : identifyChannel(dstchannel),
    fromAt,
    toAt,
  };
}

/**
 * Applications that join channels which came by themselves, all day perhaps: that two of them met does not make their
 * calls one.
 */
export const GATHERINGS: ReadonlySet<string> = new Set([
  'ConfBridge',
  'MeetMe',
  'Conference',
  'AgentLogin',
  'Page',
]);

/**
 * Hash of a channel's name where it is one channel's: SIP, PJSIP and Local count their channels in eight hex digits, from
 * the start of the PBX. Both halves of a Local pair have one. 0 for names that come again all day (`DAHDI/1-1`,
 * `IAX2/office-77`) and for none.
 */
function identifyChannel(name: string): number {
  const end = name.charCodeAt(name.length - 2) === SEMICOLON ? name.length - 2 : name.length;
  if (end < SUFFIX_LENGTH || name.charCodeAt(end - SUFFIX_LENGTH) !== DASH) return 0;
  for (let at = end - SUFFIX_LENGTH + 1; at < end; at += 1) {
    const code = name.charCodeAt(at);
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return 0;
  }
  return identifyText(end === name.length ? name : name.slice(0, end));
}

const SEMICOLON = 0x3b;
const DASH = 0x2d;
const SUFFIX_LENGTH = 9;
