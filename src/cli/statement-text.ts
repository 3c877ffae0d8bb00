import { parseMoney } from '../core/money.ts';
import {
  renderAdjustment,
  renderChanges,
  type ShownAdjustment,
  type ShownChange,
} from './adjustment-text.ts';
import { formatCost } from './format-cells.ts';
import { showText } from './show-text.ts';
import { renderTable, type TableColumn } from './text-table.ts';
import { formatSpan } from './upload-progress.ts';

/** A statement as the server's JSON has it: money is decimal text. */
export interface StatementAnswer {
  readonly company: { readonly id: string; readonly name: string };
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly currency: string;
  readonly revision: number;
  readonly sections: readonly Section[];
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  /** Nothing changes it any more. */
  readonly closed?: boolean;
  readonly adjustments?: readonly ShownAdjustment[];
  readonly adjusted?: readonly ShownChange[];
  readonly items?: readonly Item[];
}

interface Group {
  readonly numberType: string;
  readonly destination: string;
  readonly calls: number;
  readonly seconds: number;
  readonly cost?: string;
}

interface Section {
  readonly tariff: string;
  readonly spans: readonly { readonly from: string; readonly to: string }[];
  readonly lines: readonly Group[];
  readonly unknown: readonly Group[];
  readonly inbound: readonly Group[];
  readonly inboundUnknown: readonly Group[];
  readonly rentals: readonly {
    readonly name: string;
    readonly units: number;
    readonly days: number;
    readonly daysInMonth: number;
    readonly monthly: string;
    readonly amount: string;
  }[];
  readonly allowances: readonly {
    readonly name: string;
    readonly unit: 'seconds' | 'calls';
    readonly quantity: number | null;
    readonly used: number;
  }[];
  readonly callsTotal: string;
  readonly rentalsTotal: string;
  readonly rounding: string | null;
  readonly subtotal: string;
  readonly taxPercent: string;
  readonly tax: string;
  readonly total: string;
}

interface Item {
  readonly startedAt: string;
  readonly owner: string;
  readonly called: string;
  /** Of a call that came in. */
  readonly caller?: string;
  readonly numberType: string;
  readonly destination: string;
  readonly seconds: number;
  readonly cost: string | null;
}

const LINE_COLUMNS: readonly TableColumn[] = [
  { title: 'number type' },
  { title: 'destination', gives: true },
  { title: 'calls', right: true },
  { title: 'talk', right: true },
  { title: 'cost', right: true },
];
const INBOUND_COLUMNS: readonly TableColumn[] = [{ title: 'came in' }, ...LINE_COLUMNS.slice(1)];
const RENTAL_COLUMNS: readonly TableColumn[] = [
  { title: 'monthly charge', gives: true },
  ...['units', 'days', 'of', 'a month', 'cost'].map((title) => ({ title, right: true })),
];
const ALLOWANCE_COLUMNS: readonly TableColumn[] = [
  { title: 'included', gives: true },
  { title: 'quantity', right: true },
  { title: 'used', right: true },
];
const TOTAL_COLUMNS: readonly TableColumn[] = [{ title: '' }, { title: '', right: true }];
const ITEM_COLUMNS: readonly TableColumn[] = [
  { title: 'began' },
  { title: 'who', gives: true },
  { title: 'called', gives: true },
  { title: 'number type', spare: true },
  { title: 'destination', gives: true },
  { title: 'talk', right: true },
  { title: 'cost', right: true },
];

const show = (amount: string) => formatCost(parseMoney(amount));

/** Lines of a statement, its calls at the end where it has them. */
export function renderStatement(statement: StatementAnswer, width: number): readonly string[] {
  const { company, from, to, zone, currency, revision, items, adjustments = [], adjusted = [] } = statement;
  return [
    showText(`${company.name} (${company.id})`),
    `${from} to ${to}, ${zone}; ${currency}; revision ${revision} of the rate card${statement.closed === true ? '; closed' : ''}`,
    ...statement.sections.flatMap((section) => ['', ...renderSection(section, width)]),
    ...adjustments.flatMap((adjustment) => ['', ...renderAdjustment(adjustment, width)]),
    '',
    ...renderTotals([
      ['all subtotals', statement.subtotal],
      ['all tax', statement.tax],
      [`total ${currency}`, statement.total],
    ]),
    ...(adjusted.length === 0 ? [] : ['', ...renderChanges(adjusted, width)]),
    ...(items === undefined ? [] : ['', ...renderTable(ITEM_COLUMNS, items.map(toItemRow), width)]),
  ];
}

function renderSection(section: Section, width: number): readonly string[] {
  const { lines, unknown, inbound, inboundUnknown, rentals, allowances, rounding } = section;
  const charges = rentals.map(({ name, units, days, daysInMonth, monthly, amount }) => [
    ...[name, String(units), String(days), String(daysInMonth), show(monthly), show(amount)],
  ]);
  const uses = allowances.map(({ name, unit, quantity, used }) => {
    const told = (count: number) => (unit === 'calls' ? `${count} calls` : formatSpan(count));
    return [name, quantity === null ? '' : told(quantity), told(used)];
  });
  const table = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [...renderTable(columns, rows, width), ''];
  return [
    showText(`${section.tariff}: ${section.spans.map((span) => `${span.from} to ${span.to}`).join(', ')}`),
    ...table(LINE_COLUMNS, [...lines, ...unknown].map(toGroupRow)),
    ...table(INBOUND_COLUMNS, [...inbound, ...inboundUnknown].map(toGroupRow)),
    ...table(RENTAL_COLUMNS, charges),
    ...table(ALLOWANCE_COLUMNS, uses),
    ...renderTotals([
      ['calls', section.callsTotal],
      ['monthly charges', section.rentalsTotal],
      ...(rounding === null ? [] : [['rounding', rounding] as const]),
      ['subtotal', section.subtotal],
      [`tax ${section.taxPercent} %`, section.tax],
      ['total', section.total],
    ]),
  ];
}

function toGroupRow({ numberType, destination, calls, seconds, cost }: Group): readonly string[] {
  return [
    ...[numberType, destination, String(calls), formatSpan(seconds)],
    cost === undefined ? 'unknown' : show(cost),
  ];
}

function renderTotals(totals: readonly (readonly [string, string])[]): readonly string[] {
  const rows = totals.map(([name, amount]) => [name, show(amount)]);
  return renderTable(TOTAL_COLUMNS, rows, Number.POSITIVE_INFINITY).slice(1);
}

function toItemRow(item: Item): readonly string[] {
  return [
    ...[item.startedAt.slice(0, 19).replace('T', ' '), item.owner],
    item.caller === undefined ? item.called : `from ${item.caller}`,
    ...[item.numberType, item.destination, formatSpan(item.seconds)],
    item.cost === null ? 'unknown' : show(item.cost),
  ];
}
