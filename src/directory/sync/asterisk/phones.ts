import type { FoundDevice } from '../found-directory.ts';
import type { Dialplan } from './dialplan.ts';
import type { Peer } from './peers.ts';

/** Longest number that is taken for one inside the PBX where only a caller id tells it. */
const LONGEST_INNER = 6;

/** A phone as its file has it, and as the directory will. */
interface Phone {
  readonly peer: Peer;
  readonly device: FoundDevice & { readonly extensions: string[] };
}
export type Phones = ReadonlyMap<string, Phone>;

/** Phones by name, each with the number in its caller id where that is one inside. */
export function readPhones(peers: readonly Peer[], plan: Dialplan, company: string): Phones {
  const phones = new Map<string, Phone>();
  for (const peer of peers) {
    const { name, callerNumber, callerName, accountcode, isWebrtc } = peer;
    const isInner =
      callerNumber !== undefined &&
      (callerNumber.length <= LONGEST_INNER ||
        plan.follow(peer.context, callerNumber)?.target?.kind === 'devices');
    phones.set(name, {
      peer,
      device: {
        sipName: name,
        company: accountcode ?? company,
        ...(callerName === undefined ? {} : { owner: callerName }),
        ...(isWebrtc ? { kind: 'keevio' } : {}),
        extensions: isInner ? [callerNumber] : [],
      },
    });
  }
  return phones;
}
