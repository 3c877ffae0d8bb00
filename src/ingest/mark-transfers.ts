import type { Window } from '../store/calls/cdr-rows.ts';
import { markTransferred, type TransferredCall } from '../store/calls/mark-legs.ts';
import { readCall } from './attribute/read-call.ts';
import { splitCalls } from './attribute/split-calls.ts';
import type { LandingParts } from './landing.ts';
import type { StoredCall } from './make-legs.ts';
import { findOlder, visitOlder } from './older-calls.ts';

/** The counter that says that it is done. */
const MARKED = 'marked:transfers';

/** Windows of records whose legs may be older than the mark of a transfer; none once they were all looked at. */
export function findUnmarked(parts: LandingParts): Promise<readonly Window[]> {
  return findOlder(parts, MARKED);
}

/**
 * Marks legs that were made before there was such a mark, where their call was passed on. Legs that are made now have it: of
 * the others prices and versions stay as they are.
 */
export function markTransfers(
  parts: LandingParts,
  windows: readonly Window[],
  isOver: () => boolean,
): Promise<void> {
  return visitOlder(parts, MARKED, windows, isOver, async (calls, wide, { directory }) => {
    const passedOn = ({ callKey, records }: StoredCall): readonly TransferredCall[] =>
      splitCalls(records)
        .filter((call) => call.length > 1 && readCall(call, directory)?.transferred === true)
        .map((call) => ({ callKey, acctids: call.map(({ acctid }) => acctid) }));
    await markTransferred(parts.calls, calls.flatMap(passedOn), wide);
  });
}
