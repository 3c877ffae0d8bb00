import { renderCsvLine } from '../core/csv-line.ts';
import { parseMoney } from '../core/money.ts';
import { countDecimals, formatCost } from './format-cells.ts';
import { renderTable, type TableColumn } from './text-table.ts';

type Json = Readonly<Record<string, unknown>>;

const KINDS = [
  { list: 'byCompany', kind: 'company' },
  { list: 'byDestination', kind: 'destination' },
  { list: 'byNumberType', kind: 'number type' },
] as const;
const SHOWN = 20;
const right = { right: true };

const MONEY = ['before', 'after', 'difference'];
const CELLS = ['changed', ...MONEY, 'percent', 'becameKnown', 'becameUnknown'];

/** Totals, who would pay more, who less, then by destination and number type. */
export function renderWhatIf(found: Json, period: string, width: number): readonly string[] {
  const title = `What if ${text(found['hypothesis'])}? ${period}, money in ${text(found['currency'])}; nothing was published.`;
  if (found['calls'] === 0) return [title, '', 'There are no calls to outside numbers there.'];
  const rows = KINDS.flatMap(({ list }) => listOf(found, list));
  const total = found['total'] as Json;
  const decimals = countDecimals([total, ...rows].flatMap((row) => MONEY.map((cell) => moneyOf(row, cell))));
  const companies = listOf(found, 'byCompany');
  const more = companies.filter((row) => moneyOf(row, 'difference') > 0n);
  const less = companies.filter((row) => moneyOf(row, 'difference') < 0n).toReversed();
  const same = companies.length - more.length - less.length;
  const table = (name: string, shown: readonly Json[]) => renderChanges(name, shown, decimals, width);
  return [
    title,
    '',
    ...table('', [{ ...found, ...total, name: 'All calls' }]),
    ...tellCalls(found),
    ...titled('Who would pay more', more, (shown) => table('company', shown)),
    ...titled('Who would pay less', less, (shown) => table('company', shown)),
    ...(same > 0 ? ['', `${same} ${same === 1 ? 'company pays' : 'companies pay'} the same.`] : []),
    ...titled('By destination', changedOf(found, 'byDestination'), (shown) => table('destination', shown)),
    ...titled('By number type', changedOf(found, 'byNumberType'), (shown) => table('number type', shown)),
  ];
}

/** One row for the total, and for every company, destination and number type. */
export function renderWhatIfCsv(found: Json): readonly string[] {
  const total: Json = { ...found, ...(found['total'] as Json), name: '' };
  const line = (kind: string, row: Json) =>
    renderCsvLine([kind, text(row['name']), ...CELLS.map((cell) => text(row[cell]))]);
  return [
    renderCsvLine(['kind', 'name', ...CELLS]),
    line('total', total),
    ...KINDS.flatMap(({ list, kind }) => listOf(found, list).map((row) => line(kind, row))),
  ];
}

function tellCalls(found: Json): readonly string[] {
  const [calls, changed, lost, gained] = ['calls', 'changed', 'becameUnknown', 'becameKnown'].map((name) =>
    Number(found[name]),
  );
  const unknown = Number((found['unknown'] as Json)['after']);
  return [
    `${changed} of ${calls} calls would have another price.`,
    ...(lost === 0
      ? []
      : [`${lost} would become unknown: no deck has a price for them, and they count as nothing above.`]),
    ...(gained === 0 ? [] : [`${gained} that have no price now would get one.`]),
    ...(unknown === 0 || unknown === lost ? [] : [`${unknown} would be without a price in all.`]),
  ];
}

function titled(
  title: string,
  rows: readonly Json[],
  render: (shown: readonly Json[]) => readonly string[],
): readonly string[] {
  if (rows.length === 0) return [];
  const more = rows.length - SHOWN;
  return [
    '',
    `${title}:`,
    ...render(rows.slice(0, SHOWN)),
    ...(more > 0 ? [`… and ${more} more: --csv lists all.`] : []),
  ];
}

function renderChanges(name: string, rows: readonly Json[], decimals: number, width: number) {
  const columns: readonly TableColumn[] = [
    { title: name, gives: true },
    { title: 'now', ...right },
    { title: 'what if', ...right },
    { title: 'difference', ...right },
    { title: '%', ...right },
    { title: 'calls changed', ...right, spare: true },
    { title: 'unknown', ...right, spare: true },
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      text(row['name']) === '' ? '(no price)' : text(row['name']),
      ...MONEY.map((cell) => formatCost(moneyOf(row, cell), decimals)),
      text(row['percent']),
      text(row['changed']),
      row['becameUnknown'] === 0 ? '' : text(row['becameUnknown']),
    ]),
    width,
  );
}

/** Those that change, by how much whichever way. */
function changedOf(found: Json, list: string): readonly Json[] {
  const size = (row: Json) => {
    const difference = moneyOf(row, 'difference');
    return difference < 0n ? -difference : difference;
  };
  return listOf(found, list)
    .filter((row) => size(row) !== 0n || row['becameUnknown'] !== 0)
    .toSorted((one, other) => Number(size(other) - size(one)));
}

function moneyOf(row: Json, cell: string): bigint {
  return parseMoney(text(row[cell]));
}

function listOf(found: Json, name: string): readonly Json[] {
  const list = found[name];
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
