import type { DirectoryEntries, DirectoryEntry } from '../../core/directory.ts';
import { checkShape } from '../check-shape.ts';
import { type KindEntry, keyText } from '../entry-key.ts';
import { isSameButMark } from '../entry-mark.ts';
import {
  type Change,
  describeChange,
  describeDifference,
  describeEntry,
  describeFields,
} from './describe-change.ts';
import type { FoundDirectory } from './found-directory.ts';
import { holdsOn, holdTogether, type Ledger, openLedger } from './ledger.ts';
import { type Told, tellsOf } from './list-told.ts';
import { type Match, matchTold } from './match-told.ts';
import { readPeople, renameHolding } from './name-by-people.ts';
import { toCandidate } from './to-candidate.ts';

/** The days and the mark of a sync. */
export interface SyncTerms {
  readonly source: string;
  readonly today: string;
  readonly tomorrow: string;
  /** First day of what was never heard of; undefined for things that are taken to have always been there. */
  readonly since: string | undefined;
}

/** A plan in which everything told is either taken or refused. */
export interface Planned {
  readonly changed: readonly KindEntry[];
  readonly changes: readonly Change[];
  readonly refused: ReadonlyMap<Told, Change>;
  readonly unchanged: number;
  readonly notes: readonly string[];
}

/** An entry that is to hold from today on, and the one that holds today, which differs. */
interface Move {
  readonly candidate: KindEntry;
  readonly match: Match;
}

/** Plans a sync in which some of what is told is left as it is, as it could not be taken. */
export function planOnce(
  directory: DirectoryEntries,
  found: FoundDirectory,
  told: readonly Told[],
  terms: SyncTerms,
  leftAlone: ReadonlySet<Told>,
): Planned {
  const ledger = openLedger(directory);
  const matches = matchTold(ledger, told, terms.today);
  const changes = endVanished(ledger, found, matches, terms);
  const refused = new Map<Told, Change>();
  const moves: Move[] = [];
  let unchanged = 0;
  const taken = told.filter((one) => !leftAlone.has(one));
  const numbers = collectNumbers(ledger, taken);
  const people = readPeople(found.people ?? [], ledger, taken, terms.today);
  for (const match of matches) {
    if (leftAlone.has(match.told)) continue;
    const own = withOwnChannels(ledger, match, terms.today);
    const candidate = people.rename(
      toCandidate(own, match.current ?? findFormer(ledger, match), numbers.isExtension),
    );
    const fault = findFault(candidate, match, numbers.isCallable);
    if (fault !== undefined) refused.set(match.told, describeChange('refused', candidate, fault));
    else if (isAsTold(candidate, match.current)) {
      unchanged += 1;
      markTold(ledger, match.current, terms.source);
    } else moves.push({ candidate, match });
  }
  for (const [one, change] of makeMoves(ledger, moves, terms, changes)) refused.set(one, change);
  const renamed = renameHolding(ledger, people, terms.today);
  return {
    changed: ledger.changed(),
    changes: [...changes, ...renamed],
    refused,
    unchanged,
    notes: [...numbers.notes(), ...people.notes],
  };
}

/** Ends and begins entries; gives those that could not begin, and adds what was done to `changes`. */
function makeMoves(
  ledger: Ledger,
  moves: readonly Move[],
  terms: SyncTerms,
  changes: Change[],
): readonly (readonly [Told, Change])[] {
  for (const { match } of moves) endChanged(ledger, match.current, terms.today);
  return moves.flatMap(({ candidate, match }) => {
    const begun = begin(ledger, candidate, match, terms);
    const rival = findRival(ledger, begun, match.current, terms);
    if (rival !== undefined) return [[match.told, describeChange('refused', candidate, rival)] as const];
    ledger.put(begun, isSameKey(begun, match.current) ? match.current : undefined);
    changes.push(
      match.current === undefined
        ? describeChange('new', begun, describeFields(begun))
        : describeChange('changed', begun, describeDifference(match.current, begun)),
    );
    return [];
  });
}

/** Ends what the source told of and tells of no longer: today, or tomorrow where it began today. */
function endVanished(
  ledger: Ledger,
  found: FoundDirectory,
  matches: readonly Match[],
  { source, today, tomorrow }: SyncTerms,
): Change[] {
  const told = new Set<KindEntry | undefined>();
  for (const { current, holding, told: one } of matches) {
    for (const entry of one.kind === 'trunks' ? holding : [current]) told.add(entry);
  }
  const vanished = [...ledger.entries()].filter(
    (one) => tellsOf(found, one.kind) && one.entry.source === source && holdsOn(one, today) && !told.has(one),
  );
  return vanished.flatMap((one) => {
    const to = one.entry.from === today ? tomorrow : today;
    if (one.entry.to !== undefined && one.entry.to <= to) return [];
    ledger.put(withEntry(one, { to }), one);
    return [describeChange('ended', one, `from ${to} on; it was ${describeFields(one)}`)];
  });
}

function endChanged(ledger: Ledger, current: KindEntry | undefined, today: string): void {
  if (current !== undefined && current.entry.from !== today) {
    ledger.put(withEntry(current, { to: today }), current);
  }
}

/** An entry that nobody has marked is the source's from now on, so that it ends when the source tells of it no longer. */
function markTold(ledger: Ledger, current: KindEntry | undefined, source: string): void {
  if (current !== undefined && current.entry.source === undefined) {
    ledger.put(withEntry(current, { source }), current);
  }
}

function begin(
  ledger: Ledger,
  candidate: KindEntry,
  { current, next, isKnown }: Match,
  terms: SyncTerms,
): KindEntry {
  const to = current === undefined ? next : current.entry.to;
  const beginOn = (from: string | undefined) =>
    withEntry(candidate, {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      source: current?.entry.source ?? terms.source,
    });
  const fromToday = beginOn(terms.today);
  if (isKnown) return fromToday;
  // What something else had in former days is not taken from it.
  const sinceThen = beginOn(terms.since);
  return findRival(ledger, sinceThen, current, terms) === undefined ? sinceThen : fromToday;
}

function isAsTold(candidate: KindEntry, current: KindEntry | undefined): boolean {
  if (current === undefined) return false;
  const { from, to } = current.entry;
  return isSameButMark(
    withEntry(candidate, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    current,
  );
}

function isSameKey(begun: KindEntry, current: KindEntry | undefined): boolean {
  return current !== undefined && keyText(begun) === keyText(current);
}

/** What is wrong with an entry by itself, as a sentence. */
function findFault(
  candidate: KindEntry,
  { told, isTwin }: Match,
  isCallable: (company: string, number: string) => boolean,
): string | undefined {
  if (isTwin) return 'it is told twice, and counts as it was told first: correct it in the source.';
  const [fault] = checkShape({ [candidate.kind]: [candidate.entry] });
  if (fault !== undefined) return fault.message;
  if (told.kind !== 'ddis' || isCallable(told.found.company, told.found.destination)) return undefined;
  const { destination, company } = told.found;
  return `it leads to ${destination}, which is no extension, queue or group of company ${company}: describe that number, or the DDI, with directory import.`;
}

/** Whatever has what an entry is to have, as a sentence with what to do about it. */
function findRival(
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

/** What a thing that begins anew goes on with. Of a trunk it is the rules by which its id dials, and no channel. */
function findFormer(ledger: Ledger, { told, past }: Match): KindEntry | undefined {
  if (told.kind !== 'trunks') return past;
  const { id } = told.found;
  const [claim] = ledger.claimsOf({ kind: 'trunks', entry: { id, channels: [] } });
  const former = ledger
    .holdersOf(claim?.key ?? '')
    .toSorted((a, b) => ((a.entry.from ?? '') < (b.entry.from ?? '') ? 1 : -1))[0];
  return former?.kind === 'trunks' ? { kind: 'trunks', entry: { ...former.entry, channels: [] } } : undefined;
}

/** Of the channels told of a trunk, those that no other trunk has. */
function withOwnChannels(ledger: Ledger, { whole: told, current }: Match, today: string): Told {
  if (told.kind !== 'trunks' || current === undefined) return told;
  const isFree = (channel: string) =>
    ledger
      .claimsOf({ kind: 'trunks', entry: { id: '', channels: [channel] } })
      .filter(({ field }) => field === 'channels')
      .every(({ key }) => ledger.holdersOf(key).every((one) => one === current || !holdsOn(one, today)));
  return { kind: 'trunks', found: { ...told.found, channels: told.found.channels.filter(isFree) } };
}

/** Numbers that the directory has, or is going to have; those asked for in vain are told in the end. */
function collectNumbers(ledger: Ledger, told: readonly Told[]) {
  const extensions = new Set<string>();
  const callables = new Set<string>();
  const add = (kind: string, { company, number }: { company: string; number: string }) => {
    if (kind === 'extensions') extensions.add(`${company}\0${number}`);
    callables.add(`${company}\0${number}`);
  };
  for (const { kind, entry } of ledger.entries()) {
    if (kind === 'extensions' || kind === 'queues' || kind === 'groups') add(kind, entry);
  }
  for (const one of told) {
    if (one.kind === 'extensions' || one.kind === 'queues' || one.kind === 'groups') add(one.kind, one.found);
  }
  const missing = new Map<string, Set<string>>();
  return {
    isCallable: (company: string, number: string) => callables.has(`${company}\0${number}`),
    isExtension: (company: string, number: string) => {
      const isThere = extensions.has(`${company}\0${number}`);
      if (!isThere) missing.set(company, (missing.get(company) ?? new Set()).add(number));
      return isThere;
    },
    notes: () =>
      [...missing].map(
        ([company, numbers]) =>
          `Left out of devices, queues and groups, as they are no extensions of company ${company}: ${[...numbers].join(', ')}.`,
      ),
  };
}

function withEntry(one: KindEntry, fields: Partial<DirectoryEntry>): KindEntry {
  return { ...one, entry: { ...one.entry, ...fields } } as KindEntry;
}
