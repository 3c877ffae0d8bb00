import type { RatingRun } from '../core/rating-run.ts';
import { findDevices, type LegFilter } from '../store/calls/report-queries.ts';
import { recalculate } from './rating-runs.ts';
import type { RunParts } from './run-parts.ts';

/**
 * What the `recalc` flag of a published report does: prices the outbound calls that the report is about again, by the
 * rates of now, and publishes the result. Refuses with `retry` while an overlapping scope is being priced.
 */
export async function recalculateFilter(
  parts: RunParts,
  filter: LegFilter,
  askedBy: string,
): Promise<RatingRun> {
  const { scope, period, keys } = filter;
  return recalculate(parts, {
    fromAt: period.fromAt,
    toAt: period.toAt,
    companies: scope.companies === 'all' ? null : scope.companies,
    devices: keys === undefined ? null : await findDevices(parts.calls, filter),
    reason: 'recalc of a Call Report',
    askedBy,
    review: false,
  });
}
