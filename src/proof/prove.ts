import { monthsOf, type Period } from '../core/period.ts';
import { type ProofFilter, readRoots } from '../store/calls/proof-filter.ts';
import { checkCalls } from './check-calls.ts';
import { checkCharges } from './check-charges.ts';
import { checkLegs } from './check-legs.ts';
import { checkRecords } from './check-records.ts';
import { checkSums } from './check-sums.ts';
import type { ProofCheck, ProofParts, ProofRequest } from './proof.ts';

const CHECKS = [checkCalls, checkSums, checkRecords, checkCharges] as const;

/** Calls that come while a check is made may stand on one side only: it is made again, so often at most. */
const ATTEMPTS = 5;

/**
 * Makes every check of a period. `onProgress` hears steps done, of how many. Where something differs and calls came, or
 * prices were published, while it was looked at, the check is made again.
 */
export async function prove(
  request: ProofRequest,
  parts: ProofParts,
  onProgress: (done: number, total: number) => void,
): Promise<readonly ProofCheck[]> {
  const months = splitByMonth(request.period);
  const wanted = request.withLegs === true ? [...CHECKS, checkLegs] : CHECKS;
  const total = wanted.length * months.length + 1;
  let done = 0;
  const step = () => {
    done += 1;
    onProgress(Math.min(done, total), total);
  };
  const checks: ProofCheck[] = [];
  for (const check of wanted) {
    for (let attempt = 1; ; attempt += 1) {
      const before = await readMoment(parts);
      const made = await check(request, { parts: await overlay(request, months, parts), step }, parts);
      const isStill = (await readMoment(parts)) === before;
      if (made.equal || isStill || attempt === ATTEMPTS) {
        checks.push(made.equal || isStill ? made : { ...made, note: `${made.note} ${RESTLESS}`.trim() });
        break;
      }
      done = checks.reduce((sum) => sum + months.length, 0);
    }
  }
  return checks;
}

const RESTLESS =
  'Calls came, or prices were published, all the while: prove it again when that is over, or as_of an instant.';

/** Another text whenever legs were written or prices published. */
async function readMoment({ finishedVersion, publishedRuns }: ProofParts): Promise<string> {
  return `${await finishedVersion()} ${(await publishedRuns()).version}`;
}

/** A period in its months, so that no step holds more than one. */
function splitByMonth(period: Period): readonly Period[] {
  return monthsOf(period).map(({ fromAt, toAt, zone }) => ({
    fromAt: Math.max(fromAt, period.fromAt),
    toAt: Math.min(toAt, period.toAt),
    zone,
  }));
}

async function overlay(
  { scope, asOf }: ProofRequest,
  months: readonly Period[],
  { calls, publishedRuns }: ProofParts,
): Promise<readonly ProofFilter[]> {
  const published = await publishedRuns();
  const parts: ProofFilter[] = [];
  for (const period of months) {
    const overlayRun = published.overlayOf(period, asOf);
    parts.push({ scope, period, asOf, overlayRun, roots: await readRoots(calls, period) });
  }
  return parts;
}
