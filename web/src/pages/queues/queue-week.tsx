import { SegmentedControl } from '@mantine/core';
import { type QueueQuestion, type QueueRow, useQueues } from '../../api/queues.ts';
import { Asked } from '../../parts/asked.tsx';
import { HeatMap } from '../../parts/heat-map.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';
import type { QueueSearch } from './queue-search.ts';
import { toQueueCalls } from './queue-sums.ts';

const HOURS_A_DAY = 24;

/** When queues are called, or when nobody answers them, by weekday and hour. */
export function QueueWeek({
  rows,
  about,
  heat,
  onHeat,
}: {
  readonly rows: readonly QueueRow[];
  readonly about: QueueQuestion;
  readonly heat: QueueSearch['heat'];
  readonly onHeat: (heat: QueueSearch['heat']) => void;
}) {
  const { t } = useText();
  const week = useQueues({ ...about, by: 'hourOfWeek' });
  return (
    <Panel
      title={t('overview.heat')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('queues.heat')}
          data={[
            { value: '', label: t('queues.offered') },
            { value: 'unanswered', label: t('queues.unanswered') },
          ]}
          value={heat ?? ''}
          onChange={(value) => onHeat(value === 'unanswered' ? value : undefined)}
        />
      }
    >
      <Asked query={week} height={240}>
        {({ rows: hours }) => (
          <HeatMap
            cells={hours.map(({ key, offered, unanswered }) => ({
              weekday: Math.floor(Number(key) / HOURS_A_DAY) + 1,
              hour: Number(key) % HOURS_A_DAY,
              count: heat === 'unanswered' ? unanswered : offered,
            }))}
            search={toQueueCalls(rows, heat === 'unanswered' ? { outcome: 'missed' } : {})}
          />
        )}
      </Asked>
    </Panel>
  );
}
