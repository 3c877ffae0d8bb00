import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import { suggestWord } from '../core/suggest-word.ts';

/** Parameters of a request as they come: one that is given twice is a list. */
export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Parameters by name. Refuses those that are not known, as a misspelt `dryRun` would import in earnest, and those that
 * stand twice.
 */
export function readQuery<Name extends string>(
  query: RawQuery,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const faults: Fault[] = [];
  const read: Partial<Record<Name, string>> = {};
  for (const [written, value] of Object.entries(query)) {
    const name = names.find((one) => one === written);
    if (name === undefined) {
      const meant = suggestWord(written, names);
      const fix = meant === undefined ? `write some of ${names.join(', ')}.` : `did you mean "${meant}"?`;
      faults.push({ where: written, message: `There is no parameter "${written}": ${fix}` });
    } else if (typeof value === 'string') read[name] = value;
    else faults.push({ where: written, message: `"${written}" stands twice: write it once.` });
  }
  if (faults.length > 0) throw refuseFaults('The request cannot be read; nothing was done.', faults);
  return read;
}

/** Whether a switch is on: `?dryRun`, `true` or `1`. */
export function readSwitch(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false' || text === '0') return false;
  if (text === '' || text === 'true' || text === '1') return true;
  throw new RingledgerError('invalid-request', `${name} is "${text}": write "true" or "false".`);
}

/** A revision that there is: the one asked for, else the current one. */
export function readRevisionNumber(text: string | undefined, current: number): number {
  if (text === undefined) return current;
  const revision = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (revision >= 0 && revision <= current) return revision;
  throw new RingledgerError(
    'invalid-request',
    `revision is "${text}": write a whole number from 0 to ${current}, which is the current one.`,
  );
}
