import { Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FigureQuestion, useFigures } from '../../api/figures.ts';
import { Asked } from '../../parts/asked.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';

/** What each trunk carried. */
export function TrunkLoad({ about }: { readonly about: Pick<FigureQuestion, 'from' | 'to' | 'company'> }) {
  const { t, whole, duration, rounded } = useText();
  const trunks = useFigures({
    ...{
      ...about,
      direction: ['in', 'out'],
      measures: ['calls', 'talkSeconds', 'cost'],
      dimensions: ['trunk'],
    },
    ...{ sort: 'calls', order: 'desc', limit: 12 },
  });
  return (
    <Panel title={t('overview.trunks')}>
      <Asked query={trunks}>
        {({ rows, currency }) => (
          <Table.ScrollContainer minWidth={420}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('overview.trunks')}</Table.Th>
                  <Table.Th ta="end">{t('figures.calls')}</Table.Th>
                  <Table.Th ta="end">{t('figures.talk')}</Table.Th>
                  <Table.Th ta="end">{t('figures.cost')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(({ key, value }) => (
                  <Table.Tr key={key.trunk}>
                    <Table.Td>
                      <Group gap="xs">
                        <Link to="/calls" search={(before) => ({ ...before, trunk: [key.trunk ?? ''] })}>
                          {key.trunk || (
                            <Text span c="var(--quiet)">
                              –
                            </Text>
                          )}
                        </Link>
                      </Group>
                    </Table.Td>
                    <Table.Td ta="end">{whole(value.calls ?? 0)}</Table.Td>
                    <Table.Td ta="end">{duration(value.talkSeconds ?? 0)}</Table.Td>
                    <Table.Td ta="end">{rounded(value.cost ?? '0', currency)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Asked>
    </Panel>
  );
}
