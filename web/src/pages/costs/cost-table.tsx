import { Text } from '@mantine/core';
import { CallsLink } from '../../parts/calls-link.tsx';
import { toMillionths } from '../../parts/decimal.ts';
import { type SortedColumn, SortedTable } from '../../parts/sorted-table.tsx';
import { useText } from '../../text/text.tsx';
import type { CostCell, CostLine } from './cost-matrix.tsx';

type Column = SortedColumn<CostLine>;

interface CostTableProps {
  readonly months: readonly string[];
  readonly lines: readonly CostLine[];
  readonly total: CostLine;
  /** Where there are parts that have no line. */
  readonly others: CostLine | undefined;
  readonly currency: string;
}

const LEAST_WIDTH = 380;
const MONTH_WIDTH = 88;

/** Months with their places, the latest first: it is the one that is looked for, and a phone shows no more. */
const latestFirst = (months: readonly string[]) => months.map((one, at) => ({ one, at })).reverse();

/** Costs by part and month; every figure leads to its calls. */
export function CostTable({ months, lines, total, others, currency }: CostTableProps) {
  const { t, month, whole } = useText();
  const cost = (id: string, label: string, cellOf: (line: CostLine) => CostCell | undefined): Column => ({
    ...{ id, label, value: (line) => toMillionths(cellOf(line)?.cost ?? '0') },
    cell: (line) => <Cost cell={cellOf(line)} currency={currency} />,
  });
  const columns: readonly Column[] = [
    {
      ...{ id: 'name', label: t('setup.name'), isName: true, value: ({ label }) => label },
      cell: ({ label, hint }) => (
        <>
          {label}
          {hint !== undefined && (
            <Text size="xs" c="var(--quiet)">
              {hint}
            </Text>
          )}
        </>
      ),
    },
    { ...cost('total', t('reports.total'), ({ sum }) => sum), isStrong: true },
    ...latestFirst(months).map(({ one, at }) => cost(one, month(one), (line) => line.months[at])),
    {
      ...{ id: 'unknown', label: t('figures.unknownCosts'), value: ({ sum }) => sum.unknown },
      cell: ({ label, sum }) =>
        sum.unknown > 0 && (
          <CallsLink
            search={{ ...sum.search, unknownCost: true }}
            label={t('costs.unknownOf', { count: sum.unknown, name: label })}
          >
            {whole(sum.unknown)}
          </CallsLink>
        ),
    },
  ];
  return (
    <SortedTable
      {...{ columns, rows: lines, rest: others, sum: total }}
      idOf={({ id }) => id}
      greatest="total"
      minWidth={LEAST_WIDTH + MONTH_WIDTH * months.length}
    />
  );
}

function Cost({ cell, currency }: { readonly cell: CostCell | undefined; readonly currency: string }) {
  const { rounded } = useText();
  if (cell === undefined) return null;
  if (cell.search === undefined) return rounded(cell.cost, currency);
  if (cell.calls > 0) return <CallsLink search={cell.search}>{rounded(cell.cost, currency)}</CallsLink>;
  return (
    <Text span c="var(--quiet)" inherit>
      –
    </Text>
  );
}
