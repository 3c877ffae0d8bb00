import { formatLocalInstant } from '../core/format-instant.ts';
import { formatMoney } from '../core/money.ts';
import type { StatementSection } from '../rating/statement.ts';
import type { StatementLine } from '../rating/statement-lines.ts';
import { formatPercent } from './format-figures.ts';
import type { ListedCall } from './list-calls.ts';
import type { PreparedStatement, Statement } from './make-statement.ts';

/** A statement as one JSON object on one line: money as decimal text, times with the zone's offset, `items` last. */
export async function* renderStatementJson({ statement, calls }: PreparedStatement): AsyncGenerator<string> {
  const text = JSON.stringify(toApi(statement));
  if (calls === undefined) {
    yield `${text}\n`;
    return;
  }
  yield `${text.slice(0, -1)},"items":[`;
  let comma = '';
  for await (const call of calls) {
    yield `${comma}${JSON.stringify(toItem(call, statement.zone))}`;
    comma = ',';
  }
  yield ']}\n';
}

function toApi({ sections, month, subtotal, tax, total, ...statement }: Statement) {
  return {
    company: statement.company,
    ...{ period: month, from: statement.from, to: statement.to, zone: statement.zone },
    ...{ currency: statement.currency, revision: statement.revision },
    ...{ calls: statement.calls, seconds: statement.seconds, unknownCalls: statement.unknownCalls },
    sections: sections.map(toSection),
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
