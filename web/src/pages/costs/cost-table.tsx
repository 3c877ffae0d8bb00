import { Table, Text } from '@mantine/core';
import { CallsLink } from '../../parts/calls-link.tsx';
import { addDecimals } from '../../parts/decimal.ts';
import { useText } from '../../text/text.tsx';
import type { CostCell, CostLine } from './cost-matrix.tsx';
import classes from './cost-table.module.css';

interface CostTableProps {
  readonly months: readonly string[];
  readonly lines: readonly CostLine[];
  readonly total: CostLine;
  /** By month, where there are parts that have no line. */
  readonly others: readonly string[] | undefined;
  readonly currency: string;
}

const LEAST_WIDTH = 380;
const MONTH_WIDTH = 88;

/** Months with their places, the latest first: it is the one that is looked for, and a phone shows no more. */
const latestFirst = (months: readonly string[]) => months.map((one, at) => ({ one, at })).reverse();

/** Costs by part and month; every figure leads to its calls. */
export function CostTable({ months, lines, total, others, currency }: CostTableProps) {
  const { t, month, rounded } = useText();
  const latest = latestFirst(months);
  return (
    <Table.ScrollContainer minWidth={LEAST_WIDTH + MONTH_WIDTH * months.length}>
      <Table highlightOnHover className={classes['table']}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes['name']}>{t('setup.name')}</Table.Th>
            <Table.Th ta="end">{t('reports.total')}</Table.Th>
            {latest.map(({ one }) => (
              <Table.Th key={one} ta="end">
                {month(one)}
              </Table.Th>
            ))}
            <Table.Th ta="end">{t('figures.unknownCosts')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} months={months} currency={currency} />
          ))}
          {others !== undefined && (
            <Table.Tr>
              <Table.Th scope="row" className={classes['name']} c="var(--quiet)">
                {t('costs.others')}
              </Table.Th>
              <Table.Td ta="end">{rounded(addDecimals(others), currency)}</Table.Td>
              {latest.map(({ one, at }) => (
                <Table.Td key={one} ta="end">
                  {rounded(others[at] ?? '0', currency)}
                </Table.Td>
              ))}
              <Table.Td />
            </Table.Tr>
          )}
        </Table.Tbody>
        <Table.Tfoot>
          <Line line={total} months={months} currency={currency} />
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

function Line({
  line: { label, hint, months: cells, sum },
  months,
  currency,
}: {
  readonly line: CostLine;
  readonly months: readonly string[];
  readonly currency: string;
}) {
  const { t, whole, rounded } = useText();
  const cost = ({ cost: amount, calls, search }: CostCell) =>
    calls === 0 ? (
      <Text span c="var(--quiet)" inherit>
        –
      </Text>
    ) : (
      <CallsLink search={search}>{rounded(amount, currency)}</CallsLink>
    );
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes['name']}>
        {label}
        {hint !== undefined && (
          <Text size="xs" c="var(--quiet)">
            {hint}
          </Text>
        )}
      </Table.Th>
      <Table.Td ta="end" fw={600}>
        {cost(sum)}
      </Table.Td>
      {latestFirst(months).map(({ one, at }) => (
        <Table.Td key={one} ta="end">
          {cells[at] !== undefined && cost(cells[at])}
        </Table.Td>
      ))}
      <Table.Td ta="end">
        {sum.unknown > 0 && (
          <CallsLink
            search={{ ...sum.search, unknownCost: true }}
            label={t('costs.unknownOf', { count: sum.unknown, name: label })}
          >
            {whole(sum.unknown)}
          </CallsLink>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
