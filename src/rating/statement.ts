import type { Allowance, Rental, Rounding, Tariff } from '../core/rate-card.ts';
import { divide } from './exact.ts';
import { roundingOfCall } from './settle-price.ts';
import type { StatementPlan, StatementSpan } from './statement-sections.ts';

/** Statements: what a company owes for a month. The rules are those of docs/statements.md. Money is millionths. */

/** Calls of one span that have number type, destination and allowance in common, and whether their cost is known. */
export interface CallSum {
  /** Index of the plan's span in which they started. */
  readonly span: number;
  readonly numberType: string;
  /** Empty for calls inside the PBX. */
  readonly destination: string;
  /** Name of the allowance that took a part of them; empty for none. */
  readonly allowance: string;
  /** False: these calls have no cost, and `cost` is 0. */
  readonly known: boolean;
  readonly calls: number;
  readonly seconds: number;
  readonly coveredSeconds: number;
  readonly cost: bigint;
}

/** What the directory had on the days of a section. */
export interface RentedUnits {
  /** Days on which it had the company. */
  readonly companyDays: number;
  /** Devices it had on any day, and the days of all of them together. */
  readonly devices: number;
  readonly deviceDays: number;
}

export interface StatementLine {
  readonly numberType: string;
  readonly destination: string;
  readonly calls: number;
  readonly seconds: number;
  readonly cost: bigint;
}

/** Calls that nobody has a rate for: counted, and part of no sum of money. */
export type UnknownLine = Omit<StatementLine, 'cost'>;

export interface RentalLine extends Rental {
  /** Companies (one, or none) or devices. */
  readonly units: number;
  /** Days of all units together. */
  readonly days: number;
  readonly daysInMonth: number;
  readonly amount: bigint;
}

export interface AllowanceLine {
  readonly name: string;
  readonly unit: Allowance['unit'];
  /** What the days of the section bring; null where the tariff has no such allowance any more. */
  readonly quantity: number | null;
  readonly used: number;
}

export interface StatementSection {
  readonly tariff: string;
  readonly spans: readonly StatementSpan[];
  readonly lines: readonly StatementLine[];
  readonly unknown: readonly UnknownLine[];
  readonly rentals: readonly RentalLine[];
  readonly allowances: readonly AllowanceLine[];
  readonly callsTotal: bigint;
  readonly rentalsTotal: bigint;
  /** What rounding the period's sum added; null under a tariff that rounds each call. */
  readonly rounding: bigint | null;
  readonly subtotal: bigint;
  readonly taxPerMillion: number;
  readonly tax: bigint;
  readonly total: bigint;
}

export interface Totals {
  readonly sections: readonly StatementSection[];
  readonly calls: number;
  readonly seconds: number;
  readonly unknownCalls: number;
  readonly subtotal: bigint;
  readonly tax: bigint;
  readonly total: bigint;
}

/** Adds a month up. `units` are those of the plan's sections, in their order; the order of `sums` does not matter. */
export function addUpStatement(
  plan: StatementPlan,
  units: readonly RentedUnits[],
  sums: readonly CallSum[],
): Totals {
  const sections = plan.sections.map(({ tariff, days }, index) => {
    const isOwn = (span: number) => plan.sectionOf[span] === index;
    return addUpSection(
      tariff,
      sums.filter(({ span }) => isOwn(span)),
      rentOf(tariff, units[index] ?? NOTHING_RENTED, plan.daysInMonth),
      days.length,
      plan.spans.filter((_span, span) => isOwn(span)),
    );
  });
  return {
    sections,
    calls: countOf(sums, 'calls'),
    seconds: countOf(sums, 'seconds'),
    unknownCalls: countOf(
      sums.filter(({ known }) => !known),
      'calls',
    ),
    subtotal: totalOf(sections.map(({ subtotal }) => subtotal)),
    tax: totalOf(sections.map(({ tax }) => tax)),
    total: totalOf(sections.map(({ total }) => total)),
  };
}

const NOTHING_RENTED: RentedUnits = { companyDays: 0, devices: 0, deviceDays: 0 };
const MILLION = 1_000_000n;

function addUpSection(
  tariff: Tariff,
  sums: readonly CallSum[],
  rentals: readonly RentalLine[],
  days: number,
  spans: readonly StatementSpan[],
): StatementSection {
  const lines = groupLines(sums.filter(({ known }) => known));
  const callsTotal = totalOf(lines.map(({ cost }) => cost));
  const rentalsTotal = totalOf(rentals.map(({ amount }) => amount));
  const sum = callsTotal + rentalsTotal;
  const subtotal = tariff.rounding.per === 'period' ? roundMoney(sum, 1n, tariff.rounding) : sum;
  const tax = roundMoney(subtotal * BigInt(tariff.taxPerMillion), MILLION, tariff.rounding);
  return {
    tariff: tariff.name,
    spans,
    lines,
    unknown: groupLines(sums.filter(({ known }) => !known)).map(({ cost: _none, ...line }) => line),
    rentals,
    allowances: usesOf(tariff.allowances, sums, days),
    callsTotal,
    rentalsTotal,
    rounding: tariff.rounding.per === 'period' ? subtotal - sum : null,
    subtotal,
    taxPerMillion: tariff.taxPerMillion,
    tax,
    total: subtotal + tax,
  };
}

/** One line for each number type and destination, by name. */
function groupLines(sums: readonly CallSum[]): readonly StatementLine[] {
  const groups = new Map<string, StatementLine>();
  for (const { numberType, destination, calls, seconds, cost } of sums) {
    const key = JSON.stringify([numberType, destination]);
    const group = groups.get(key);
    groups.set(key, {
      numberType,
      destination,
      calls: calls + (group?.calls ?? 0),
      seconds: seconds + (group?.seconds ?? 0),
      cost: cost + (group?.cost ?? 0n),
    });
  }
  return [...groups.values()].sort(
    (one, other) =>
      compareText(one.numberType, other.numberType) || compareText(one.destination, other.destination),
  );
}

/** Rounded once a line, as the tariff rounds a call. */
function rentOf(tariff: Tariff, rented: RentedUnits, daysInMonth: number): readonly RentalLine[] {
  return tariff.rentals.map((rental) => {
    const days = rental.per === 'device' ? rented.deviceDays : rented.companyDays;
    return {
      ...rental,
      units: rental.per === 'device' ? rented.devices : Math.min(rented.companyDays, 1),
      days,
      daysInMonth,
      amount: roundMoney(BigInt(rental.monthly) * BigInt(days), BigInt(daysInMonth), roundingOfCall(tariff)),
    };
  });
}

/** Allowances of the tariff in its order, then those that it has no more but calls were priced by, by name. */
function usesOf(
  allowances: readonly Allowance[],
  sums: readonly CallSum[],
  days: number,
): readonly AllowanceLine[] {
  const usedOf = (name: string, unit: Allowance['unit']) =>
    countOf(
      sums.filter(({ allowance }) => allowance === name),
      unit === 'calls' ? 'calls' : 'coveredSeconds',
    );
  const known = allowances.map(({ name, unit, quantity, per }) => ({
    name,
    unit,
    quantity: per === 'day' ? quantity * days : quantity,
    used: usedOf(name, unit),
  }));
  const names = new Set(sums.map(({ allowance }) => allowance));
  const gone = [...names].filter((name) => name !== '' && !allowances.some((one) => one.name === name));
  return [
    ...known,
    ...gone
      .sort(compareText)
      .map((name) => ({ name, unit: 'seconds' as const, quantity: null, used: usedOf(name, 'seconds') })),
  ];
}

function roundMoney(over: bigint, under: bigint, { mode, decimals }: Rounding): bigint {
  const unit = 10n ** BigInt(6 - decimals);
  return BigInt(divide(over, under * unit, mode)) * unit;
}

function countOf(sums: readonly CallSum[], what: 'calls' | 'seconds' | 'coveredSeconds'): number {
  return sums.reduce((count, sum) => count + sum[what], 0);
}

function totalOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** By code units, which no locale changes. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
