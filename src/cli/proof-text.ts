import { showText } from './show-text.ts';
import { renderTable, type TableColumn } from './text-table.ts';

type Figures = Readonly<Record<string, number | string>>;

interface ProofCheck {
  readonly name: string;
  readonly rule: string;
  readonly sides: readonly { readonly from: string; readonly figures: Figures }[];
  readonly equal: boolean;
  readonly differences: readonly { readonly key: string; readonly what: string }[];
  readonly leftOff: number;
  readonly note: string;
}

/** The answer, as far as the command line reads it. */
export interface ProofAnswer {
  readonly period: { readonly from: string; readonly to: string; readonly zone: string };
  readonly companies: readonly string[] | null;
  readonly version: number | null;
  readonly equal: boolean;
  readonly checks: readonly ProofCheck[];
}

/** Figures by the names that people read. */
const TITLES: Readonly<Record<string, string>> = {
  outboundLegs: 'legs out',
  inboundLegs: 'legs in',
  outboundCalls: 'calls out',
  inboundCalls: '+ calls in',
  bothSides: '- both',
  calls: '= calls',
  unknownCosts: 'unknown costs',
  chargedInboundLegs: 'legs in',
};

/** Lines of a proof: each check with its rule, a table of its sides, and what differs. */
export function* renderProof({ period, companies, version, equal, checks }: ProofAnswer): Generator<string> {
  const whose = companies === null ? 'all companies' : companies.map(showText).join(', ');
  const when = version === null ? 'as figures are' : `as figures were at version ${version}`;
  yield `From ${period.from} to ${period.to} (${period.zone}), ${whose}, ${when}.`;
  for (const check of checks) {
    yield '';
    yield* renderCheck(check);
  }
  yield '';
  yield equal
    ? 'All figures are equal.'
    : `${checks.filter((one) => !one.equal).length} of ${checks.length} checks differ.`;
}

function* renderCheck({
  name,
  rule,
  sides,
  equal,
  differences,
  leftOff,
  note,
}: ProofCheck): Generator<string> {
  yield `${name}: ${equal ? 'equal' : 'DIFFERENT'}`;
  yield `  ${rule}`;
  const names = [...new Set(sides.flatMap(({ figures }) => Object.keys(figures)))];
  // Only the sum of calls is a sum of others.
  const isSum = names.includes('bothSides');
  const title = (figure: string) => (figure === 'calls' && !isSum ? 'calls' : (TITLES[figure] ?? figure));
  const columns: readonly TableColumn[] = [
    { title: 'from' },
    ...names.map((figure) => ({ title: title(figure), right: true })),
  ];
  const rows = sides.map(({ from, figures }) => [
    from,
    ...names.map((figure) => String(figures[figure] ?? '')),
  ]);
  for (const line of renderTable(columns, rows, Number.POSITIVE_INFINITY)) yield `  ${line}`;
  for (const { key, what } of differences)
    yield `  ${showText(key)} ${showText(what)}.`.replace(/\.\.$/, '.');
  if (leftOff > 0) yield `  and ${leftOff} more.`;
  if (note !== '') yield `  ${note}`;
}
