import { renderCsvLine } from '../core/csv-line.ts';
import { formatInstant } from '../core/format-instant.ts';
import { parseMoney } from '../core/money.ts';
import type { StatementSection } from '../rating/statement.ts';
import type { StatementLine } from '../rating/statement-lines.ts';
import { type AdjustedCall, type AdjustedMonth, costOf, tellWhy } from './adjust-months.ts';
import { formatAmount, formatPercent } from './format-figures.ts';
import type { ListedCall } from './list-calls.ts';
import type { PreparedStatement, Statement } from './make-statement.ts';

/** What every line of every statement has, so that many of them can be put under each other. */
const HEAD = [
  'record',
  'company',
  'company_name',
  'period',
  'zone',
  'currency',
  'revision',
  'tariff',
] as const;
const FIGURES = [
  ...['from', 'to', 'number_type', 'destination', 'name', 'unit', 'calls', 'seconds', 'quantity', 'used'],
  ...['days', 'days_in_month', 'monthly', 'tax_percent', 'amount'],
] as const;
const ITEM = [
  ...['acctid', 'started_at', 'device', 'owner', 'called', 'dialled', 'allowance', 'covered_seconds'],
  ...['caller', 'amount_before', 'amount_now', 'why', 'explanation'],
] as const;

type Cells = Readonly<Record<string, string>>;

/**
 * A statement as lines of CSV that end in LF, one record a line; `record` says what it is, and a cell that has nothing
 * to say is empty. An unknown cost is an empty amount. Times are wall-clock times of the PBX's zone.
 */
export async function* renderStatementCsv({
  statement,
  calls,
  changes,
}: PreparedStatement): AsyncGenerator<string> {
  const columns: readonly string[] = [...HEAD, ...FIGURES, ...(calls === undefined ? [] : ITEM)];
  const common = headOf(statement);
  const line = (cells: Cells) => toLine(columns.map((column) => cells[column] ?? common[column] ?? ''));
  yield toLine(columns);
  for (const section of statement.sections) {
    for (const cells of listSection(section)) yield line({ tariff: section.tariff, ...cells });
  }
  for (const adjustment of statement.adjustments) {
    for (const cells of listAdjustment(adjustment)) yield line(cells);
  }
  yield line(sumUp('statement-subtotal', statement, statement.subtotal));
  yield line(sumUp('statement-tax', statement, statement.tax));
  yield line({
    ...sumUp('statement-total', statement, statement.total),
    calls: String(statement.calls),
    seconds: String(statement.seconds),
  });
  if (calls === undefined || changes === undefined) return;
  for await (const call of changes) yield line(toAdjustedItem(call, statement));
  for await (const call of calls) yield line(toItem(call, statement));
}

function headOf({ company, month, zone, currency, revision }: Statement): Cells {
  return {
    ...{ company: company.id, company_name: company.name, period: month, zone, currency },
    revision: String(revision),
  };
}

function* listSection(section: StatementSection): Generator<Cells> {
  for (const { from, to } of section.spans) yield { record: 'section', from, to };
  for (const line of section.lines) yield toLineCells('line', line);
  for (const line of section.unknown) yield toLineCells('unknown', line);
  for (const line of section.inbound) yield toLineCells('inbound-line', line);
  for (const line of section.inboundUnknown) yield toLineCells('inbound-unknown', line);
  for (const { name, per, units, days, daysInMonth, monthly, amount } of section.rentals) {
    yield {
      ...{ record: 'rental', name, unit: per, quantity: String(units), days: String(days) },
      ...{ days_in_month: String(daysInMonth), monthly: formatAmount(BigInt(monthly)) },
      amount: formatAmount(amount),
    };
  }
  for (const { name, unit, quantity, used } of section.allowances) {
    yield {
      ...{ record: 'allowance', name, unit },
      ...{ quantity: quantity === null ? '' : String(quantity), used: String(used) },
    };
  }
  yield* listTotals(section);
}

function toLineCells(
  record: string,
  line: Omit<StatementLine, 'cost'> & Partial<Pick<StatementLine, 'cost'>>,
): Cells {
  return {
    ...{ record, number_type: line.numberType, destination: line.destination },
    ...{ calls: String(line.calls), seconds: String(line.seconds) },
    amount: line.cost === undefined ? '' : formatAmount(line.cost),
  };
}

function* listTotals(section: StatementSection): Generator<Cells> {
  yield { record: 'calls', amount: formatAmount(section.callsTotal) };
  yield { record: 'rentals', amount: formatAmount(section.rentalsTotal) };
  if (section.rounding !== null) yield { record: 'rounding', amount: formatAmount(section.rounding) };
  yield { record: 'subtotal', amount: formatAmount(section.subtotal) };
  yield {
    ...{ record: 'tax', tax_percent: formatPercent(section.taxPerMillion) },
    amount: formatAmount(section.tax),
  };
  yield { record: 'total', amount: formatAmount(section.total) };
}

/** Differences; `name` is the month that is adjusted. */
function* listAdjustment(adjustment: AdjustedMonth): Generator<Cells> {
  const { month: name, lines, unknownCalls, callsTotal, rounding, subtotal, tax, total } = adjustment;
  for (const line of lines)
    yield { ...toLineCells(line.incoming ? 'inbound-adjustment' : 'adjustment', line), name };
  if (unknownCalls !== 0) yield { record: 'adjustment-unknown', name, calls: String(unknownCalls) };
  const sums = { calls: callsTotal, ...(rounding === null ? {} : { rounding }), subtotal, tax, total };
  for (const [what, amount] of Object.entries(sums))
    yield { record: `adjustment-${what}`, name, amount: formatAmount(amount) };
}

function toAdjustedItem(call: AdjustedCall, { zone }: Statement): Cells {
  const { was, now } = call;
  const shown = now ?? was;
  const tell = (cost: string | null | undefined) =>
    cost === null || cost === undefined ? '' : formatAmount(parseMoney(cost));
  return {
    ...{ record: call.incoming ? 'adjusted-inbound-call' : 'adjusted-call', name: call.month },
    ...{ number_type: shown?.numberType ?? '', destination: shown?.destination ?? '' },
    ...{ seconds: String(shown?.seconds ?? 0), amount: formatAmount(costOf(now) - costOf(was)) },
    ...{ acctid: call.acctid, started_at: formatInstant(call.startAt, zone) },
    ...{ device: call.device, owner: call.owner, called: call.called, caller: call.caller },
    ...{ amount_before: tell(was?.cost), amount_now: tell(now?.cost), why: tellWhy(call) },
  };
}

function sumUp(record: string, { from, to }: Statement, amount: bigint): Cells {
  return { record, from, to, amount: formatAmount(amount) };
}

function toItem(call: ListedCall, { zone, sections, sectionOf }: Statement): Cells {
  return {
    record: call.caller === undefined ? 'call' : 'inbound-call',
    tariff: sections[sectionOf[call.span] ?? 0]?.tariff ?? '',
    ...{ number_type: call.numberType, destination: call.destination, seconds: String(call.seconds) },
    amount: call.cost === null ? '' : formatAmount(parseMoney(call.cost)),
    ...{ acctid: call.acctid, started_at: formatInstant(call.startAt, zone) },
    ...{ device: call.device, owner: call.owner, called: call.called, dialled: call.dialled },
    ...{ allowance: call.allowance, covered_seconds: String(call.coveredSeconds) },
    ...{ caller: call.caller ?? '', explanation: call.explanation },
  };
}

function toLine(cells: readonly string[]): string {
  return `${renderCsvLine(cells).slice(0, -2)}\n`;
}
