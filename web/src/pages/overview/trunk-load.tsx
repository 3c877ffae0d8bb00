import { Stack, Table, Text } from '@mantine/core';
import { type FigureQuestion, useFigures } from '../../api/figures.ts';
import { useTrunkLoad } from '../../api/trunks.ts';
import type { Days } from '../../frame/period.ts';
import { toQuestion, usePeriodSearch } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { CallsLink } from '../../parts/calls-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';
import { LoadChart } from './load-chart.tsx';
import { bucketOf, loadDays, MOST_DAYS } from './load-days.ts';

const SHOWN = 12;

interface TrunkLoadProps {
  readonly days: Days;
  readonly about: Pick<FigureQuestion, 'from' | 'to' | 'company'>;
}

/** What each trunk carried, and how many calls at once. */
export function TrunkLoad({ days, about }: TrunkLoadProps) {
  const { t, day } = useText();
  const { company } = usePeriodSearch();
  const counted = loadDays(days);
  const loads = useTrunkLoad({ ...toQuestion(counted, company), bucketSeconds: bucketOf(counted) });
  return (
    <>
      <Panel title={t('overview.concurrent')}>
        <Stack gap="xs">
          {counted.from !== days.from && (
            <Text size="sm" c="var(--quiet)">
              {t('overview.lastDays', {
                ...{ count: MOST_DAYS, from: day(counted.from, 'long'), to: day(counted.to, 'long') },
              })}
            </Text>
          )}
          <Asked query={loads} height={240}>
            {(answer) => <LoadChart loads={answer} />}
          </Asked>
        </Stack>
      </Panel>
      <Panel title={t('overview.trunks')}>
        <TrunkTable
          about={about}
          peaks={new Map(loads.data?.trunks.map(({ trunk, peak }) => [trunk, peak]))}
        />
      </Panel>
    </>
  );
}

function TrunkTable({
  about,
  peaks,
}: {
  readonly about: TrunkLoadProps['about'];
  readonly peaks: ReadonlyMap<string, number>;
}) {
  const { t, whole, duration, rounded } = useText();
  const trunks = useFigures({
    ...{ ...about, direction: ['in', 'out'], measures: ['calls', 'talkSeconds', 'cost'] },
    ...{ dimensions: ['trunk'], sort: 'calls', order: 'desc', limit: SHOWN },
  });
  return (
    <Asked query={trunks}>
      {({ rows, currency }) => (
        <Table.ScrollContainer minWidth={480}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('overview.trunks')}</Table.Th>
                <Table.Th ta="end">{t('figures.calls')}</Table.Th>
                <Table.Th ta="end">{t('overview.atOnce')}</Table.Th>
                <Table.Th ta="end">{t('figures.talk')}</Table.Th>
                <Table.Th ta="end">{t('figures.cost')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ key: { trunk = '' }, value }) => {
                const peak = peaks.get(trunk);
                return (
                  <Table.Tr key={trunk}>
                    <Table.Td>
                      <CallsLink search={{ trunk: [trunk] }}>{trunk || t('costs.noTrunk')}</CallsLink>
                    </Table.Td>
                    <Table.Td ta="end">{whole(value.calls ?? 0)}</Table.Td>
                    <Table.Td ta="end">{peak === undefined ? '–' : whole(peak)}</Table.Td>
                    <Table.Td ta="end">{duration(value.talkSeconds ?? 0)}</Table.Td>
                    <Table.Td ta="end">{rounded(value.cost ?? '0', currency)}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Asked>
  );
}
