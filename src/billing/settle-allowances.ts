import { RingledgerError } from '../core/errors.ts';
import { monthsOf } from '../core/period.ts';
import { findTouchedCompanies } from '../store/calls/touched-companies.ts';
import { recalculate } from './rating-runs.ts';
import type { RunParts } from './run-parts.ts';

/** Counter of the version up to which legs have taken from their allowances. */
const SETTLED = 'allowances-version';

/**
 * Lets calls that came since the last time take from what their companies' tariffs include, in the order of their start,
 * with all others of their months: one that comes late may leave less for those after it. Every call keeps the prices that
 * priced it. To be called when calls have come; without allowances it asks the engine nothing.
 */
export async function settleAllowances(parts: RunParts): Promise<void> {
  const { catalog } = parts;
  const upTo = await parts.finishedVersion();
  const above = await catalog.readCounter(SETTLED);
  const prices = await parts.prices();
  if (upTo <= above) return;
  if (prices.hasAllowances && !(await settleSince(parts, above))) return;
  await catalog.raiseCounter(SETTLED, upTo);
}

/** False where another run is pricing such calls: they are settled the next time. */
async function settleSince(parts: RunParts, above: number): Promise<boolean> {
  const prices = await parts.prices();
  const touched = (await findTouchedCompanies(parts.calls, above)).filter(
    ({ company, lastAt }) => prices.tariffOf(company, lastAt).tariff.allowances.length > 0,
  );
  if (touched.length === 0) return true;
  const firstAt = Math.min(...touched.map((one) => one.firstAt));
  const lastAt = Math.max(...touched.map((one) => one.lastAt));
  const months = monthsOf({ fromAt: firstAt, toAt: lastAt + 1, zone: prices.zone });
  try {
    await recalculate(parts, {
      fromAt: months[0]?.fromAt ?? firstAt,
      toAt: months.at(-1)?.toAt ?? lastAt + 1,
      companies: touched.map(({ company }) => company),
      devices: null,
      reason: 'new calls take from what their tariffs include',
      askedBy: 'ringledger',
      review: false,
      keepsRates: true,
    });
    return true;
  } catch (error) {
    if (error instanceof RingledgerError && error.code === 'retry') return false;
    throw error;
  }
}
