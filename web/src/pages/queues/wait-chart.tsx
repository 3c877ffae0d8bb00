import { useNavigate } from '@tanstack/react-router';
import type { QueueRow } from '../../api/queues.ts';
import { Chart } from '../../parts/chart.tsx';
import { useText } from '../../text/text.tsx';
import { sumQueues, toQueueCalls } from './queue-sums.ts';

const MINUTE = 60;

/** How long callers waited for an answer, or until they gave up. */
export function WaitChart({ rows }: { readonly rows: readonly QueueRow[] }) {
  const { t, whole } = useText();
  const navigate = useNavigate();
  const { waits } = sumQueues(rows);
  const time = (seconds: number) => (seconds > MINUTE ? `${seconds / MINUTE} min` : `${seconds} s`);
  const labels = waits.map(({ upTo }, at) =>
    upTo === null ? `> ${time(waits[at - 1]?.upTo ?? 0)}` : `≤ ${time(upTo)}`,
  );
  const told = waits.map(
    ({ answered, unanswered }, at) =>
      `${labels[at]}: ${whole(answered)} ${t('queues.answered')}, ${whole(unanswered)} ${t('queues.unanswered')}`,
  );
  return (
    <Chart
      kind="stacked-bars"
      label={`${t('queues.waits')}. ${told.join('; ')}`}
      labels={labels}
      series={[
        { name: t('queues.answered'), values: waits.map(({ answered }) => answered) },
        { name: t('queues.unanswered'), values: waits.map(({ unanswered }) => unanswered) },
      ]}
      format={whole}
      onChoose={(place) => {
        const [ringOver, ringUpTo] = [waits[place - 1]?.upTo, waits[place]?.upTo];
        const search = toQueueCalls(rows, {
          ...(typeof ringOver === 'number' ? { ringOver } : {}),
          ...(typeof ringUpTo === 'number' ? { ringUpTo } : {}),
          ...{ sort: 'ringSeconds', order: 'desc' },
        });
        void navigate({ to: '/calls', search });
      }}
    />
  );
}
