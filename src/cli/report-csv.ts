import { renderCsvLine } from '../core/csv-line.ts';
import { formatInstant } from '../core/format-instant.ts';
import { formatMoney } from '../core/money.ts';
import { toMicros } from './format-cells.ts';
import type { CallSection, CompanyTotals, InboundCall, OutboundCall } from './report-answer.ts';

const IN_FIELDS = ['caller', 'type', 'ringtime', 'billsecs', 'detail', 'qtime', 'qstatus'] as const;
const ALL_FIELDS = [
  ...['type', 'billsecs', 'ringtime', 'called_info', 'called', 'dialled', 'trunk', 'cid'],
  ...['caller', 'detail', 'qtime', 'qstatus', 'ddi'],
] as const;

/** The listings that are laid out here. */
type Listing = 'incalls' | 'allcalls';

/**
 * Lines of CSV: a header, then a call a line, its key in front. `calldate` is wall-clock time of `zone`. `allcalls` has
 * both directions in one table, without costs.
 */
export function* renderListingCsv(
  report: Listing,
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

function headerOf(report: Listing): readonly string[] {
  const when = ['acctid', 'calldate'];
  switch (report) {
    case 'incalls':
      return ['extension', 'name', ...when, ...IN_FIELDS];
    case 'allcalls':
      return ['company', 'company_name', 'direction', 'key', 'name', 'device', ...when, ...ALL_FIELDS];
  }
}

function cellsOf(report: Listing, call: OutboundCall | InboundCall): readonly string[] {
  const fields: Readonly<Record<string, unknown>> = { ...call };
  return (report === 'incalls' ? IN_FIELDS : ALL_FIELDS).map((name) => String(fields[name] ?? ''));
}
