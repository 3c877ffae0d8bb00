import { DIRECTORY_KINDS, type DirectoryEntries } from '../../core/directory.ts';
import { type Fault, RingledgerError } from '../../core/errors.ts';
import type { FoundDirectory } from './found-directory.ts';
import { holdsOn } from './ledger.ts';
import { type Told, tellsOf } from './list-told.ts';
import type { SyncTerms } from './sync-terms.ts';

/**
 * A PBX that is half set up, a file that was cut off and a table that may not be read all look like a PBX from which
 * most is gone: whoever means that says so.
 */
export function checkAmount(
  directory: DirectoryEntries,
  found: FoundDirectory,
  told: readonly Told[],
  { source, today }: SyncTerms,
): void {
  if (told.length === 0 && (found.people ?? []).length === 0) {
    const notes = found.notes.map((note) => `\n${note}`).join('');
    throw new RingledgerError(
      'conflict',
      `The source ${source} tells of nothing at all. Check that it is the right one and may be read, or say --anyway.${notes}`,
    );
  }
  const faults = DIRECTORY_KINDS.flatMap((kind): readonly Fault[] => {
    if (!tellsOf(found, kind)) return [];
    const before = directory[kind].filter(
      (entry) => entry.source === source && holdsOn({ kind, entry } as Parameters<typeof holdsOn>[0], today),
    ).length;
    const now = told.filter((one) => one.kind === kind).length;
    if (now * 2 >= before) return [];
    return [{ where: kind, message: `the source ${source} told of ${before}, and now of ${now}.` }];
  });
  if (faults.length === 0) return;
  const lines = faults.map(({ where, message }) => `${where}: ${message}`);
  throw new RingledgerError(
    'conflict',
    [
      `More than half is gone from the answer of ${source}; nothing was changed. Check that it is whole, or say --anyway if it is:`,
      ...lines,
    ].join('\n'),
    faults,
  );
}
