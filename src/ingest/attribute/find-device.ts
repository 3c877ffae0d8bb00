import type { Cdr } from '../../core/cdr.ts';
import type { DeviceEntry, Directory } from '../../core/directory.ts';
import { type ChannelName, parseChannel } from './parse-channel.ts';

/** Channels of FreeSWITCH's users, whose numbers may be others' in another domain. */
const OF_USERS = /^(?:sofia|user|freeswitch|verto\.rtc)\//;

/** Domains in which the caller's phone may be: where each tenant is a domain, that is the account. */
export function callingDomains({ accountcode }: Cdr): readonly string[] {
  return [accountcode];
}

/** Domains in which the phone that rang may be: the one that was dialled, `dialed_domain`, comes first. */
export function dialledDomains({ peeraccount, accountcode }: Cdr): readonly string[] {
  return [peeraccount, accountcode];
}

/**
 * The device of a channel, by its SIP name. With several domains FreeSWITCH's phones are told apart as `204@acme.example`:
 * that is looked for first, with the host in the channel's name, which is the domain for whoever calls, then with the
 * domains that the record names, as the channel of whoever is rung has the phone's own address (`204@192.0.2.7`). Where
 * there is one domain, the number alone is the name.
 */
export function findDevice(
  channel: string,
  { peer, address }: ChannelName,
  domains: readonly string[],
  directory: Directory,
  at: number,
): DeviceEntry | undefined {
  if (!OF_USERS.test(channel)) return directory.deviceBySipName(peer, at);
  const exact = address === '' ? undefined : directory.deviceBySipName(address, at);
  return exact ?? findUser(peer, domains, directory, at);
}

/** The device of a user by number: in one of these domains, else wherever numbers stand alone. Empty ones are none. */
export function findUser(
  peer: string,
  domains: readonly string[],
  directory: Directory,
  at: number,
): DeviceEntry | undefined {
  for (const domain of domains) {
    const device = domain === '' ? undefined : directory.deviceBySipName(`${peer}@${domain}`, at);
    if (device !== undefined) return device;
  }
  return directory.deviceBySipName(peer, at);
}

/** The device of a channel of which no record tells. */
export function deviceOfChannel(channel: string, directory: Directory, at: number): DeviceEntry | undefined {
  return findDevice(channel, parseChannel(channel), [], directory, at);
}
