import { Alert, Button, Group, Progress, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type Figures, useFigures } from '../../api/figures.ts';
import { useSession } from '../../api/session.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { CallsLink } from '../../parts/calls-link.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { PutRate } from './put-rate.tsx';

const MOST = 100;

/** Where calls went, or came from, that nobody has a rate for: the most calls first. */
export function UnknownCosts() {
  const { t, days: daysText, whole } = useText();
  const { company } = usePeriodSearch();
  const { administrator } = useSession();
  const days = useDays();
  const about = { ...toQuestion(days, company), unknownCost: true };
  const groups = useFigures({
    ...{ ...about, measures: ['calls', 'talkSeconds'] },
    ...{ dimensions: ['prefix', 'numberType', 'direction', 'company'] },
    ...{ sort: 'calls', order: 'desc', limit: MOST },
  });
  const sums = useFigures({ ...about, measures: ['calls'] });
  const count = sums.data?.rows[0]?.value.calls ?? 0;
  return (
    <Stack>
      <PageHead title={t('costs.unknown')} hint={`${daysText(days)}. ${t('costs.unknownHint')}`} />
      {count > 0 && (
        <Alert color="yellow" p="sm">
          <Group justify="space-between" gap="sm">
            <Text size="sm">
              {t('costs.unknownCount', { count, shown: whole(count) })}{' '}
              {t(administrator ? 'costs.putRate' : 'costs.askForRate')}
            </Text>
            {administrator && (
              <Group gap="xs">
                <Button size="xs" component={Link} to="/setup/rates">
                  {t('costs.toRates')}
                </Button>
                <Button size="xs" variant="default" component={Link} to="/setup/runs">
                  {t('costs.toRuns')}
                </Button>
              </Group>
            )}
          </Group>
        </Alert>
      )}
      <Asked query={groups} height={320}>
        {(figures) =>
          figures.rows.length === 0 ? (
            <Message title={t('costs.allKnown')} text={t('costs.allKnownHint')} />
          ) : (
            <Groups figures={figures} />
          )
        }
      </Asked>
    </Stack>
  );
}

function Groups({ figures: { rows, total } }: { readonly figures: Figures }) {
  const { t, whole, duration } = useText();
  const { companies, administrator } = useSession();
  const most = Math.max(1, ...rows.map(({ value }) => value.calls ?? 0));
  return (
    <>
      <Table.ScrollContainer minWidth={560}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('costs.prefix')}</Table.Th>
              <Table.Th>{t('columns.direction')}</Table.Th>
              <Table.Th>{t('columns.numberType')}</Table.Th>
              {companies.length > 1 && <Table.Th>{t('company.label')}</Table.Th>}
              <Table.Th ta="end">{t('figures.calls')}</Table.Th>
              <Table.Th w="22%" aria-hidden />
              <Table.Th ta="end">{t('figures.talk')}</Table.Th>
              {administrator && (
                <Table.Th>
                  <VisuallyHidden>{t('setup.actions')}</VisuallyHidden>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, label, value }) => {
              const { prefix = '', numberType = '', direction = '', company = '' } = key;
              const calls = value.calls ?? 0;
              return (
                <Table.Tr key={`${prefix} ${numberType} ${direction} ${company}`}>
                  <Table.Th scope="row">
                    <CallsLink
                      search={{
                        ...{ unknownCost: true, prefix: [prefix], numberType: [numberType] },
                        ...{ direction: [direction], company },
                      }}
                    >
                      {prefix === '' ? t('costs.noNumber') : `${prefix}…`}
                    </CallsLink>
                  </Table.Th>
                  <Table.Td>{t(`costs.${wayOf(direction)}`)}</Table.Td>
                  <Table.Td>{numberType || '–'}</Table.Td>
                  {companies.length > 1 && <Table.Td>{label.company ?? company}</Table.Td>}
                  <Table.Td ta="end">{whole(calls)}</Table.Td>
                  <Table.Td aria-hidden>
                    <Progress value={(100 * calls) / most} size="sm" />
                  </Table.Td>
                  <Table.Td ta="end">{duration(value.talkSeconds ?? 0)}</Table.Td>
                  {administrator && (
                    <Table.Td>
                      {direction !== 'in' && /^\d+$/.test(prefix) && <PutRate prefix={prefix} />}
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {total > rows.length && (
        <Text size="sm" c="var(--quiet)">
          {t('state.tooMuch', { shown: whole(rows.length), total: whole(total) })}
        </Text>
      )}
    </>
  );
}

const wayOf = (direction: string) => (direction === 'in' ? 'in' : 'out');
