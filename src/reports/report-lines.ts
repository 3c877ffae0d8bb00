import type { ReportRequest } from '../core/call-reports.ts';
import { formatUtcInstant } from '../core/format-instant.ts';
import type { XlsxCell } from '../http/xlsx-stream.ts';
import {
  type ListedCall,
  readSummaryLines,
  streamInboundCalls,
  streamOutboundCalls,
} from '../store/calls/report-rows.ts';
import { refuseSharedKeys } from './answer-report.ts';
import { type ExplainedLeg, streamExplained } from './explained-legs.ts';
import type { AskedReport } from './read-asked.ts';

/** Cells in the order of the header. */
export type ReportLine = readonly XlsxCell[];

/** A report as a table: the names of the contract, with company and key in front of each call. */
const IN = ['calldate', 'caller', 'type', 'ringtime', 'billsecs', 'detail', 'qtime', 'qstatus'] as const;
const OUT = [
  ...['calldate', 'type', 'called_info', 'called', 'dialled', 'billsecs', 'ringtime', 'cost', 'trunk', 'cid'],
  'explanation',
] as const;
const ALL = [
  ...['calldate', 'type', 'caller', 'called_info', 'called', 'dialled', 'billsecs', 'ringtime', 'detail'],
  ...['qtime', 'qstatus', 'ddi', 'trunk', 'cid'],
] as const;

export function headerOf({ report, detail }: ReportRequest): readonly string[] {
  switch (report) {
    case 'incalls':
      return ['company', 'extension', 'name', 'acctid', ...IN];
    case 'outcalls':
      return ['company', 'device_id', 'name', 'device', 'acctid', ...OUT];
    case 'outsummary':
      return [
        ...['company', 'company_name'],
        ...(detail ? ['device_id', 'name', 'device'] : []),
        ...['cost', 'seconds', 'unknown'],
      ];
    case 'allcalls':
      return ['company', 'company_name', 'side', 'key', 'name', 'device', 'acctid', ...ALL];
  }
}

/** The lines of a report in its order, a few thousand at once. Refuses as the report does. */
export async function* streamReportLines(asked: AskedReport): AsyncGenerator<readonly ReportLine[]> {
  const { request, filter, reportParts } = asked;
  const { calls } = reportParts;
  switch (request.report) {
    case 'incalls':
      await refuseSharedKeys('inbound', filter, reportParts);
      yield* toLines(streamInboundCalls(calls, filter), ({ company, key, call }, name) => [
        ...[company, key, name, call['acctid'] ?? null],
        ...toCells(call, IN),
      ]);
      break;
    case 'outcalls':
      await refuseSharedKeys('outbound', filter, reportParts);
      for await (const legs of streamExplained(asked)) yield legs.map(toOutLine);
      break;
    case 'outsummary':
      yield await listSummary(asked);
      break;
    case 'allcalls':
      yield* listAllCalls(asked);
      break;
  }
}

async function listSummary({ request, filter, reportParts }: AskedReport): Promise<readonly ReportLine[]> {
  const { calls, directory } = reportParts;
  const lines = await readSummaryLines(calls, filter, request.detail);
  return lines.map(({ company, key, name, device, cost, seconds, unknown }) => [
    ...[company, directory.company(company)?.name ?? company],
    ...(request.detail ? [key, name, device] : []),
    ...[{ decimal: cost }, seconds, unknown],
  ]);
}

function toOutLine({ leg, name, device, sentence }: ExplainedLeg): ReportLine {
  const { company, key, acctid, startAt, numberType, calledInfo, called, dialled, cost, trunk, cid } = leg;
  return [
    ...[company, key, name, device, acctid, { instant: formatUtcInstant(startAt) }],
    ...[numberType, calledInfo, called, dialled, leg.billsec, leg.ringSeconds],
    ...[cost === null ? null : { decimal: cost }, trunk, cid, sentence],
  ];
}

/** All calls out, then all calls in; both are begun before the first line, so that they are of one moment. */
async function* listAllCalls({ filter, reportParts }: AskedReport): AsyncGenerator<readonly ReportLine[]> {
  const { calls, directory } = reportParts;
  const open = (side: 'out' | 'in') =>
    toLines(
      (side === 'out' ? streamOutboundCalls : streamInboundCalls)(calls, filter, { allcalls: true }),
      ({ company, key, call }, name, device) => [
        ...[company, directory.company(company)?.name ?? company, side, key, name, device],
        ...[call['acctid'] ?? null, ...toCells(call, ALL)],
      ],
    );
  const sides = [open('out'), open('in')];
  try {
    const firsts = await Promise.all(sides.map((side) => side.next()));
    for (const [at, side] of sides.entries()) {
      const first = firsts[at];
      if (first === undefined || first.done === true) continue;
      yield first.value;
      yield* side;
    }
  } finally {
    await Promise.all(sides.map((side) => side.return(undefined)));
  }
}

/** The name of a key in a listing is that of its first call there, whoever has it later. */
async function* toLines(
  batches: AsyncGenerator<readonly ListedCall[]>,
  toLine: (listed: ListedCall, name: string, device: string) => ReportLine,
): AsyncGenerator<readonly ReportLine[]> {
  let first: ListedCall | undefined;
  for await (const batch of batches) {
    yield batch.map((listed) => {
      if (first?.company !== listed.company || first.key !== listed.key) first = listed;
      return toLine(listed, first.name, first.device);
    });
  }
}

function toCells(call: ListedCall['call'], columns: readonly string[]): readonly XlsxCell[] {
  return columns.map((column) => {
    const value = call[column] ?? null;
    if (column === 'calldate') return { instant: String(value) };
    return column === 'cost' && value !== null ? { decimal: String(value) } : value;
  });
}
