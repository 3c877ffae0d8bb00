import { type KindEntry, keyText } from '../entry-key.ts';
import { describeEntry } from './describe-change.ts';
import { holdTogether, type Ledger } from './ledger.ts';
import type { SyncTerms } from './sync-terms.ts';

/** Whatever has what an entry is to have, as a sentence with what to do about it. */
export function findRival(
  ledger: Ledger,
  begun: KindEntry,
  current: KindEntry | undefined,
  { today }: SyncTerms,
): string | undefined {
  const replaced = isSameKey(begun, current) ? current : undefined;
  for (const { key, thing } of ledger.claimsOf(begun)) {
    const rival = ledger
      .holdersOf(key)
      .find(
        (holder) => holder !== replaced && holdTogether(holder, begun) && !isSameDevice(holder, begun, key),
      );
    if (rival === undefined) continue;
    const { source, from } = rival.entry;
    if (from === today && source !== undefined) {
      return `${thing} began today as ${describeEntry(rival)}, and what began today ends tomorrow at the earliest: sync again tomorrow.`;
    }
    const teller = source === undefined ? 'a person wrote' : `the sync ${source} tells of`;
    return `${thing} is taken by ${describeEntry(rival)}, which ${teller}: give that entry "to": "${today}" with directory import, or correct the source, and sync again.`;
  }
  return undefined;
}

/** As in an import, entries of one device may have one SIP name. */
function isSameDevice(one: KindEntry, other: KindEntry, key: string): boolean {
  return (
    key.startsWith('sipName ') &&
    one.kind === 'devices' &&
    other.kind === 'devices' &&
    one.entry.id.toLowerCase() === other.entry.id.toLowerCase()
  );
}

/** Whether an entry that begins takes the place of the one that holds, as both begin on one day. */
export function isSameKey(begun: KindEntry, current: KindEntry | undefined): boolean {
  return current !== undefined && keyText(begun) === keyText(current);
}
