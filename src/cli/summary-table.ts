import { countDecimals, formatCost, toMicros } from './format-cells.ts';
import type { CompanyTotals, Totals } from './report-answer.ts';
import { renderTable, type TableColumn } from './text-table.ts';
import { formatSpan } from './upload-progress.ts';

const COLUMNS: readonly TableColumn[] = [
  { title: 'company' },
  { title: 'name', gives: true },
  { title: 'talk', right: true },
  { title: 'cost', right: true },
  { title: 'unknown cost', right: true },
];

const DETAIL_COLUMNS: readonly TableColumn[] = [
  { title: 'company or handset' },
  { title: 'name', gives: true },
  { title: 'device', gives: true },
  ...COLUMNS.slice(2),
];

/** Lines of `outsummary`: one a company, its handsets below with details, and a total. */
export function renderSummary(
  companies: readonly CompanyTotals[],
  detail: boolean,
  width: number,
): readonly string[] {
  const device = (name: string) => (detail ? [name] : []);
  const decimals = countDecimals(
    companies.flatMap((one) => [one, ...one.handsets]).map((one) => toMicros(one.cost)),
  );
  const figuresOf = (totals: readonly Totals[]) => sumFigures(totals, decimals);
  const rows = companies.flatMap((company) => [
    [company.id, company.name, ...device(''), ...figuresOf([company])],
    ...company.handsets.map((handset) => [
      `  ${handset.id}`,
      handset.name,
      ...device(handset.device),
      ...figuresOf([handset]),
    ]),
  ]);
  const total = ['total', '', ...device(''), ...figuresOf(companies)];
  return renderTable(detail ? DETAIL_COLUMNS : COLUMNS, [...rows, total], width);
}

/** Talk, cost and calls of unknown cost, added up in whole millionths. */
function sumFigures(totals: readonly Totals[], decimals: number): readonly string[] {
  const seconds = totals.reduce((sum, one) => sum + one.seconds, 0);
  const cost = totals.reduce((sum, one) => sum + toMicros(one.cost), 0n);
  const unknown = totals.reduce((sum, one) => sum + one.unknown, 0);
  return [formatSpan(seconds), formatCost(cost, decimals), String(unknown)];
}
