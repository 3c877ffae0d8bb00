import { parseMoney } from '../core/money.ts';
import { formatCost } from './format-cells.ts';
import { renderTable, type TableColumn } from './text-table.ts';
import { formatSpan } from './upload-progress.ts';

/** An adjustment as the server's JSON has it: differences, money as decimal text. */
export interface ShownAdjustment {
  readonly month: string;
  readonly lines: readonly {
    readonly incoming: boolean;
    readonly numberType: string;
    readonly destination: string;
    readonly calls: number;
    readonly seconds: number;
    readonly cost: string;
  }[];
  readonly unknownCalls: number;
  readonly callsTotal: string;
  readonly rounding: string | null;
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
}

/** A call whose figures are others than those that were invoiced. */
export interface ShownChange {
  readonly month: string;
  readonly acctid: number;
  readonly incoming: boolean;
  readonly startedAt: string;
  readonly owner: string;
  readonly called: string;
  readonly caller: string;
  readonly was: { readonly cost: string | null } | null;
  readonly now: { readonly cost: string | null } | null;
  readonly difference: string;
  readonly why: string;
}

const LINE_COLUMNS: readonly TableColumn[] = [
  { title: 'number type' },
  { title: 'destination', gives: true },
  { title: '', spare: true },
  { title: 'calls', right: true },
  { title: 'talk', right: true },
  { title: 'cost', right: true },
];
const SUM_COLUMNS: readonly TableColumn[] = [{ title: '' }, { title: '', right: true }];
const CHANGE_COLUMNS: readonly TableColumn[] = [
  { title: 'month' },
  { title: 'began' },
  { title: 'acctid', right: true },
  { title: 'who', gives: true },
  { title: 'called', gives: true },
  { title: 'was', right: true },
  { title: 'is', right: true },
  { title: 'difference', right: true },
  { title: 'why', gives: true },
];

const show = (amount: string) => formatCost(parseMoney(amount));

/** Lines of an adjustment under its month, without its calls. */
export function renderAdjustment(adjustment: ShownAdjustment, width: number): readonly string[] {
  const { month, lines, unknownCalls, callsTotal, rounding, subtotal, tax, total } = adjustment;
  const rows = lines.map(({ incoming, numberType, destination, calls, seconds, cost }) => [
    ...[numberType, destination, incoming ? 'came in' : '', String(calls)],
    ...[seconds < 0 ? `-${formatSpan(-seconds)}` : formatSpan(seconds), show(cost)],
  ]);
  const sums = [
    ['calls', show(callsTotal)],
    ...(rounding === null ? [] : [['rounding', show(rounding)]]),
    ['subtotal', show(subtotal)],
    ['tax', show(tax)],
    ['total', show(total)],
  ];
  return [
    `Adjustments of ${month}:`,
    ...(rows.length === 0 ? [] : [...renderTable(LINE_COLUMNS, rows, width), '']),
    ...(unknownCalls === 0 ? [] : [`calls without a known cost, more or fewer: ${unknownCalls}`]),
    ...renderTable(SUM_COLUMNS, sums, Number.POSITIVE_INFINITY).slice(1),
  ];
}

/** A line for each changed call. */
export function renderChanges(changes: readonly ShownChange[], width: number): readonly string[] {
  const tell = (figures: ShownChange['was']) =>
    figures === null ? '' : figures.cost === null ? 'unknown' : show(figures.cost);
  const rows = changes.map((call) => [
    ...[call.month, call.startedAt.slice(0, 19).replace('T', ' '), String(call.acctid), call.owner],
    call.incoming ? `from ${call.caller}` : call.called,
    ...[tell(call.was), tell(call.now), show(call.difference), call.why],
  ]);
  return renderTable(CHANGE_COLUMNS, rows, width);
}
