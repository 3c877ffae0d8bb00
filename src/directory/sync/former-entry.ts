import type { KindEntry } from '../entry-key.ts';
import { holdsOn, type Ledger } from './ledger.ts';
import type { Told } from './list-told.ts';
import type { Match } from './match-told.ts';

/** What a thing that begins anew goes on with. Of a trunk it is the rules by which its id dials, and no channel. */
export function findFormer(ledger: Ledger, { told, past }: Match): KindEntry | undefined {
  if (told.kind !== 'trunks') return past;
  const { id } = told.found;
  const [claim] = ledger.claimsOf({ kind: 'trunks', entry: { id, channels: [] } });
  const former = ledger
    .holdersOf(claim?.key ?? '')
    .toSorted((a, b) => ((a.entry.from ?? '') < (b.entry.from ?? '') ? 1 : -1))[0];
  return former?.kind === 'trunks' ? { kind: 'trunks', entry: { ...former.entry, channels: [] } } : undefined;
}

/** Of the channels told of a trunk, those that no other trunk has. */
export function withOwnChannels(ledger: Ledger, { whole: told, current }: Match, today: string): Told {
  if (told.kind !== 'trunks' || current === undefined) return told;
  const isFree = (channel: string) =>
    ledger
      .claimsOf({ kind: 'trunks', entry: { id: '', channels: [channel] } })
      .filter(({ field }) => field === 'channels')
      .every(({ key }) => ledger.holdersOf(key).every((one) => one === current || !holdsOn(one, today)));
  return { kind: 'trunks', found: { ...told.found, channels: told.found.channels.filter(isFree) } };
}
