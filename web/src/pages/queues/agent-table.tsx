import { Text } from '@mantine/core';
import { type QueueQuestion, type QueueRow, useQueues } from '../../api/queues.ts';
import { Asked } from '../../parts/asked.tsx';
import { CallsLink, type CallsOf } from '../../parts/calls-link.tsx';
import { type SortedColumn, SortedTable } from '../../parts/sorted-table.tsx';
import { useText } from '../../text/text.tsx';

const MOST_AGENTS = 200;

/** Whose phones rang for calls to queues and ring groups, and what they made of it. */
export function AgentTable({ about }: { readonly about: QueueQuestion }) {
  const { t, whole, duration } = useText();
  const agents = useQueues({ ...about, by: 'agent' });
  const callsOf = ({ company, key }: QueueRow): CallsOf => ({ side: 'in', extension: [key], company });
  const count = (
    id: 'offered' | 'answered' | 'answeredElsewhere',
    label: string,
  ): SortedColumn<QueueRow> => ({ id, label, value: (row) => row[id], cell: (row) => whole(row[id]) });
  const columns: readonly SortedColumn<QueueRow>[] = [
    {
      ...{ id: 'agent', label: t('queues.agent'), isName: true },
      value: ({ name, key }) => name || key,
      cell: (row) => (
        <>
          <CallsLink search={callsOf(row)}>{row.name || row.key}</CallsLink>{' '}
          <Text span size="sm" c="var(--quiet)">
            {row.key}
          </Text>
        </>
      ),
    },
    count('offered', t('queues.rang')),
    count('answered', t('queues.answered')),
    count('answeredElsewhere', t('outcomes.elsewhere')),
    {
      ...{ id: 'unanswered', label: t('queues.notTaken'), value: ({ unanswered }) => unanswered },
      cell: (row) => (
        <CallsLink count={row.unanswered} search={{ ...callsOf(row), outcome: 'missed' }}>
          {whole(row.unanswered)}
        </CallsLink>
      ),
    },
    {
      ...{ id: 'talk', label: t('figures.talk'), value: ({ talkSeconds }) => talkSeconds },
      cell: ({ talkSeconds }) => duration(talkSeconds),
    },
  ];
  return (
    <Asked query={agents}>
      {({ rows }) => {
        if (rows.length === 0) return <Text c="var(--quiet)">{t('queues.noAgents')}</Text>;
        return (
          <>
            <SortedTable
              {...{ columns, rows }}
              idOf={({ company, key }) => `${company} ${key}`}
              greatest="answered"
              most={MOST_AGENTS}
              minWidth={560}
            />
            {rows.length > MOST_AGENTS && (
              <Text size="sm">
                {t('state.tooMuch', { shown: whole(MOST_AGENTS), total: whole(rows.length) })}
              </Text>
            )}
          </>
        );
      }}
    </Asked>
  );
}
