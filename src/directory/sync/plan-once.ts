import type { DirectoryEntries } from '../../core/directory.ts';
import { checkShape } from '../check-shape.ts';
import type { KindEntry } from '../entry-key.ts';
import { isSameButMark } from '../entry-mark.ts';
import { collectNumbers } from './collect-numbers.ts';
import { type Change, describeChange } from './describe-change.ts';
import { findFormer, withOwnChannels } from './former-entry.ts';
import type { FoundDirectory } from './found-directory.ts';
import { openLedger } from './ledger.ts';
import type { Told } from './list-told.ts';
import { type Match, matchTold } from './match-told.ts';
import { endVanished, type Move, makeMoves, markTold, withEntry } from './move-entries.ts';
import { readPeople, renameHolding } from './name-by-people.ts';
import type { SyncTerms } from './sync-terms.ts';
import { toCandidate } from './to-candidate.ts';

/** A plan in which everything told is either taken or refused. */
export interface Planned {
  readonly changed: readonly KindEntry[];
  readonly changes: readonly Change[];
  readonly refused: ReadonlyMap<Told, Change>;
  readonly unchanged: number;
  readonly notes: readonly string[];
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

function isAsTold(candidate: KindEntry, current: KindEntry | undefined): boolean {
  if (current === undefined) return false;
  const { from, to } = current.entry;
  return isSameButMark(
    withEntry(candidate, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    current,
  );
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
