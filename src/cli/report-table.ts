import type { ReportName } from '../core/call-reports.ts';
import { formatInstant } from '../core/format-instant.ts';
import { countDecimals, formatCost, toMicros } from './format-cells.ts';
import type { CallSection, InboundCall, OutboundCall } from './report-answer.ts';
import { showText } from './show-text.ts';
import { renderTable, type TableColumn } from './text-table.ts';
import { formatSpan } from './upload-progress.ts';

/** How a table is laid out. */
export interface TableLook {
  /** Zone that times are told in. */
  readonly zone: string;
  /** Characters a line may have. */
  readonly width: number;
}

/** How the cells of one listing are written. */
interface CellForm {
  readonly zone: string;
  /** Of costs. */
  readonly decimals: number;
}

/** A column of a call listing and what stands in it. */
interface CallColumn<Call> extends TableColumn {
  readonly cell: (call: Call, form: CellForm) => string;
}

const OUTBOUND: readonly CallColumn<OutboundCall>[] = [
  { title: 'time', cell: (call, { zone }) => formatInstant(call.calldate, zone) },
  { title: 'type', gives: true, cell: (call) => call.type },
  { title: 'called', gives: true, cell: (call) => call.called },
  { title: 'whom or where', gives: true, cell: (call) => call.called_info },
  { title: 'dialled', gives: true, spare: true, cell: (call) => call.dialled },
  { title: 'ring', right: true, cell: (call) => formatSpan(call.ringtime) },
  { title: 'talk', right: true, cell: (call) => formatSpan(call.billsecs) },
  { title: 'cost', right: true, cell: (call, { decimals }) => showCost(call.cost, decimals) },
  { title: 'trunk', gives: true, spare: true, cell: (call) => call.trunk },
  { title: 'sent id', gives: true, spare: true, cell: (call) => call.cid },
  { title: 'acctid', right: true, spare: true, cell: (call) => String(call.acctid) },
];

const INBOUND: readonly CallColumn<InboundCall>[] = [
  { title: 'time', cell: (call, { zone }) => formatInstant(call.calldate, zone) },
  { title: 'caller', gives: true, cell: (call) => call.caller },
  { title: 'type', gives: true, cell: (call) => call.type },
  { title: 'ring', right: true, cell: (call) => formatSpan(call.ringtime) },
  { title: 'talk', right: true, cell: (call) => formatSpan(call.billsecs) },
  { title: 'outcome', gives: true, cell: (call) => call.detail },
  {
    title: 'waited',
    right: true,
    spare: true,
    cell: (call) => (call.qtime === '' ? '' : formatSpan(Number(call.qtime))),
  },
  { title: 'queue', gives: true, spare: true, cell: (call) => call.qstatus },
  { title: 'DDI', gives: true, spare: true, cell: (call) => call.ddi ?? '' },
  { title: 'acctid', right: true, spare: true, cell: (call) => String(call.acctid) },
];

/** Lines of `incalls`, `outcalls` or `allcalls`: a line for each key, its calls below. `allcalls` tells no costs. */
export function renderListing(
  report: Exclude<ReportName, 'outsummary'>,
  sections: readonly CallSection[],
  look: TableLook,
): readonly string[] {
  const outbound = OUTBOUND.filter((column) => report !== 'allcalls' || column.title !== 'cost');
  const inbound = INBOUND.filter((column) => report === 'allcalls' || column.title !== 'DDI');
  const outCalls = sections.flatMap((one) => (one.direction === 'out' ? one.calls : []));
  const inCalls = sections.flatMap((one) => (one.direction === 'in' ? one.calls : []));
  const form = {
    zone: look.zone,
    decimals: countDecimals(outCalls.map((call) => toMicros(call.cost ?? 0))),
  };
  const tables = {
    out: tableOf(outbound, outCalls, form, look.width),
    in: tableOf(inbound, inCalls, form, look.width),
  };
  const lines: string[] = [];
  let company: string | undefined;
  for (const section of sections) {
    if (section.company !== undefined && section.company.id !== company) {
      company = section.company.id;
      lines.push('', `== ${company}: ${showText(section.company.name)}`);
    }
    const table = tables[section.direction];
    lines.push('', headingOf(section), `  ${table.header}`);
    for (const line of table.take(section.calls.length)) lines.push(`  ${line}`);
  }
  return lines;
}

/** All sections of a direction are laid out together, so that their columns line up. */
function tableOf<Call>(
  columns: readonly CallColumn<Call>[],
  calls: readonly Call[],
  form: CellForm,
  width: number,
) {
  const rows = calls.map((call) => columns.map((column) => column.cell(call, form)));
  const [header = '', ...lines] = renderTable(columns, rows, width - 2);
  let taken = 0;
  return {
    header,
    take: (count: number): readonly string[] => {
      taken += count;
      return lines.slice(taken - count, taken);
    },
  };
}

function headingOf({ direction, key, name, device, calls }: CallSection): string {
  const sipName = device === '' || device === key ? '' : ` (${device})`;
  const way = direction === 'out' ? 'out' : 'in';
  return showText(
    `${key}  ${name}${sipName}, ${calls.length} ${calls.length === 1 ? 'call' : 'calls'} ${way}`,
  );
}

function showCost(cost: number | null, decimals: number): string {
  return cost === null ? '?' : formatCost(toMicros(cost), decimals);
}
