import { formatInstant } from '../core/format-instant.ts';
import { parseMoney } from '../core/money.ts';
import type { StatementSection } from '../rating/statement.ts';
import type { StatementLine } from '../rating/statement-lines.ts';
import { type AdjustedCall, type AdjustedMonth, tellWhy } from './adjust-months.ts';
import { formatAmount, formatDuration, formatPercent } from './format-figures.ts';
import type { ListedCall } from './list-calls.ts';
import type { PreparedStatement, Statement } from './make-statement.ts';
import { type PdfColumn, Sheet } from './pdf-sheet.ts';

const LINE_COLUMNS: readonly PdfColumn[] = [
  { title: 'Number type', width: 110 },
  { title: 'Destination', width: 191 },
  { title: 'Calls', width: 60, right: true },
  { title: 'Time', width: 70, right: true },
  { title: 'Cost', width: 80, right: true },
];
const RENTAL_COLUMNS: readonly PdfColumn[] = [
  { title: 'Monthly charge', width: 171 },
  { title: 'Units', width: 60, right: true },
  { title: 'Days', width: 60, right: true },
  { title: 'of', width: 40, right: true },
  { title: 'A month', width: 90, right: true },
  { title: 'Cost', width: 90, right: true },
];
const ALLOWANCE_COLUMNS: readonly PdfColumn[] = [
  { title: 'Included', width: 271 },
  { title: 'Quantity', width: 120, right: true },
  { title: 'Used', width: 120, right: true },
];
const TOTAL_COLUMNS: readonly PdfColumn[] = [
  { title: '', width: 391 },
  { title: '', width: 120, right: true },
];
const ITEM_COLUMNS: readonly PdfColumn[] = [
  { title: 'Began', width: 88 },
  { title: 'Who', width: 88 },
  { title: 'Called', width: 84 },
  { title: 'Destination', width: 98 },
  { title: 'Time', width: 42, right: true },
  { title: 'Included', width: 45, right: true },
  { title: 'Cost', width: 66, right: true },
];

const CHANGE_COLUMNS: readonly PdfColumn[] = [
  { title: 'Began', width: 88 },
  { title: 'Call', width: 60 },
  { title: 'Who', width: 80 },
  { title: 'Called', width: 80 },
  { title: 'Why', width: 83 },
  { title: 'Was', width: 60, right: true },
  { title: 'Is', width: 60, right: true },
];

/** A statement on A4 pages. Its calls, where there are any to list, follow it a line each. */
export async function* renderStatementPdf({
  statement,
  calls,
  changes,
}: PreparedStatement): AsyncGenerator<Uint8Array> {
  const { company, month, zone, currency } = statement;
  const sheet = new Sheet(`${company.name} · Statement ${month} · ${currency}`);
  sheet.heading(company.name, 16);
  sheet.heading(`Statement ${month}`, 12);
  sheet.line(`${statement.from} to ${statement.to}, days of ${zone}`);
  sheet.line(
    `Company ${company.id}. Amounts in ${currency}, by revision ${statement.revision} of the rate card.`,
  );
  writeTotals(sheet, [
    ['Subtotal', statement.subtotal],
    ['Tax', statement.tax],
    [`Total ${currency}`, statement.total],
  ]);
  if (statement.unknownCalls > 0)
    sheet.line(`Not included, as their cost is not known yet: calls ${statement.unknownCalls}`);
  if (statement.closed) sheet.line('This month is closed: what comes later is on the statements after it.');
  for (const section of statement.sections) writeSection(sheet, section);
  for (const adjustment of statement.adjustments) writeAdjustment(sheet, adjustment);
  yield* sheet.take();
  if (changes !== undefined) yield* writeChanges(sheet, changes, statement);
  if (calls !== undefined) yield* writeItems(sheet, calls, statement);
  sheet.end();
  yield* sheet.take();
}

function writeSection(sheet: Sheet, section: StatementSection): void {
  const days = section.spans.map(({ from, to }) => `${from} to ${to}`).join(', ');
  sheet.heading(`Tariff ${section.tariff}: ${days}`, 10);
  writeLines(sheet, '', section.lines);
  writeLines(sheet, 'Calls that have no known cost yet, and are in no sum', section.unknown);
  writeLines(sheet, 'Calls that came in', section.inbound);
  writeLines(
    sheet,
    'Calls that came in and have no known cost yet, and are in no sum',
    section.inboundUnknown,
  );
  writeRentals(sheet, section);
  writeAllowances(sheet, section);
  writeTotals(sheet, [
    ['Calls', section.callsTotal],
    ['Monthly charges', section.rentalsTotal],
    ...(section.rounding === null ? [] : [['Rounding', section.rounding] as const]),
    ['Subtotal', section.subtotal],
    [`Tax ${formatPercent(section.taxPerMillion)} %`, section.tax],
    ['Total', section.total],
  ]);
}

function writeAdjustment(sheet: Sheet, adjustment: AdjustedMonth): void {
  const { month, lines, unknownCalls, callsTotal, rounding, subtotal, tax, total } = adjustment;
  const of = (incoming: boolean) => lines.filter((line) => line.incoming === incoming);
  sheet.heading(`Adjustments of ${month}: what changed since it was closed`, 10);
  writeLines(sheet, '', of(false));
  writeLines(sheet, 'Calls that came in', of(true));
  if (unknownCalls !== 0) sheet.line(`Calls without a known cost, more or fewer: ${unknownCalls}`);
  writeTotals(sheet, [
    ['Calls', callsTotal],
    ...(rounding === null ? [] : [['Rounding', rounding] as const]),
    ['Subtotal', subtotal],
    ['Tax', tax],
    ['Total', total],
  ]);
}

function writeLines(
  sheet: Sheet,
  heading: string,
  lines: readonly (Omit<StatementLine, 'cost'> & Partial<Pick<StatementLine, 'cost'>>)[],
): void {
  if (lines.length === 0) return;
  if (heading !== '') sheet.heading(heading, 8);
  sheet.table(LINE_COLUMNS);
  for (const { numberType, destination, calls, seconds, cost } of lines) {
    const amount = cost === undefined ? 'unknown' : formatAmount(cost);
    sheet.row([numberType, destination, String(calls), formatDuration(seconds), amount]);
  }
}

function writeRentals(sheet: Sheet, { rentals }: StatementSection): void {
  if (rentals.length === 0) return;
  sheet.space();
  sheet.table(RENTAL_COLUMNS);
  for (const { name, per, units, days, daysInMonth, monthly, amount } of rentals) {
    const figures = [String(units), String(days), String(daysInMonth)];
    sheet.row([`${name}, per ${per}`, ...figures, formatAmount(BigInt(monthly)), formatAmount(amount)]);
  }
}

function writeAllowances(sheet: Sheet, { allowances }: StatementSection): void {
  if (allowances.length === 0) return;
  sheet.space();
  sheet.table(ALLOWANCE_COLUMNS);
  for (const { name, unit, quantity, used } of allowances) {
    const show = (count: number) => (unit === 'calls' ? `${count} calls` : formatDuration(count));
    sheet.row([name, quantity === null ? '' : show(quantity), show(used)]);
  }
}

/** Amounts under each other, the last one the sum. */
function writeTotals(sheet: Sheet, totals: readonly (readonly [string, bigint])[]): void {
  sheet.table(TOTAL_COLUMNS);
  for (const [index, [name, amount]] of totals.entries())
    sheet.row([name, formatAmount(amount)], index === totals.length - 1 ? 'bold' : 'regular');
}

/** The calls of adjustments, by month. */
async function* writeChanges(
  sheet: Sheet,
  changes: AsyncIterable<AdjustedCall>,
  { zone }: Statement,
): AsyncGenerator<Uint8Array> {
  let month = '';
  const tell = (cost: string | null) => (cost === null ? 'unknown' : formatAmount(parseMoney(cost)));
  for await (const call of changes) {
    if (call.month !== month) {
      month = call.month;
      sheet.heading(`Adjusted calls of ${month}`, 10);
      sheet.table(CHANGE_COLUMNS);
    }
    sheet.row([
      formatInstant(call.startAt, zone),
      call.acctid,
      call.owner,
      call.incoming ? `from ${call.caller}` : call.called,
      tellWhy(call),
      call.was === undefined ? '' : tell(call.was.cost),
      call.now === undefined ? '' : tell(call.now.cost),
    ]);
    yield* sheet.take();
  }
}

async function* writeItems(
  sheet: Sheet,
  calls: AsyncIterable<ListedCall>,
  { zone }: Statement,
): AsyncGenerator<Uint8Array> {
  sheet.heading('Calls in order of time', 10);
  sheet.table(ITEM_COLUMNS);
  for await (const call of calls) {
    sheet.row([
      formatInstant(call.startAt, zone),
      call.owner,
      call.caller === undefined ? call.called : `from ${call.caller}`,
      call.destination === '' ? call.numberType : call.destination,
      formatDuration(call.seconds),
      call.allowance === '' ? '' : formatDuration(call.coveredSeconds),
      call.cost === null ? 'unknown' : formatAmount(parseMoney(call.cost)),
    ]);
    yield* sheet.take();
  }
}
