import { addTo } from '../../core/dated-entries.ts';
import type { DirectoryEntries } from '../../core/directory.ts';
import { indexDialling } from '../../core/index-dialling.ts';
import { type KindEntry, keyText, listEntries } from '../entry-key.ts';
import { type Claim, listClaims } from '../list-claims.ts';

/** The directory while a sync is planned: entries that may be replaced and added, found by what they claim. */
export interface Ledger {
  entries(): Iterable<KindEntry>;
  /** Everything an entry claims, its own id first. */
  claimsOf(one: KindEntry): readonly Claim[];
  /** Entries of any day that make a claim. */
  holdersOf(claimKey: string): readonly KindEntry[];
  /** Adds an entry, in the place of another where one is given. */
  put(one: KindEntry, instead?: KindEntry): void;
  /** Entries that were put and are not what was there before. */
  changed(): readonly KindEntry[];
}

export function openLedger(directory: DirectoryEntries): Ledger {
  const dialling = indexDialling(directory);
  const rulesOf = (company: string) => [dialling('', ''), dialling(company, '')];
  const original = new Map(listEntries(directory).map((one) => [keyText(one), one]));
  const current = new Map(original);
  const byClaim = new Map<string, KindEntry[]>();
  const claimsOf = (one: KindEntry) => listClaims({ ...one, where: keyText(one), isWritten: false }, rulesOf);
  const index = (one: KindEntry) => {
    for (const key of new Set(claimsOf(one).map((claim) => claim.key))) addTo(byClaim, key, one);
  };
  const forget = (one: KindEntry) => {
    for (const { key } of claimsOf(one)) {
      const left = byClaim.get(key)?.filter((holder) => holder !== one) ?? [];
      byClaim.set(key, left);
    }
    current.delete(keyText(one));
  };
  for (const one of original.values()) index(one);
  return {
    entries: () => current.values(),
    claimsOf,
    holdersOf: (key) => byClaim.get(key) ?? [],
    put: (one, instead) => {
      if (instead !== undefined) forget(instead);
      current.set(keyText(one), one);
      index(one);
    },
    changed: () => [...current].flatMap(([key, one]) => (original.get(key) === one ? [] : [one])),
  };
}

/** Whether an entry holds on a day `YYYY-MM-DD`. */
export function holdsOn({ entry }: KindEntry, day: string): boolean {
  return (entry.from ?? '') <= day && (entry.to === undefined || day < entry.to);
}

/** Whether two entries hold on one day at least. */
export function holdTogether({ entry: one }: KindEntry, { entry: other }: KindEntry): boolean {
  return (one.from ?? '') < (other.to ?? '~') && (other.from ?? '') < (one.to ?? '~');
}
