import { Progress, Table, Text } from '@mantine/core';
import type { QueueRow } from '../../api/queues.ts';
import { useSession } from '../../api/session.ts';
import { CallsLink } from '../../parts/calls-link.tsx';
import { useText } from '../../text/text.tsx';
import { ABANDONED, toQueueCalls } from './queue-sums.ts';

/** Queues and ring groups, the busiest first; each figure is the way to its calls. */
export function QueueTable({
  rows,
  target,
}: {
  readonly rows: readonly QueueRow[];
  /** Seconds within which a call is answered in time. */
  readonly target: number;
}) {
  const { t, whole, percent, duration } = useText();
  const { companies } = useSession();
  const seconds = (count: number | null) => (count === null ? '–' : duration(count));
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('queues.queue')}</Table.Th>
            {companies.length > 1 && <Table.Th>{t('company.label')}</Table.Th>}
            <Table.Th ta="end">{t('queues.offered')}</Table.Th>
            <Table.Th ta="end">{t('queues.answered')}</Table.Th>
            <Table.Th ta="end">{t('queues.unanswered')}</Table.Th>
            <Table.Th ta="end">{t('queues.abandoned')}</Table.Th>
            <Table.Th miw={120}>{t('queues.serviceLevel', { target })}</Table.Th>
            <Table.Th ta="end">{t('queues.waitMedian')}</Table.Th>
            <Table.Th ta="end">{t('queues.waitP95')}</Table.Th>
            <Table.Th ta="end">{t('figures.talk')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const { part, of } = row.serviceLevel;
            const count = (figure: number, more: Parameters<typeof toQueueCalls>[1]) => (
              <CallsLink count={figure} search={{ ...toQueueCalls([row], more), company: row.company }}>
                {whole(figure)}
              </CallsLink>
            );
            return (
              <Table.Tr key={`${row.company} ${row.key}`}>
                <Table.Th scope="row">
                  <CallsLink search={{ ...toQueueCalls([row]), company: row.company }}>
                    {row.name || row.key}
                  </CallsLink>{' '}
                  {row.name !== row.key && (
                    <Text span size="sm" c="var(--quiet)">
                      {row.key}
                    </Text>
                  )}
                </Table.Th>
                {companies.length > 1 && (
                  <Table.Td>{companies.find(({ id }) => id === row.company)?.name ?? row.company}</Table.Td>
                )}
                <Table.Td ta="end">{count(row.offered, {})}</Table.Td>
                <Table.Td ta="end">{count(row.answered, { outcome: 'answered' })}</Table.Td>
                <Table.Td ta="end">{count(row.unanswered, { outcome: 'missed' })}</Table.Td>
                <Table.Td ta="end">{count(row.abandoned, ABANDONED)}</Table.Td>
                <Table.Td>
                  <Text size="sm">{percent(row.serviceLevel)}</Text>
                  <Progress value={of === 0 ? 0 : (100 * part) / of} size="xs" aria-hidden />
                </Table.Td>
                <Table.Td ta="end">{seconds(row.waitMedian)}</Table.Td>
                <Table.Td ta="end">{seconds(row.waitP95)}</Table.Td>
                <Table.Td ta="end">{duration(row.talkSeconds)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
