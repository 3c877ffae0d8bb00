import { type Fault, RingledgerError, refuseFaults } from './errors.ts';

/** Says what is wrong at one place of a file. */
export type Refuse = (where: string, message: string) => void;

/** A file in a wholly other form would fill the screen: the rest is counted. */
const MOST_FAULTS = 1000;

/**
 * Runs a reader that may find any number of faults. Throws `invalid-request` with all of them at once; those of a
 * `RingledgerError` that breaks it off are told last.
 */
export function collectFaults<Result>(summary: string, read: (refuse: Refuse) => Result): Result {
  const faults: Fault[] = [];
  try {
    const result = read((where, message) => void faults.push({ where, message }));
    if (faults.length === 0) return result;
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    faults.push(...error.faults);
    if (faults.length === 0) throw error;
  }
  throw refuseFaults(summary, shorten(faults));
}

function shorten(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  const rest = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), { where: 'further down', message: `${rest} more faults follow.` }];
}
