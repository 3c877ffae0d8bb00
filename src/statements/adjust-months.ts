import type { Closing } from '../core/closing.ts';
import { parseMoney } from '../core/money.ts';
import type { Period } from '../core/period.ts';
import { scopeOfCompanies } from '../core/scope.ts';
import { type Adjustment, adjust, isNothing } from '../rating/adjustment.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { addUpStatement, type Totals } from '../rating/statement.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import {
  type ChangedCall,
  type ChangeFilter,
  findTouchedPeriods,
  streamChangedCalls,
} from '../store/calls/changed-legs.ts';
import type { LegSource } from '../store/calls/leg-source.ts';
import { readInboundSums } from '../store/calls/statement-inbound-rows.ts';
import { readCallSums } from '../store/calls/statement-rows.ts';
import type { FigureSource } from './figures.ts';
import { type PlannedMonth, planMonth } from './plan-month.ts';

/** What the calls of a month are added up from. */
export interface AddingParts {
  readonly calls: CallStore;
  readonly figures: FigureSource;
  /** Tariffs of a revision of the rate card, in a PBX of this zone. */
  readonly prices: (revision: number, zone: string) => Promise<PriceBook>;
}

/** What became of a closed month since the company's last closing accounted for it. */
export interface AdjustedMonth extends Adjustment {
  readonly month: string;
  readonly filter: ChangeFilter;
}

/** A changed call, and the closed month it is of. */
export interface AdjustedCall extends ChangedCall {
  readonly month: string;
}

/**
 * Adjustments of the months that these closings, of one company and by month, closed: what their calls come to at a
 * version, less what they came to at the last closing, which is what all statements that were closed account for.
 * Sections, monthly charges and tax stay those of each month's own closing.
 */
export async function adjustMonths(
  parts: AddingParts,
  closings: readonly Closing[],
  asOf: number,
  overlayOf: (period: Period) => number | undefined,
): Promise<readonly AdjustedMonth[]> {
  const [first, last] = [closings[0], closings.at(-1)];
  if (first === undefined || last === undefined) return [];
  // From instant to instant, whatever zones the months were of.
  const period = { fromAt: first.fromAt, toAt: last.toAt, zone: 'UTC' };
  const filter: ChangeFilter = {
    ...{ company: last.company, period, since: last.version, asOf, overlayRun: overlayOf(period) },
  };
  const ends = closings.map(({ toAt }) => toAt);
  const adjusted: AdjustedMonth[] = [];
  for (const index of await findTouchedPeriods(parts.calls, filter, ends)) {
    const closing = closings[index];
    if (closing === undefined) throw new Error('a leg is of a period that was not asked for');
    const { company, month, fromAt, toAt } = closing;
    const own = { ...filter, period: { fromAt, toAt } };
    const { directory, rates } = await parts.figures.ofClosing(closing);
    const prices = await parts.prices(rates, directory.zone);
    const planned = planMonth(company, month, directory, prices, { fromAt, toAt });
    const [before, after] = await Promise.all([
      addUpMonth(parts.calls, company, planned, { asOf: last.version }),
      addUpMonth(parts.calls, company, planned, { asOf, overlayRun: filter.overlayRun }),
    ]);
    const adjustment = { month, ...adjust(before, after), filter: own };
    if (!isNothing(adjustment)) adjusted.push(adjustment);
  }
  return adjusted;
}

/** A planned month with its calls. */
export async function addUpMonth(
  calls: CallStore,
  company: string,
  { plan, units, period, spanStarts }: PlannedMonth,
  source: LegSource,
): Promise<Totals> {
  const scope = scopeOfCompanies({ everyCompany: true, companies: [] }, [company]);
  const filter = { ...source, scope, period, spanStarts };
  const sums = await Promise.all([readCallSums(calls, filter), readInboundSums(calls, filter)]);
  return addUpStatement(plan, units, sums.flat());
}

/**
 * The calls that adjustments are of, by month; those that went out, then those that came in, each in order of time. Breaks
 * off where they do not come to what the adjustments say.
 */
export async function* listChanges(
  calls: CallStore,
  months: readonly AdjustedMonth[],
): AsyncGenerator<AdjustedCall> {
  for (const { month, filter, callsTotal } of months) {
    let sum = 0n;
    for (const direction of ['out', 'in'] as const) {
      for await (const call of streamChangedCalls(calls, direction, filter)) {
        sum += costOf(call.now) - costOf(call.was);
        yield { ...call, month };
      }
    }
    if (sum !== callsTotal)
      throw new Error(`Calls of ${month} come to ${sum}, and their adjustment is ${callsTotal}.`);
  }
}

/** Millionths; an unknown cost is in no sum. */
export function costOf(figures: ChangedCall['now']): bigint {
  return figures === undefined || figures.cost === null ? 0n : parseMoney(figures.cost);
}

/** What a reader is told of why a call is in an adjustment. */
export function tellWhy({ why, run }: ChangedCall): string {
  return why === 'repriced' ? `repriced by run ${run}` : why;
}
