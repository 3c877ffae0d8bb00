import type { ChargedLeg } from '../../core/call-leg.ts';
import type { RungLeg } from './inbound-legs.ts';
import type { CallFacts } from './read-call.ts';

/**
 * The leg on which an answered call from outside is priced, or none (docs/rating.md, 6): that of the extension that
 * answered first; where only a queue, a group, an unknown extension or a mailbox took the call, the first of those. Of
 * several that answered in one second, the lowest accounting id, then company, then extension.
 */
export function chooseChargedLeg(
  rung: readonly RungLeg[],
  { external, origin }: Pick<CallFacts, 'external' | 'origin'>,
): readonly ChargedLeg[] {
  if (!external) return [];
  let chosen: RungLeg | undefined;
  for (const one of rung) {
    if (isTaken(one) && (chosen === undefined || compare(one, chosen) < 0)) chosen = one;
  }
  return chosen === undefined ? [] : [{ leg: chosen.leg, trunk: origin.from.trunk?.id ?? '' }];
}

function isTaken({ leg }: RungLeg): boolean {
  return leg.detail === 'Answered' || leg.detail === 'Voicemail';
}

function compare(one: RungLeg, other: RungLeg): number {
  const [first, second] = [one.leg, other.leg];
  return (
    rankOf(one) - rankOf(other) ||
    first.startAt + first.ringSeconds - (second.startAt + second.ringSeconds) ||
    first.acctid - second.acctid ||
    compareText(first.company, second.company) ||
    compareText(first.extension, second.extension)
  );
}

/** A queue answers its callers before a phone does, and only the phone's leg tells who talked. */
function rankOf({ kind, leg }: RungLeg): number {
  return kind === 'extension' && leg.detail === 'Answered' ? 0 : 1;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
