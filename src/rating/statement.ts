import type { Tariff } from '../core/rate-card.ts';
import {
  type AllowanceLine,
  type CallSum,
  countOf,
  groupLines,
  type RentalLine,
  type RentedUnits,
  rentOf,
  roundMoney,
  type StatementLine,
  usesOf,
} from './statement-lines.ts';
import type { StatementPlan, StatementSpan } from './statement-sections.ts';

/** Statements: what a company owes for a month. The rules are those of docs/statements.md. Money is millionths. */

export interface StatementSection {
  readonly tariff: string;
  readonly spans: readonly StatementSpan[];
  readonly lines: readonly StatementLine[];
  /** Calls that nobody has a rate for: counted, and part of no sum of money. */
  readonly unknown: readonly Omit<StatementLine, 'cost'>[];
  /** The same of calls that came in. */
  readonly inbound: readonly StatementLine[];
  readonly inboundUnknown: readonly Omit<StatementLine, 'cost'>[];
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
  const outgoing = sums.filter(({ incoming }) => incoming !== true);
  const incoming = sums.filter((one) => one.incoming === true);
  const lines = groupKnown(outgoing);
  const inbound = groupKnown(incoming);
  const callsTotal = totalOf([...lines, ...inbound].map(({ cost }) => cost));
  const rentalsTotal = totalOf(rentals.map(({ amount }) => amount));
  const sum = callsTotal + rentalsTotal;
  const subtotal = tariff.rounding.per === 'period' ? roundMoney(sum, 1n, tariff.rounding) : sum;
  const tax = roundMoney(subtotal * BigInt(tariff.taxPerMillion), MILLION, tariff.rounding);
  return {
    tariff: tariff.name,
    spans,
    lines,
    unknown: groupUnknown(outgoing),
    inbound,
    inboundUnknown: groupUnknown(incoming),
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

function groupKnown(sums: readonly CallSum[]): readonly StatementLine[] {
  return groupLines(sums.filter(({ known }) => known));
}

function groupUnknown(sums: readonly CallSum[]): readonly Omit<StatementLine, 'cost'>[] {
  return groupLines(sums.filter(({ known }) => !known)).map(({ cost: _none, ...line }) => line);
}

function totalOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
