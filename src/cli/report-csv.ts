import type { ReportName } from '../core/call-reports.ts';
import { formatMoney } from '../core/money.ts';
import { renderCsvLine } from './csv-text.ts';
import { formatInstant, toMicros } from './format-cells.ts';
import type { CallSection, CompanyTotals, InboundCall, OutboundCall } from './report-answer.ts';

const OUT_FIELDS = ['type', 'called_info', 'called', 'dialled', 'billsecs', 'ringtime'] as const;
const OUT_TAIL = ['trunk', 'cid'] as const;
const IN_FIELDS = ['caller', 'type', 'ringtime', 'billsecs', 'detail', 'qtime', 'qstatus'] as const;
const ALL_FIELDS = [
  ...['type', 'billsecs', 'ringtime', 'called_info', 'called', 'dialled', 'trunk', 'cid'],
  ...['caller', 'detail', 'qtime', 'qstatus', 'ddi'],
] as const;

/**
 * Lines of CSV: a header, then a call a line, its key in front. `calldate` is wall-clock time of `zone`; an unknown
 * cost is an empty cell. `allcalls` has both directions in one table, without costs.
 */
export function* renderListingCsv(
  report: Exclude<ReportName, 'outsummary'>,
  sections: readonly CallSection[],
  zone: string,
): Generator<string> {
  yield renderCsvLine(headerOf(report));
  for (const section of sections) {
    const head = [section.key, section.name, ...(report === 'incalls' ? [] : [section.device])];
    const front =
      section.company === undefined
        ? head
        : [section.company.id, section.company.name, section.direction, ...head];
    for (const call of section.calls) {
      const when = [String(call.acctid), formatInstant(call.calldate, zone)];
      yield renderCsvLine([...front, ...when, ...cellsOf(report, call)]);
    }
  }
}

/** Lines of CSV for `outsummary`: a company a line; with details a handset a line, so that columns can be summed. */
export function* renderSummaryCsv(companies: readonly CompanyTotals[], detail: boolean): Generator<string> {
  const figures = ['cost', 'seconds', 'unknown'];
  yield renderCsvLine(
    detail
      ? ['company', 'company_name', 'device_id', 'name', 'device', ...figures]
      : ['company', 'name', ...figures],
  );
  for (const company of companies) {
    const rows = detail
      ? company.handsets.map((one) => ({
          head: [company.id, company.name, one.id, one.name, one.device],
          ...one,
        }))
      : [{ head: [company.id, company.name], ...company }];
    for (const { head, cost, seconds, unknown } of rows) {
      yield renderCsvLine([...head, formatMoney(toMicros(cost)), String(seconds), String(unknown)]);
    }
  }
}

function headerOf(report: Exclude<ReportName, 'outsummary'>): readonly string[] {
  const when = ['acctid', 'calldate'];
  switch (report) {
    case 'outcalls':
      return ['device_id', 'name', 'device', ...when, ...OUT_FIELDS, 'cost', ...OUT_TAIL];
    case 'incalls':
      return ['extension', 'name', ...when, ...IN_FIELDS];
    case 'allcalls':
      return ['company', 'company_name', 'direction', 'key', 'name', 'device', ...when, ...ALL_FIELDS];
  }
}

function cellsOf(
  report: Exclude<ReportName, 'outsummary'>,
  call: OutboundCall | InboundCall,
): readonly string[] {
  const fields: Readonly<Record<string, unknown>> = { ...call };
  const texts = (names: readonly string[]) => names.map((name) => String(fields[name] ?? ''));
  if (report === 'incalls') return texts(IN_FIELDS);
  if (report === 'allcalls') return texts(ALL_FIELDS);
  const cost = 'cost' in call && call.cost !== null ? formatMoney(toMicros(call.cost)) : '';
  return [...texts(OUT_FIELDS), cost, ...texts(OUT_TAIL)];
}
