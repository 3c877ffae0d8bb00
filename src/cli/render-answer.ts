import type { ReportName } from '../core/call-reports.ts';
import { type CallSection, readSections, readSummary } from './report-answer.ts';
import { renderListingCsv, renderSummaryCsv } from './report-csv.ts';
import type { ScopeFlags } from './report-scope.ts';
import { renderListing, type TableLook } from './report-table.ts';
import { renderSummary } from './summary-table.ts';

type Values = Readonly<Record<string, unknown>>;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A report's `values` as text: a heading with the period, the table, and a note about unknown costs. */
export function renderAnswer(
  report: ReportName,
  values: Values,
  flags: ScopeFlags,
  look: TableLook,
): readonly string[] {
  const times = report === 'outsummary' ? '' : ` (times in ${look.zone})`;
  const heading = `${report}, ${describePeriod(flags)}${describeCompanies(flags)}${times}`;
  const { lines, unknown } = renderBody(report, values, flags, look);
  const body = Object.keys(values).length === 0 ? ['', 'No calls.'] : lines;
  return [heading, ...body, ...describeUnknown(unknown)].map((line) => `${line}\n`);
}

/** A report's `values` as lines of CSV; that of `outcalls` is the server's. */
export function renderAnswerCsv(
  report: Exclude<ReportName, 'outcalls'>,
  values: Values,
  flags: ScopeFlags,
  zone: string,
): Iterable<string> {
  return report === 'outsummary'
    ? renderSummaryCsv(readSummary(values), flags.detail === true)
    : renderListingCsv(report, readSections(report, values), zone);
}

function renderBody(
  report: ReportName,
  values: Values,
  flags: ScopeFlags,
  look: TableLook,
): { readonly lines: readonly string[]; readonly unknown: number } {
  if (report === 'outsummary') {
    const companies = readSummary(values);
    return {
      lines: ['', ...renderSummary(companies, flags.detail === true, look.width)],
      unknown: companies.reduce((count, company) => count + company.unknown, 0),
    };
  }
  const sections = readSections(report, values);
  return {
    lines: renderListing(report, sections, look),
    unknown: sections.reduce((count, section) => count + countUnknown(section), 0),
  };
}

function countUnknown(section: CallSection): number {
  return section.direction === 'out' ? section.calls.filter((call) => call.cost === null).length : 0;
}

/** `November 2026`, `2026-11-24`, `7 days at 2026-11-24`: on which side they lie is the server's option. */
function describePeriod({ year, month, day, days }: ScopeFlags): string {
  if (day === undefined) return `${MONTHS[month - 1] ?? month} ${year}`;
  const date = [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  return days === undefined || days === 1 ? date : `${days} days at ${date}`;
}

function describeCompanies({ company = [] }: ScopeFlags): string {
  if (company.length === 0) return '';
  return `, ${company.length === 1 ? 'company' : 'companies'} ${company.join(', ')}`;
}

function describeUnknown(count: number): readonly string[] {
  if (count === 0) return [];
  const calls = count === 1 ? '1 call has no known cost' : `${count} calls have no known cost`;
  return [
    '',
    `${calls}, as no rate covers what was dialled (? in outcalls). Import a deck that does with`,
    'bin/ringledger rates import, then ask again with --recalc.',
  ];
}
