import type { Allowance, Rental, Rounding, Tariff } from '../core/rate-card.ts';
import { divide } from './exact.ts';
import { roundingOfCall } from './settle-price.ts';

/** The lines of a statement's section, by docs/statements.md, 1, 3 and 4. Money is millionths. */

/** Calls of one span that have number type, destination and allowance in common, and whether their cost is known. */
export interface CallSum {
  /** These calls came in. */
  readonly incoming?: boolean;
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

/** One line for each number type and destination, by name. */
export function groupLines(sums: readonly CallSum[]): readonly StatementLine[] {
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
export function rentOf(tariff: Tariff, rented: RentedUnits, daysInMonth: number): readonly RentalLine[] {
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
export function usesOf(
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

/** `over / under` to a rounding's decimals by its mode; neither is below 0. */
export function roundMoney(over: bigint, under: bigint, { mode, decimals }: Rounding): bigint {
  const unit = 10n ** BigInt(6 - decimals);
  return BigInt(divide(over, under * unit, mode)) * unit;
}

export function countOf(sums: readonly CallSum[], what: 'calls' | 'seconds' | 'coveredSeconds'): number {
  return sums.reduce((count, sum) => count + sum[what], 0);
}

/** By code units, which no locale changes. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
