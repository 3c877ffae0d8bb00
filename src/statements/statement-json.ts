import { formatLocalInstant } from '../core/format-instant.ts';
import { formatMoney } from '../core/money.ts';
import type { StatementSection } from '../rating/statement.ts';
import type { StatementLine } from '../rating/statement-lines.ts';
import { type AdjustedCall, type AdjustedMonth, costOf, tellWhy } from './adjust-months.ts';
import { formatPercent } from './format-figures.ts';
import type { ListedCall } from './list-calls.ts';
import type { PreparedStatement, Statement } from './make-statement.ts';

/** A statement as one JSON object on one line: money as decimal text, times with the zone's offset, `items` last. */
export async function* renderStatementJson({
  statement,
  calls,
  changes,
}: PreparedStatement): AsyncGenerator<string> {
  const text = JSON.stringify(toApi(statement));
  if (calls === undefined || changes === undefined) {
    yield `${text}\n`;
    return;
  }
  const { zone } = statement;
  yield `${text.slice(0, -1)},"adjusted":[`;
  yield* join(changes, (call) => toAdjustedItem(call, zone));
  yield '],"items":[';
  yield* join(calls, (call) => toItem(call, zone));
  yield ']}\n';
}

/** Objects with commas between them. */
export async function* join<Item>(
  items: AsyncIterable<Item>,
  toObject: (item: Item) => unknown,
): AsyncGenerator<string> {
  let comma = '';
  for await (const item of items) {
    yield `${comma}${JSON.stringify(toObject(item))}`;
    comma = ',';
  }
}

export function toAdjustment({ filter: _filter, ...adjustment }: AdjustedMonth) {
  const { lines, callsTotal, rounding, subtotal, tax, total } = adjustment;
  return {
    ...adjustment,
    lines: lines.map((line) => ({ ...line, cost: formatMoney(line.cost) })),
    callsTotal: formatMoney(callsTotal),
    rounding: rounding === null ? null : formatMoney(rounding),
    ...{ subtotal: formatMoney(subtotal), tax: formatMoney(tax), total: formatMoney(total) },
  };
}

/** `was` and `now` are null where the call was not there, or is there no longer. */
export function toAdjustedItem(call: AdjustedCall, zone: string) {
  const { month, incoming, acctid, startAt, device, owner, called, caller, was, now } = call;
  return {
    ...{ month, incoming, acctid: Number(acctid), startedAt: formatLocalInstant(startAt, zone) },
    ...{ device, owner, called, caller, was: was ?? null, now: now ?? null },
    ...{ difference: formatMoney(costOf(now) - costOf(was)), why: tellWhy(call) },
  };
}

function toApi({ sections, month, subtotal, tax, total, ...statement }: Statement) {
  return {
    company: statement.company,
    ...{ period: month, from: statement.from, to: statement.to, zone: statement.zone },
    ...{ currency: statement.currency, revision: statement.revision },
    ...{ calls: statement.calls, seconds: statement.seconds, unknownCalls: statement.unknownCalls },
    closed: statement.closed,
    sections: sections.map(toSection),
    adjustments: statement.adjustments.map(toAdjustment),
    ...{ subtotal: formatMoney(subtotal), tax: formatMoney(tax), total: formatMoney(total) },
  };
}

function toSection(section: StatementSection) {
  const { spans, lines, unknown, inbound, inboundUnknown, rentals, allowances, rounding } = section;
  const toLine = (line: StatementLine) => ({ ...line, cost: formatMoney(line.cost) });
  return {
    tariff: section.tariff,
    spans: spans.map(({ from, to }) => ({ from, to })),
    lines: lines.map(toLine),
    unknown,
    inbound: inbound.map(toLine),
    inboundUnknown,
    rentals: rentals.map((rental) => ({
      ...rental,
      monthly: formatMoney(BigInt(rental.monthly)),
      amount: formatMoney(rental.amount),
    })),
    allowances,
    callsTotal: formatMoney(section.callsTotal),
    rentalsTotal: formatMoney(section.rentalsTotal),
    rounding: rounding === null ? null : formatMoney(rounding),
    subtotal: formatMoney(section.subtotal),
    taxPercent: formatPercent(section.taxPerMillion),
    tax: formatMoney(section.tax),
    total: formatMoney(section.total),
  };
}

function toItem({ span: _span, acctid, startAt, ...call }: ListedCall, zone: string) {
  return { acctid: Number(acctid), startedAt: formatLocalInstant(startAt, zone), ...call };
}
