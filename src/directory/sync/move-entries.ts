import type { DirectoryEntry } from '../../core/directory.ts';
import type { KindEntry } from '../entry-key.ts';
import { type Change, describeChange, describeDifference, describeFields } from './describe-change.ts';
import { findRival, isSameKey } from './find-rival.ts';
import type { FoundDirectory } from './found-directory.ts';
import { holdsOn, type Ledger } from './ledger.ts';
import { type Told, tellsOf } from './list-told.ts';
import type { Match } from './match-told.ts';
import type { SyncTerms } from './sync-terms.ts';

/** An entry that is to hold from today on, and the one that holds today, which differs. */
export interface Move {
  readonly candidate: KindEntry;
  readonly match: Match;
}

/** Ends and begins entries; gives those that could not begin, and adds what was done to `changes`. */
export function makeMoves(
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
export function endVanished(
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
export function markTold(ledger: Ledger, current: KindEntry | undefined, source: string): void {
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

/** The same entry with other days, or another mark. */
export function withEntry(one: KindEntry, fields: Partial<DirectoryEntry>): KindEntry {
  return { ...one, entry: { ...one.entry, ...fields } } as KindEntry;
}
