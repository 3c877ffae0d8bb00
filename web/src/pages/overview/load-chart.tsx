import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { TrunkLoads } from '../../api/trunks.ts';
import { todayIn } from '../../frame/period.ts';
import { Chart } from '../../parts/chart.tsx';
import { useText } from '../../text/text.tsx';

/** As many as there are colours. */
const DRAWN = 5;
const MS = 1000;

/** The most calls at once on the busiest trunks, over time; a day leads to its calls. */
export function LoadChart({ loads }: { readonly loads: TrunkLoads }) {
  const { t, whole, clock } = useText();
  const navigate = useNavigate();
  const { zone, bucketSeconds } = loads;
  const drawn = [...loads.trunks].sort((one, other) => other.peak - one.peak).slice(0, DRAWN);
  if (drawn.length === 0) return <Text c="var(--quiet)">{t('overview.noLoad')}</Text>;
  const startAt = Date.parse(loads.from);
  const instants = (drawn[0]?.peaks ?? []).map((_, at) => new Date(startAt + at * bucketSeconds * MS));
  const told = drawn.map(({ trunk, peak }) => `${trunk}: ${whole(peak)}`);
  const choose = (place: number) => {
    const instant = instants[place];
    if (instant === undefined) return;
    const day = todayIn(zone, instant);
    void navigate({
      to: '/calls',
      search: { period: undefined, from: day, to: day, trunk: drawn.map(({ trunk }) => trunk) },
    });
  };
  return (
    <Chart
      kind="steps"
      label={`${t('overview.concurrent')}. ${told.join('; ')}`}
      labels={instants.map((instant) => clock(instant.toISOString(), zone))}
      series={drawn.map(({ trunk, peaks }) => ({ name: trunk, values: peaks }))}
      format={whole}
      onChoose={choose}
    />
  );
}
