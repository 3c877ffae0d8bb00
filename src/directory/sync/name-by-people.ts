import type { KindEntry } from '../entry-key.ts';
import { type Change, describeChange, describeDifference } from './describe-change.ts';
import type { FoundPerson } from './found-directory.ts';
import { holdsOn, type Ledger } from './ledger.ts';
import type { Told } from './list-told.ts';
import { named } from './to-candidate.ts';

const MOST_SHOWN = 5;

/** Names of the people who are reached at extensions. */
export interface People {
  /** An extension by the name of whoever is reached there, a device by that of whoever its first extension reaches. */
  rename(one: KindEntry): KindEntry;
  readonly notes: readonly string[];
}

/** Finds out whose extension is which, of those that hold today and those that are told. */
export function readPeople(
  people: readonly FoundPerson[],
  ledger: Ledger,
  told: readonly Told[],
  today: string,
): People {
  const companies = people.length === 0 ? new Map() : companiesByNumber(ledger, told, today);
  const names = new Map<string, string>();
  const unknown: string[] = [];
  const shared: string[] = [];
  for (const { name, number, company } of listNumbers(people)) {
    const all: readonly string[] = [...(companies.get(number) ?? [])];
    const [own, another] = company === undefined ? all : all.filter((one) => one === company);
    const key = `${own}\0${number}`;
    if (own === undefined) unknown.push(`${name} (${number})`);
    else if (another !== undefined || names.has(key)) shared.push(`${name} (${number})`);
    else names.set(key, name);
  }
  return {
    rename: (one) => rename(one, names),
    notes: [
      ...count(unknown, 'have numbers that are no extensions here'),
      ...count(shared, 'have numbers that others, or several companies, have as well, and name nothing'),
    ],
  };
}

/** Each number of each person who has a name. */
function listNumbers(people: readonly FoundPerson[]) {
  return people.flatMap(({ name: written, numbers, company }) => {
    const name = named(written);
    return name === undefined ? [] : [...new Set(numbers)].map((number) => ({ name, number, company }));
  });
}

function rename(one: KindEntry, names: ReadonlyMap<string, string>): KindEntry {
  if (one.kind === 'extensions') {
    const name = names.get(`${one.entry.company}\0${one.entry.number}`);
    return name === undefined ? one : { kind: one.kind, entry: { ...one.entry, name } };
  }
  if (one.kind !== 'devices') return one;
  const owner = names.get(`${one.entry.company}\0${one.entry.extensions[0]}`);
  return owner === undefined ? one : { kind: one.kind, entry: { ...one.entry, owner } };
}

/** Gives entries that hold today the names of people, from today on; says what that changes. */
export function renameHolding(ledger: Ledger, people: People, today: string): readonly Change[] {
  const changes: Change[] = [];
  for (const one of [...ledger.entries()]) {
    if (!holdsOn(one, today)) continue;
    const renamed = people.rename(one);
    const difference = describeDifference(one, renamed);
    if (difference === '') continue;
    changes.push(describeChange('changed', renamed, difference));
    if (one.entry.from !== today) ledger.put(withEntry(one, { to: today }), one);
    ledger.put(withEntry(renamed, { from: today }), one.entry.from === today ? one : undefined);
  }
  return changes;
}

function companiesByNumber(ledger: Ledger, told: readonly Told[], today: string) {
  const companies = new Map<string, Set<string>>();
  const add = ({ number, company }: { readonly number: string; readonly company: string }) =>
    companies.set(number, (companies.get(number) ?? new Set()).add(company));
  for (const one of ledger.entries()) if (one.kind === 'extensions' && holdsOn(one, today)) add(one.entry);
  for (const one of told) if (one.kind === 'extensions') add(one.found);
  return companies;
}

function withEntry(one: KindEntry, days: { readonly from?: string; readonly to?: string }): KindEntry {
  return { ...one, entry: { ...one.entry, ...days } } as KindEntry;
}

function count(people: readonly string[], what: string): readonly string[] {
  if (people.length === 0) return [];
  const shown = people.slice(0, MOST_SHOWN).join(', ');
  const rest = people.length > MOST_SHOWN ? ` and ${people.length - MOST_SHOWN} more` : '';
  return [`These people ${what}: ${shown}${rest}.`];
}
