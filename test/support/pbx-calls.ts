import { AmiMessages } from '../../src/ingest/feeds/ami-protocol.ts';
import type { ChannelEvent } from '../../src/ingest/live/channel-event.ts';
import { toChannelEvent } from '../../src/ingest/sources/ami-channel-event.ts';

/**
 * A PBX in which calls go on: what it would send of them over its manager interface, as Asterisk 20 documents the events
 * (https://docs.asterisk.org, "AMI Events"), and what it would list when it is asked.
 */
export interface PbxChannel {
  readonly uniqueid: string;
  linkedid: string;
  name: string;
  isUp: boolean;
  readonly number: string;
  /** By whom it is, or was, rung. */
  readonly rungBy: PbxChannel | undefined;
  exten: string;
  bridge: string;
  application: string;
  applicationData: string;
}

export class PbxCalls {
  readonly channels = new Map<string, PbxChannel>();
  #count = 0;
  readonly #second: number;

  /** `second` is that of the uniqueids: PBXs of different ones do not get in each other's way. */
  constructor(second = 1_795_525_000) {
    this.#second = second;
  }

  /** A phone or trunk begins a call. */
  begin(peer: string, number: string, exten: string): readonly [PbxChannel, string] {
    const channel = this.#make(peer, number, exten);
    return [channel, this.#event('Newchannel', facts(channel))];
  }

  /** `from` rings `peer`: its channel comes into being, rings, and is dialled. */
  ring(from: PbxChannel, peer: string, dialString: string): readonly [PbxChannel, string] {
    const to = this.#make(peer, '', 's', from);
    from.application = 'Dial';
    const both = { ...facts(from), ...facts(to, 'Dest'), DialString: dialString };
    return [
      to,
      this.#event('Newchannel', facts(to)) +
        this.#event('DialBegin', both) +
        this.#event('Newstate', { ...facts(to), ChannelState: '5', ChannelStateDesc: 'Ringing' }),
    ];
  }

  /** Both are up and in one bridge. */
  join(from: PbxChannel, to: PbxChannel): string {
    const bridge = `bridge-${from.uniqueid}-${to.uniqueid}`;
    const linkedid = olderOf(from.linkedid, to.linkedid);
    let text = '';
    for (const channel of [to, from]) {
      if (channel.isUp) continue;
      channel.isUp = true;
      text += this.#event('Newstate', facts(channel));
    }
    if (to.bridge !== bridge)
      text += this.#event('DialEnd', { ...facts(from), ...facts(to, 'Dest'), DialStatus: 'ANSWER' });
    for (const channel of [to, from]) {
      text += this.leave(channel);
      channel.bridge = bridge;
      this.#link(channel, linkedid);
      text += this.#event('BridgeEnter', { ...facts(channel), ...bridgeOf(bridge), SwapUniqueid: '' });
    }
    return text;
  }

  leave(channel: PbxChannel): string {
    const { bridge } = channel;
    channel.bridge = '';
    return bridge === '' ? '' : this.#event('BridgeLeave', { ...facts(channel), ...bridgeOf(bridge) });
  }

  /** It waits in a queue, which answers it. */
  queue(channel: PbxChannel, queue: string): string {
    Object.assign(channel, { isUp: true, application: 'Queue', applicationData: `${queue},t` });
    const joined = { ...facts(channel), Queue: queue, Position: '1', Count: '1' };
    return this.#event('Newstate', facts(channel)) + this.#event('QueueCallerJoin', joined, 'agent,all');
  }

  unqueue(channel: PbxChannel, queue: string): string {
    const left = { ...facts(channel), Queue: queue, Position: '1', Count: '0' };
    return this.#event('QueueCallerLeave', left, 'agent,all');
  }

  /** `transferer` sends `transferee` on to another number, and is no longer part of it. */
  sendOn(transferer: PbxChannel, transferee: PbxChannel, exten: string): string {
    const text = this.#event('BlindTransfer', {
      Result: 'Success',
      ...facts(transferer, 'Transferer'),
      ...facts(transferee, 'Transferee'),
      ...bridgeOf(transferee.bridge),
      ...{ IsExternal: 'Yes', Context: 'phones', Extension: exten },
    });
    transferee.exten = exten;
    return text + this.leave(transferee) + this.hangUp(transferer);
  }

  rename(channel: PbxChannel, name: string): string {
    const text = this.#event('Rename', { Channel: channel.name, Newname: name, Uniqueid: channel.uniqueid });
    channel.name = name;
    return text;
  }

  hangUp(channel: PbxChannel): string {
    const text =
      this.leave(channel) +
      this.#event('Hangup', { ...facts(channel), Cause: '16', 'Cause-txt': 'Normal Clearing' });
    this.channels.delete(channel.uniqueid);
    return text;
  }

  /** The answer to CoreShowChannels, after its first line. */
  list(actionId = '1'): string {
    const listed = [...this.channels.values()].map((channel) =>
      this.#event(
        'CoreShowChannel',
        {
          ActionID: actionId,
          ...facts(channel),
          ...{ BridgeId: channel.bridge, Application: channel.application },
          ...{ ApplicationData: channel.applicationData, Duration: '00:01:05' },
        },
        '',
      ),
    );
    const end = { ActionID: actionId, EventList: 'Complete', ListItems: String(listed.length) };
    return listed.join('') + this.#event('CoreShowChannelsComplete', end, '');
  }

  #make(peer: string, number: string, exten: string, rungBy?: PbxChannel): PbxChannel {
    this.#count += 1;
    const uniqueid = `${this.#second}.${this.#count}`;
    const name = `${peer}-${this.#count.toString(16).padStart(8, '0')}`;
    const channel: PbxChannel = {
      ...{ uniqueid, linkedid: rungBy?.linkedid ?? uniqueid, name, isUp: false, number, rungBy },
      ...{ exten, bridge: '' },
      ...{ application: rungBy === undefined ? '' : 'AppDial', applicationData: '' },
    };
    this.channels.set(uniqueid, channel);
    return channel;
  }

  /** Who is rung goes along with whoever rings. */
  #link(channel: PbxChannel, linkedid: string): void {
    channel.linkedid = linkedid;
    for (const other of this.channels.values()) {
      if (other.rungBy === channel && !other.isUp && other.linkedid !== linkedid) this.#link(other, linkedid);
    }
  }

  #event(event: string, fields: Readonly<Record<string, string>>, privilege = 'call,all'): string {
    const lines = { Event: event, ...(privilege === '' ? {} : { Privilege: privilege }), ...fields };
    return `${Object.entries(lines)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n`;
  }
}

/** What the text of a manager interface says of channels. */
export function toEvents(text: string): readonly ChannelEvent[] {
  const messages = new AmiMessages();
  messages.push(Buffer.from('Asterisk Call Manager/5.0.4\r\n'));
  return messages
    .push(Buffer.from(text))
    .flatMap((message) => ('huge' in message ? [] : (toChannelEvent(message) ?? [])));
}

function olderOf(one: string, other: string): string {
  if (one.length !== other.length) return one.length < other.length ? one : other;
  return one < other ? one : other;
}

function facts(channel: PbxChannel, prefix = ''): Readonly<Record<string, string>> {
  const { uniqueid, linkedid, name, isUp, number, exten } = channel;
  const fields = {
    ...{ Channel: name, ChannelState: isUp ? '6' : '4', ChannelStateDesc: isUp ? 'Up' : 'Ring' },
    ...{ CallerIDNum: number || '<unknown>', CallerIDName: '<unknown>' },
    ...{ ConnectedLineNum: '<unknown>', ConnectedLineName: '<unknown>', Language: 'en', AccountCode: '' },
    ...{ Context: 'phones', Exten: exten, Priority: '1', Uniqueid: uniqueid, Linkedid: linkedid },
  };
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${prefix}${field}`, value]));
}

function bridgeOf(bridge: string): Readonly<Record<string, string>> {
  return {
    ...{ BridgeUniqueid: bridge, BridgeType: 'basic', BridgeTechnology: 'simple_bridge' },
    ...{
      BridgeCreator: '<unknown>',
      BridgeName: '<unknown>',
      BridgeNumChannels: '2',
      BridgeVideoSourceMode: 'none',
    },
  };
}
