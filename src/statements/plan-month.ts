import type { Directory } from '../core/directory.ts';
import { monthPeriod, type Period } from '../core/period.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { RentedUnits } from '../rating/statement-lines.ts';
import {
  daysOfMonth,
  planStatement,
  type StatementDay,
  type StatementPlan,
} from '../rating/statement-sections.ts';

/** A month of a company, before its calls are added up. */
export interface PlannedMonth {
  readonly period: Period;
  readonly days: readonly StatementDay[];
  readonly plan: StatementPlan;
  /** What is rented, by section. */
  readonly units: readonly RentedUnits[];
  /** First instants of the spans; the first is that of the period. */
  readonly spanStarts: readonly number[];
}

/**
 * Cuts a month by tariffs and counts what is rented. Its calls are those that `calls` says where a closing
 * does: a month begins where the one before it was closed, also where the PBX's zone has changed since.
 */
export function planMonth(
  company: string,
  month: string,
  directory: Directory,
  prices: PriceBook,
  calls: { readonly fromAt?: number | undefined; readonly toAt?: number | undefined } = {},
): PlannedMonth {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const whole = monthPeriod(directory.zone, year, number);
  const days = daysOfMonth(whole);
  const plan = planStatement(days, (at) => prices.tariffOf(company, at).tariff);
  const period = { ...whole, fromAt: calls.fromAt ?? whole.fromAt, toAt: calls.toAt ?? whole.toAt };
  return {
    period,
    days,
    plan,
    units: plan.sections.map((section) => countUnits(company, section.days, directory)),
    spanStarts: plan.spans.map(({ startAt }, index) => (index === 0 ? period.fromAt : startAt)),
  };
}

/** What the directory has at the beginning of each of these days. */
function countUnits(company: string, days: readonly StatementDay[], directory: Directory): RentedUnits {
  const devices = new Set<string>();
  let [companyDays, deviceDays] = [0, 0];
  for (const { startAt } of days) {
    if (directory.hasCompany(company, startAt)) companyDays += 1;
    const today = new Set(directory.devicesOfCompany(company, startAt).map(({ id }) => id));
    deviceDays += today.size;
    for (const id of today) devices.add(id);
  }
  return { companyDays, devices: devices.size, deviceDays };
}
