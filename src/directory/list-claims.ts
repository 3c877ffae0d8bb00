import { quote } from '../core/check-shape.ts';
import type { DirectoryEntries } from '../core/directory.ts';
import { canonicalChannel, canonicalDdi } from '../core/directory-keys.ts';
import type { DiallingRules } from '../core/phone-number.ts';
import type { PlacedEntry } from './place-entries.ts';

/** That an entry has something for itself as long as it holds. */
export interface Claim {
  /** Claims of one key are claims of one thing. */
  readonly key: string;
  /** The thing, as a sentence names it. */
  readonly thing: string;
  /** Field of the entry. */
  readonly field: string;
  /** Claims of one owner do not collide: that an entry is there twice is a fault of its id alone. */
  readonly owner: string;
  readonly placed: PlacedEntry;
}

/** Rules that a DDI's number is read by: the PBX's, and its company's. */
export type RulesOf = (company: string) => readonly DiallingRules[];

/** Everything an entry claims, by the keys under which the index of the directory finds it. */
export function listClaims(placed: PlacedEntry, rulesOf: RulesOf): readonly Claim[] {
  const claim = (key: string, thing: string, field: string, owner = placed.where): Claim => ({
    key: `${field} ${key}`,
    thing,
    field,
    owner,
    placed,
  });
  switch (placed.kind) {
    case 'companies':
      return [claim(`company ${placed.entry.id}`, `company ${quote(placed.entry.id)}`, 'id')];
    case 'extensions':
    case 'groups':
      return [claimNumber(placed.entry)];
    case 'queues':
      return [
        claimNumber(placed.entry),
        claim(placed.entry.name, `queue name ${quote(placed.entry.name)}`, 'name'),
      ];
    case 'devices':
      return claimDevice(placed.entry);
    case 'ddis':
      return claimDdi(placed.entry);
    case 'trunks':
      return claimTrunk(placed.entry);
  }

  function claimNumber({ number, company }: { number: string; company: string }): Claim {
    return claim(
      `inner ${company}\0${number}`,
      `number ${quote(number)} of company ${quote(company)}`,
      'number',
    );
  }

  function claimDevice({ id, sipName }: DirectoryEntries['devices'][number]): readonly Claim[] {
    const owner = id.toLowerCase();
    return [
      claim(`device ${owner}`, `device ${quote(id)}`, 'id'),
      claim(sipName, `SIP name ${quote(sipName)}`, 'sipName', owner),
    ];
  }

  function claimDdi({ number, company }: DirectoryEntries['ddis'][number]): readonly Claim[] {
    const keys = new Set(rulesOf(company).map((rules) => canonicalDdi(number, rules)));
    return [...keys].map((key) => claim(`outside ${key}`, `DDI ${quote(number)}`, 'number'));
  }

  function claimTrunk({ id, channels }: DirectoryEntries['trunks'][number]): readonly Claim[] {
    const claims = channels.map((channel) =>
      claim(canonicalChannel(channel), `channel ${quote(channel)}`, 'channels', id),
    );
    return [claim(`trunk ${id}`, `trunk ${quote(id)}`, 'id'), ...claims];
  }
}
