import type { KindEntry } from '../entry-key.ts';
import { holdsOn, type Ledger } from './ledger.ts';
import type { Told } from './list-told.ts';
import { toCandidate } from './to-candidate.ts';

/** Something told, and what the directory knows of it. */
export interface Match {
  /** As it was told, by which it is refused. */
  readonly told: Told;
  /** With what was told of the same trunk under other names. */
  readonly whole: Told;
  /** The entry that holds today. */
  readonly current: KindEntry | undefined;
  /** All that hold today and have something of it, as several trunks may have channels of one. */
  readonly holding: readonly KindEntry[];
  /** The last of those that have ended. */
  readonly past: KindEntry | undefined;
  /** First day of one that is to come. */
  readonly next: string | undefined;
  /** Whether the directory has heard of anything under that number or name, on whatever day. */
  readonly isKnown: boolean;
  /** Whether it was told before, in other words. */
  readonly isTwin: boolean;
}

/**
 * Finds what the directory knows of what is told. A company is itself by its id, an extension or group by its number in its
 * company, a queue by its name, else by its number, a DDI by its number in any form, a trunk by any of its channels, else
 * by its id, a device by its id where the source tells it, else by its SIP name, which is what attribution goes by.
 */
export function matchTold(ledger: Ledger, told: readonly Told[], today: string): readonly Match[] {
  const taken = new Map<KindEntry, { readonly index: number; readonly keys: readonly string[] }>();
  const matches: Match[] = [];
  for (const one of told) {
    const keys = identityKeys(ledger, one);
    const ofAnyKind = keys.flatMap((key) => ledger.holdersOf(key));
    const holders = ofAnyKind.filter(({ kind }) => kind === one.kind);
    const holding = holders.filter((holder) => holdsOn(holder, today));
    const free = holding.find((holder) => !taken.has(holder));
    const earlier = holding.flatMap((holder) => taken.get(holder) ?? [])[0];
    const before = earlier === undefined ? undefined : matches[earlier.index];
    if (earlier !== undefined && before !== undefined && isTrunk(before.whole) && isTrunk(one)) {
      const channels = [...before.whole.found.channels, ...one.found.channels];
      const whole: Told = { kind: 'trunks', found: { ...before.whole.found, channels } };
      matches[earlier.index] = { ...before, whole, holding: [...before.holding, ...holding] };
      continue;
    }
    const isTwin = earlier?.keys.some((key) => keys.includes(key)) === true;
    // One that has passed to something of another name is not this one's.
    if (free !== undefined && !isTwin) taken.set(free, { index: matches.length, keys });
    matches.push({
      told: one,
      whole: one,
      current: isTwin ? undefined : free,
      holding,
      past: latest(holders.filter(({ entry }) => entry.to !== undefined && entry.to <= today)),
      next: earliest(holders.flatMap(({ entry: { from = '' } }) => (from > today ? [from] : []))),
      isKnown: ofAnyKind.length > 0,
      isTwin,
    });
  }
  return matches;
}

type ToldTrunk = Extract<Told, { kind: 'trunks' }>;

function isTrunk(told: Told): told is ToldTrunk {
  return told.kind === 'trunks';
}

function identityKeys(ledger: Ledger, told: Told): readonly string[] {
  const claims = ledger.claimsOf(toCandidate(told, undefined, () => true));
  if (told.kind === 'devices' && told.found.id === undefined) {
    return claims.filter(({ field }) => field === 'sipName').map(({ key }) => key);
  }
  // Of a queue its name comes last among the claims, of a trunk its channels do; of a device, its id comes first.
  const keys = claims.map(({ key }) => key);
  return told.kind === 'queues' || told.kind === 'trunks' ? keys.toReversed() : keys;
}

function latest(entries: readonly KindEntry[]): KindEntry | undefined {
  return entries.toSorted((a, b) => ((a.entry.to ?? '') < (b.entry.to ?? '') ? 1 : -1))[0];
}

function earliest(days: readonly string[]): string | undefined {
  return days.toSorted()[0];
}
