import { quote } from '../core/check-shape.ts';
import type { DirectoryKind } from '../core/directory.ts';
import { DEFAULT_COMPANY } from '../core/directory-keys.ts';
import type { Fault } from '../core/errors.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { fieldOf, type PlacedEntry, type RawEntry } from './place-entries.ts';

/** Company ids; undefined among them where an entry does not say its company, which may then be any. */
type Owners = ReadonlySet<string | undefined>;

/** What entries may name. A thing exists when it is described for any time. */
export interface KnownNames {
  readonly companies: ReadonlySet<string>;
  /** Owners by extension number. */
  readonly extensions: ReadonlyMap<string, Owners>;
  /** Owners by number of an extension, queue or group. */
  readonly callables: ReadonlyMap<string, Owners>;
}

const MOST_NAMED = 5;
const CALLABLE_KINDS: readonly DirectoryKind[] = ['extensions', 'queues', 'groups'];

/**
 * Names of all entries, the misshapen ones of the file included: a company that lacks its name is there all the same,
 * and whoever belongs to it is not at fault.
 */
export function collectNames(raw: readonly RawEntry[], merged: readonly PlacedEntry[]): KnownNames {
  const companies = new Set<string>([DEFAULT_COMPANY.id]);
  const extensions = new Map<string, Set<string | undefined>>();
  const callables = new Map<string, Set<string | undefined>>();
  const note = (kind: DirectoryKind, value: unknown) => {
    if (kind === 'companies') companies.add(String(fieldOf(value, 'id')));
    if (!CALLABLE_KINDS.includes(kind)) return;
    const number = String(fieldOf(value, 'number'));
    const written = fieldOf(value, 'company');
    const company = typeof written === 'string' ? written : undefined;
    callables.set(number, (callables.get(number) ?? new Set()).add(company));
    if (kind === 'extensions') extensions.set(number, (extensions.get(number) ?? new Set()).add(company));
  };
  for (const { kind, value } of raw) note(kind, value);
  for (const { kind, entry } of merged) note(kind, entry);
  return { companies, extensions, callables };
}

/** Whether everything an entry names exists. */
export function checkReferences(placed: PlacedEntry, known: KnownNames): readonly Fault[] {
  const { where } = placed;
  if (placed.kind === 'companies' || placed.kind === 'trunks') return [];
  const { company } = placed.entry;
  if (!known.companies.has(company)) {
    return [{ where: `${where}.company`, message: noCompany(company, known.companies) }];
  }
  switch (placed.kind) {
    case 'devices':
      return extensionFaults(`${where}.extensions`, company, placed.entry.extensions, known);
    case 'queues':
    case 'groups':
      return extensionFaults(`${where}.members`, company, placed.entry.members, known);
    case 'ddis':
      return destinationFaults(`${where}.destination`, company, placed.entry.destination, known);
    default:
      return [];
  }
}

function noCompany(company: string, companies: ReadonlySet<string>): string {
  const meant = suggestWord(company, companies);
  const fix =
    meant === undefined
      ? `add it to companies, or write ${listSome(companies)}.`
      : `did you mean ${quote(meant)}?`;
  return `there is no company ${quote(company)}; ${fix}`;
}

function extensionFaults(
  where: string,
  company: string,
  numbers: readonly string[],
  known: KnownNames,
): readonly Fault[] {
  return numbers.flatMap((number, index) => {
    const owners = known.extensions.get(number);
    if (owners?.has(company) || owners?.has(undefined)) return [];
    const message = `company ${quote(company)} has no extension ${quote(number)}${elsewhere(owners)}; add it to extensions, or take it away here.`;
    return [{ where: `${where}[${index}]`, message }];
  });
}

function destinationFaults(
  where: string,
  company: string,
  number: string,
  known: KnownNames,
): readonly Fault[] {
  const owners = known.callables.get(number);
  if (owners?.has(company) || owners?.has(undefined)) return [];
  const message = `company ${quote(company)} has no extension, queue or group ${quote(number)}${elsewhere(owners)}; add it there, or write a number the company has.`;
  return [{ where, message }];
}

function elsewhere(owners: Owners | undefined): string {
  return owners === undefined ? '' : ` (it is a number of ${listSome(owners)})`;
}

function listSome(names: Owners): string {
  const some = [...names].slice(0, MOST_NAMED).map(quote);
  const last = names.size > MOST_NAMED ? 'another' : some.pop();
  return some.length === 0 ? `${last}` : `${some.join(', ')} or ${last}`;
}
