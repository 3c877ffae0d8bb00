import { Table, Text } from '@mantine/core';
import { type QueueQuestion, useQueues } from '../../api/queues.ts';
import { Asked } from '../../parts/asked.tsx';
import { CallsLink, type CallsOf } from '../../parts/calls-link.tsx';
import { useText } from '../../text/text.tsx';

const MOST_AGENTS = 200;

/** Whose phones rang for calls to queues and ring groups, and what they made of it. */
export function AgentTable({ about }: { readonly about: QueueQuestion }) {
  const { t, whole, duration } = useText();
  const agents = useQueues({ ...about, by: 'agent' });
  return (
    <Asked query={agents}>
      {({ rows }) => {
        if (rows.length === 0) return <Text c="var(--quiet)">{t('queues.noAgents')}</Text>;
        const shown = [...rows].sort((one, other) => other.answered - one.answered).slice(0, MOST_AGENTS);
        return (
          <>
            <Table.ScrollContainer minWidth={560}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('queues.agent')}</Table.Th>
                    <Table.Th ta="end">{t('queues.rang')}</Table.Th>
                    <Table.Th ta="end">{t('queues.answered')}</Table.Th>
                    <Table.Th ta="end">{t('outcomes.elsewhere')}</Table.Th>
                    <Table.Th ta="end">{t('queues.notTaken')}</Table.Th>
                    <Table.Th ta="end">{t('figures.talk')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {shown.map((row) => {
                    const calls: CallsOf = { side: 'in', extension: [row.key], company: row.company };
                    return (
                      <Table.Tr key={`${row.company} ${row.key}`}>
                        <Table.Th scope="row">
                          <CallsLink search={calls}>{row.name || row.key}</CallsLink>{' '}
                          <Text span size="sm" c="var(--quiet)">
                            {row.key}
                          </Text>
                        </Table.Th>
                        <Table.Td ta="end">{whole(row.offered)}</Table.Td>
                        <Table.Td ta="end">{whole(row.answered)}</Table.Td>
                        <Table.Td ta="end">{whole(row.answeredElsewhere)}</Table.Td>
                        <Table.Td ta="end">
                          <CallsLink count={row.unanswered} search={{ ...calls, outcome: 'missed' }}>
                            {whole(row.unanswered)}
                          </CallsLink>
                        </Table.Td>
                        <Table.Td ta="end">{duration(row.talkSeconds)}</Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {rows.length > shown.length && (
              <Text size="sm">
                {t('state.tooMuch', { shown: whole(shown.length), total: whole(rows.length) })}
              </Text>
            )}
          </>
        );
      }}
    </Asked>
  );
}
