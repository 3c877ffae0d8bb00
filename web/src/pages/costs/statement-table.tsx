import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Statement } from '../../api/statements.ts';
import { CallsLink } from '../../parts/calls-link.tsx';
import classes from '../../parts/figure-table.module.css';
import { useText } from '../../text/text.tsx';
import { daysOf } from './months.ts';

/** The lines of a statement and its sums, as they are billed. */
export function StatementTable({ statement }: { readonly statement: Statement }) {
  const { t, whole, duration, money, month } = useText();
  const { currency, company, period, sections, adjustments } = statement;
  const sum = (label: ReactNode, amount: string, key: string) => (
    <Table.Tr key={key}>
      <Table.Th scope="row" colSpan={3}>
        {label}
      </Table.Th>
      <Table.Td ta="end">{money(amount, currency)}</Table.Td>
    </Table.Tr>
  );
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table highlightOnHover className={classes['table']}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('costs.line')}</Table.Th>
            <Table.Th ta="end">{t('figures.calls')}</Table.Th>
            <Table.Th ta="end">{t('figures.talk')}</Table.Th>
            <Table.Th ta="end">{t('costs.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sections.flatMap((section) => [
            ...(sections.length > 1
              ? [
                  <Table.Tr key={`${section.tariff} head`}>
                    <Table.Th scope="rowgroup" colSpan={4}>
                      {t('setup.tariff')} {section.tariff}
                    </Table.Th>
                  </Table.Tr>,
                ]
              : []),
            ...[['out', section.lines] as const, ['in', section.inbound] as const].flatMap(([way, lines]) =>
              lines.map(({ numberType, destination, calls, seconds, cost }) => (
                <Table.Tr key={`${section.tariff} ${way} ${numberType} ${destination}`}>
                  <Table.Td>
                    <CallsLink
                      search={{
                        ...{ ...daysOf([period]), company: company.id, side: way },
                        numberType: [numberType],
                        ...(destination === '' ? {} : { destination: [destination] }),
                      }}
                    >
                      {[...new Set([numberType, destination])].filter(Boolean).join(' · ')}
                    </CallsLink>
                    {way === 'in' && ` (${t('costs.in')})`}
                  </Table.Td>
                  <Table.Td ta="end">{whole(calls)}</Table.Td>
                  <Table.Td ta="end">{duration(seconds)}</Table.Td>
                  <Table.Td ta="end">{money(cost, currency)}</Table.Td>
                </Table.Tr>
              )),
            ),
            ...section.rentals.map(({ name, amount }) =>
              sum(name, amount, `${section.tariff} rental ${name}`),
            ),
            ...(section.rounding === null
              ? []
              : [sum(t('costs.rounding'), section.rounding, `${section.tariff} rounding`)]),
          ])}
          {adjustments.map((one) =>
            sum(t('costs.adjustment', { month: month(one.month) }), one.subtotal, `adjusted ${one.month}`),
          )}
        </Table.Tbody>
        <Table.Tfoot>
          {sum(t('costs.subtotal'), statement.subtotal, 'subtotal')}
          {sum(t('costs.tax'), statement.tax, 'tax')}
          {sum(t('reports.total'), statement.total, 'total')}
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}
