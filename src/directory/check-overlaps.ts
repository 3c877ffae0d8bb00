import { addTo } from '../core/dated-entries.ts';
import type { DirectoryEntries } from '../core/directory.ts';
import type { Fault } from '../core/errors.ts';
import { indexDialling } from '../core/index-dialling.ts';
import { countryFault } from './check-settings.ts';
import { type Claim, listClaims, type RulesOf } from './list-claims.ts';
import type { PlacedEntry } from './place-entries.ts';

/** Things that two entries claim at one time, once for each entry that collides with an earlier one. */
export function checkOverlaps(placed: readonly PlacedEntry[], entries: DirectoryEntries): readonly Fault[] {
  const rulesOf = readRules(entries);
  const byKey = new Map<string, Claim[]>();
  for (const one of placed) for (const claim of listClaims(one, rulesOf)) addTo(byKey, claim.key, claim);
  const faults = [...byKey.values()].flatMap((claims) => (claims.length < 2 ? [] : findCollisions(claims)));
  // A DDI that collides under two sets of rules is one fault.
  return [...new Map(faults.map((fault) => [`${fault.where} ${fault.message}`, fault])).values()];
}

/** Days compare as texts, and an undated end is before or after all of them. */
function findCollisions(claims: readonly Claim[]): readonly Fault[] {
  const order = new Map(claims.map((claim, index) => [claim, index]));
  const byFrom = claims.toSorted((a, b) => compare(fromOf(a), fromOf(b)));
  const faults: Fault[] = [];
  let longest: Claim | undefined;
  for (const claim of byFrom) {
    if (longest !== undefined && fromOf(claim) < toOf(longest) && claim.owner !== longest.owner) {
      const isLater = (order.get(claim) ?? 0) > (order.get(longest) ?? 0);
      faults.push(isLater ? toFault(claim, longest) : toFault(longest, claim));
    }
    if (longest === undefined || toOf(claim) > toOf(longest)) longest = claim;
  }
  return faults;
}

function toFault(claim: Claim, other: Claim): Fault {
  const by = other.placed.isWritten ? other.placed.where : 'an entry of the catalog';
  const spelled = claim.thing === other.thing ? '' : ` as ${other.thing}`;
  return {
    where: `${claim.placed.where}.${claim.field}`,
    message: `${claim.thing} is taken at the same time by ${by}${spelled}; correct one of them, or let one end ("to") where the other begins ("from").`,
  };
}

function readRules(entries: DirectoryEntries): RulesOf {
  const dialling = indexDialling(entries);
  // Rules of a country there is not are a fault of their own.
  return (company) =>
    [dialling('', ''), dialling(company, '')].filter(({ country }) => countryFault(country) === undefined);
}

function fromOf({ placed }: Claim): string {
  return placed.entry.from ?? '';
}

function toOf({ placed }: Claim): string {
  return placed.entry.to ?? '~';
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
