import type { ChannelEvent, ChannelFacts } from '../live/channel-event.ts';
import type { AmiMessage } from './ami-message.ts';

/**
 * What a message of the manager interface says of a channel; null where it says nothing that calls in progress are made
 * of. Fields are those of Asterisk 12 and later (https://docs.asterisk.org, "AMI Events": Newchannel, Newstate,
 * NewCallerid, DialBegin, DialState, DialEnd, BridgeEnter, BridgeLeave, Rename, BlindTransfer, Hangup, all of the class
 * CALL; QueueCallerJoin and QueueCallerLeave, of the class AGENT; CoreShowChannel, which answers the action
 * CoreShowChannels). An attended transfer needs no event of its own: the channels that it joins enter one bridge.
 * Newexten is not asked for, as it is of the class DIALPLAN, and comes with every step of a dialplan.
 */
export function toChannelEvent(message: AmiMessage): ChannelEvent | null {
  const read = READERS.get(message.field('Event'));
  return read === undefined ? null : read(message);
}

/** Whether it is of the class CALL, and so shows that such events are sent. */
export function isOfCallClass({ kind }: ChannelEvent): boolean {
  return kind !== 'listed' && kind !== 'queued' && kind !== 'unqueued';
}

const READERS: ReadonlyMap<string, (message: AmiMessage) => ChannelEvent | null> = new Map([
  ['Newchannel', readSeen],
  ['Newstate', readSeen],
  ['NewCallerid', readSeen],
  ['DialBegin', readDialled],
  ['DialState', readSeenDest],
  ['DialEnd', readSeenDest],
  ['BridgeEnter', readBridged],
  ['BridgeLeave', readUnbridged],
  ['QueueCallerJoin', readQueued],
  ['QueueCallerLeave', readUnqueued],
  ['CoreShowChannel', readListed],
  ['Rename', readRenamed],
  ['BlindTransfer', readSentOn],
  ['Hangup', readGone],
]);

function readSeen(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message);
  return channel && { kind: 'seen', channel, isNew: message.field('Event') === 'Newchannel' };
}

/** How a dial ended is told by what becomes of the channel that was rung. */
function readSeenDest(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message, 'Dest');
  return channel && { kind: 'seen', channel, isNew: false };
}

function readDialled(message: AmiMessage): ChannelEvent | null {
  const to = readFacts(message, 'Dest');
  return to && { kind: 'dialled', from: readFacts(message), to, dialString: message.field('DialString') };
}

/** `BridgeTechnology` is `holding_bridge` where channels wait and do not hear each other, as in a parking lot. */
function readBridged(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message);
  const isHolding = message.field('BridgeTechnology') === 'holding_bridge';
  return channel && { kind: 'bridged', channel, bridge: message.field('BridgeUniqueid'), isHolding };
}

function readUnbridged(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message);
  return channel && { kind: 'unbridged', channel, bridge: message.field('BridgeUniqueid') };
}

function readQueued(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message);
  return channel && { kind: 'queued', channel, queue: message.field('Queue') };
}

function readUnqueued(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message);
  return channel && { kind: 'unqueued', channel };
}

/**
 * `Duration` is `hh:mm:ss`; `ApplicationData` of Queue begins with the name of the queue; a channel that was dialled is in
 * the application `AppDial`, or `AppQueue`.
 */
function readListed(message: AmiMessage): ChannelEvent | null {
  const channel = readFacts(message);
  if (channel === null) return null;
  const [h = 0, m = 0, s = 0] = message.field('Duration').split(':').map(Number);
  const application = message.field('Application');
  return {
    kind: 'listed',
    channel,
    seconds: Math.max(0, h * 3600 + m * 60 + s) || 0,
    // A parking lot is one bridge for all that are parked there.
    bridge: application === 'Park' ? '' : message.field('BridgeId'),
    isRung: application === 'AppDial' || application === 'AppQueue',
    queue: application === 'Queue' ? (message.field('ApplicationData').split(',')[0] ?? '') : '',
  };
}

function readRenamed(message: AmiMessage): ChannelEvent | null {
  const uniqueid = message.field('Uniqueid');
  return uniqueid === '' ? null : { kind: 'renamed', uniqueid, name: message.field('Newname') };
}

function readSentOn(message: AmiMessage): ChannelEvent | null {
  const uniqueid = message.field('TransfereeUniqueid');
  if (uniqueid === '' || message.field('Result') !== 'Success') return null;
  return { kind: 'sent-on', uniqueid, exten: message.field('Extension') };
}

function readGone(message: AmiMessage): ChannelEvent | null {
  const uniqueid = message.field('Uniqueid');
  return uniqueid === '' ? null : { kind: 'gone', uniqueid };
}

/** `ChannelStateDesc` is `Up` once it is answered. A number that is not known is printed as `<unknown>`. */
function readFacts(message: AmiMessage, prefix = ''): ChannelFacts | null {
  const field = (name: string) => message.field(`${prefix}${name}`);
  const uniqueid = field('Uniqueid');
  if (uniqueid === '') return null;
  return {
    uniqueid,
    linkedid: field('Linkedid') || uniqueid,
    name: field('Channel'),
    isUp: field('ChannelStateDesc') === 'Up',
    number: known(field('CallerIDNum')),
    exten: field('Exten'),
    context: field('Context'),
    accountcode: field('AccountCode'),
  };
}

function known(text: string): string {
  return text === '<unknown>' ? '' : text;
}
