import { Badge, Button, Table, Text } from '@mantine/core';
import { useFigures } from '../../api/figures.ts';
import { usePeriods } from '../../api/periods.ts';
import { Asked } from '../../parts/asked.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';
import { listMonths, spanOf } from './months.ts';

const SHOWN = 12;

/** The latest months of a company: what its calls cost, and whether they are closed. */
export function StatementMonths({
  company,
  last,
  onChoose,
}: {
  readonly company: string;
  readonly last: string;
  readonly onChoose: (month: string) => void;
}) {
  const { t, whole, rounded, month } = useText();
  const months = listMonths(last, SHOWN);
  const figures = useFigures({
    ...{ ...spanOf(months), company: [company], direction: ['out', 'in'], dimensions: ['month'] },
    measures: ['cost', 'calls', 'unknownCosts'],
  });
  const periods = usePeriods();
  const isClosed = (one: string) =>
    periods.data?.periods.some((period) => period.month === one && period.companies.includes(company)) ===
    true;
  return (
    <Panel title={t('costs.latestMonths')}>
      <Asked query={figures}>
        {({ rows, currency }) => {
          const shown = months.filter((one) => isClosed(one) || rows.some(({ key }) => key.month === one));
          if (shown.length === 0) return <Text c="var(--quiet)">{t('costs.noMonths')}</Text>;
          return (
            <Table.ScrollContainer minWidth={640}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('setup.month')}</Table.Th>
                    <Table.Th>{t('costs.state')}</Table.Th>
                    <Table.Th ta="end">{t('figures.calls')}</Table.Th>
                    <Table.Th ta="end">{t('costs.callCosts')}</Table.Th>
                    <Table.Th ta="end">{t('figures.unknownCosts')}</Table.Th>
                    <Table.Th />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {[...shown].reverse().map((one) => {
                    const value = rows.find(({ key }) => key.month === one)?.value;
                    return (
                      <Table.Tr key={one}>
                        <Table.Th scope="row">{month(one, 'long')}</Table.Th>
                        <Table.Td>
                          <Badge
                            variant="dot"
                            style={{ flexShrink: 0 }}
                            color={isClosed(one) ? 'green' : 'yellow'}
                            tt="none"
                          >
                            {t(
                              isClosed(one) ? 'costs.closed' : one === last ? 'costs.running' : 'costs.open',
                            )}
                          </Badge>
                        </Table.Td>
                        <Table.Td ta="end">{whole(value?.calls ?? 0)}</Table.Td>
                        <Table.Td ta="end">{rounded(value?.cost ?? '0', currency)}</Table.Td>
                        <Table.Td ta="end">{whole(value?.unknownCosts ?? 0)}</Table.Td>
                        <Table.Td ta="end">
                          <Button
                            size="compact-sm"
                            variant="light"
                            onClick={() => onChoose(one)}
                            aria-label={t('costs.showStatementOf', { month: month(one, 'long') })}
                          >
                            {t('costs.showStatement')}
                          </Button>
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Asked>
    </Panel>
  );
}
