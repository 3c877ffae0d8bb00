import { Progress, Text } from '@mantine/core';
import type { QueueRow } from '../../api/queues.ts';
import { useSession } from '../../api/session.ts';
import { CallsLink } from '../../parts/calls-link.tsx';
import { type SortedColumn, SortedTable } from '../../parts/sorted-table.tsx';
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
  const figure = (
    id: 'offered' | 'answered' | 'unanswered' | 'abandoned',
    more: Parameters<typeof toQueueCalls>[1],
  ): SortedColumn<QueueRow> => ({
    ...{ id, label: t(`queues.${id}`), value: (row) => row[id] },
    cell: (row) => (
      <CallsLink count={row[id]} search={{ ...toQueueCalls([row], more), company: row.company }}>
        {whole(row[id])}
      </CallsLink>
    ),
  });
  const wait = (id: 'waitMedian' | 'waitP95'): SortedColumn<QueueRow> => ({
    ...{ id, label: t(`queues.${id}`), value: (row) => row[id], cell: (row) => seconds(row[id]) },
  });
  const nameOf = (id: string) => companies.find((one) => one.id === id)?.name ?? id;
  const columns: readonly SortedColumn<QueueRow>[] = [
    {
      ...{ id: 'queue', label: t('queues.queue'), isName: true, value: ({ name, key }) => name || key },
      cell: (row) => <QueueName row={row} />,
    },
    ...(companies.length > 1
      ? [
          {
            ...{ id: 'company', label: t('company.label'), isText: true },
            value: ({ company }: QueueRow) => nameOf(company),
            cell: ({ company }: QueueRow) => nameOf(company),
          },
        ]
      : []),
    figure('offered', {}),
    figure('answered', { outcome: 'answered' }),
    figure('unanswered', { outcome: 'missed' }),
    figure('abandoned', ABANDONED),
    {
      ...{ id: 'serviceLevel', label: t('queues.serviceLevel', { target }), isText: true, leastWidth: 120 },
      value: ({ serviceLevel: { part, of } }) => (of === 0 ? null : part / of),
      cell: ({ serviceLevel: { part, of } }) => (
        <>
          <Text size="sm">{percent({ part, of })}</Text>
          <Progress value={of === 0 ? 0 : (100 * part) / of} size="xs" aria-hidden />
        </>
      ),
    },
    wait('waitMedian'),
    wait('waitP95'),
    {
      ...{ id: 'talk', label: t('figures.talk'), value: ({ talkSeconds }) => talkSeconds },
      cell: ({ talkSeconds }) => duration(talkSeconds),
    },
  ];
  return (
    <SortedTable
      {...{ columns, rows }}
      idOf={({ company, key }) => `${company} ${key}`}
      greatest="offered"
      minWidth={820}
    />
  );
}

function QueueName({ row }: { readonly row: QueueRow }) {
  return (
    <>
      <CallsLink search={{ ...toQueueCalls([row]), company: row.company }}>{row.name || row.key}</CallsLink>{' '}
      {row.name !== row.key && (
        <Text span size="sm" c="var(--quiet)">
          {row.key}
        </Text>
      )}
    </>
  );
}
