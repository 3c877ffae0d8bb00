import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FigureQuestion, type FigureRow, useFigures } from '../../api/figures.ts';
import { useLandings } from '../../api/live.ts';
import { useSession } from '../../api/session.ts';
import { addDays, countDays, type Days, daysBefore, todayIn } from '../../frame/period.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { Chart } from '../../parts/chart.tsx';
import { HeatMap } from '../../parts/heat-map.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Ranking } from '../../parts/ranking.tsx';
import { Empty } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { KeyFigures } from './key-figures.tsx';
import { TrunkLoad } from './trunk-load.tsx';

type About = Pick<FigureQuestion, 'from' | 'to' | 'company'>;
const RANKS = 8;

/** What happened in the chosen days, against the ones before; everything leads to the calls behind it. */
export function Overview() {
  const { t, days: daysText } = useText();
  const { company } = usePeriodSearch();
  const { zone } = useSession();
  const days = useDays();
  const about = toQuestion(days, company);
  useLandings(days.to >= todayIn(zone), company);
  const total = useFigures({ ...about, measures: ['calls'] });
  const isEmpty = total.data !== undefined && (total.data.rows[0]?.value.calls ?? 0) === 0;
  return (
    <Stack>
      <Group justify="space-between" align="baseline">
        <Title order={1} size="h2">
          {t('overview.title')}
        </Title>
        <Text c="var(--quiet)" size="sm">
          {daysText(days)} · {zone}
        </Text>
      </Group>
      {isEmpty ? (
        <Empty />
      ) : (
        <Filled days={days} about={about} before={toQuestion(daysBefore(days), company)} />
      )}
    </Stack>
  );
}

function Filled({
  days,
  about,
  before,
}: {
  readonly days: Days;
  readonly about: About;
  readonly before: About;
}) {
  const { t } = useText();
  return (
    <>
      <KeyFigures about={about} before={before} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Panel title={t('overview.days')}>
          <CallsByDay days={days} about={about} />
        </Panel>
        <Panel title={t('overview.heat')}>
          <Heat about={about} />
        </Panel>
        <Panel title={t('overview.types')}>
          <Costs about={about} by="numberType" />
        </Panel>
        <Panel title={t('overview.destinations')}>
          <Costs about={about} by="destination" />
        </Panel>
        <Panel title={t('overview.extensions')}>
          <Busiest about={about} by="extension" />
        </Panel>
        <Panel title={t('overview.devices')}>
          <Busiest about={about} by="device" />
        </Panel>
      </SimpleGrid>
      <TrunkLoad days={days} about={about} />
    </>
  );
}

function CallsByDay({ days, about }: { readonly days: Days; readonly about: About }) {
  const { t, day, whole } = useText();
  const query = useFigures({ ...about, measures: ['wholeCalls'], dimensions: ['day', 'direction'] });
  const navigate = useNavigate();
  const all = Array.from({ length: countDays(days) }, (_, place) => addDays(days.from, place));
  const series = (rows: readonly FigureRow[], direction: 'in' | 'out' | 'internal') => {
    const counts = new Map(
      rows.filter(({ key }) => key.direction === direction).map(({ key, value }) => [key.day, value]),
    );
    return all.map((one) => counts.get(one)?.wholeCalls ?? 0);
  };
  const choose = (place: number) => {
    const chosen = all[place];
    if (chosen !== undefined) {
      void navigate({
        to: '/calls',
        search: (search) => ({ ...search, period: undefined, from: chosen, to: chosen }),
      });
    }
  };
  return (
    <Asked query={query} height={240}>
      {({ rows }) => (
        <Chart
          kind="stacked-bars"
          label={t('overview.days')}
          labels={all.map((one) => day(one))}
          series={[
            { name: t('overview.in'), values: series(rows, 'in') },
            { name: t('overview.out'), values: series(rows, 'out') },
            { name: t('calls.internal'), values: series(rows, 'internal') },
          ]}
          format={whole}
          onChoose={choose}
        />
      )}
    </Asked>
  );
}

function Heat({ about }: { readonly about: About }) {
  const query = useFigures({ ...about, measures: ['wholeCalls'], dimensions: ['weekday', 'hour'] });
  return (
    <Asked query={query} height={240}>
      {({ rows }) => (
        <HeatMap
          cells={rows.map(({ key, value }) => ({
            ...{ weekday: Number(key.weekday), hour: Number(key.hour), count: value.wholeCalls ?? 0 },
          }))}
        />
      )}
    </Asked>
  );
}

function Costs({ about, by }: { readonly about: About; readonly by: 'numberType' | 'destination' }) {
  const { whole, rounded } = useText();
  const query = useFigures({
    ...{ ...about, side: 'out', direction: ['out'], measures: ['cost', 'calls'], dimensions: [by] },
    ...{ sort: 'cost', order: 'desc', limit: RANKS },
  });
  return (
    <Asked query={query}>
      {({ rows, currency }) => (
        <Ranking
          ranks={rows.map(({ key, value }) => ({
            key: key[by] ?? '',
            label: key[by] || '–',
            size: Number(value.cost ?? 0),
            shown: rounded(value.cost ?? '0', currency),
            hint: `· ${whole(value.calls ?? 0)}`,
            search: { side: 'out', direction: ['out'], [by]: [key[by] ?? ''] },
          }))}
        />
      )}
    </Asked>
  );
}

function Busiest({ about, by }: { readonly about: About; readonly by: 'extension' | 'device' }) {
  const { whole, duration } = useText();
  const query = useFigures({
    ...{
      ...about,
      side: by === 'extension' ? 'in' : 'out',
      measures: ['calls', 'talkSeconds'],
      dimensions: [by],
    },
    ...{ sort: 'calls', order: 'desc', limit: RANKS },
  });
  return (
    <Asked query={query}>
      {({ rows }) => (
        <Ranking
          ranks={rows.map(({ key, label, value }) => ({
            key: key[by] ?? '',
            label: [label[by], key[by]].filter(Boolean).join(' · '),
            size: value.calls ?? 0,
            shown: whole(value.calls ?? 0),
            hint: `· ${duration(value.talkSeconds ?? 0)}`,
            search: { [by]: [key[by] ?? ''] },
          }))}
        />
      )}
    </Asked>
  );
}
