import { NumberInput, SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type QueueQuestion, type QueueRow, useQueues } from '../../api/queues.ts';
import { daysBefore } from '../../frame/period.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { AgentTable } from './agent-table.tsx';
import { QueueChoice } from './queue-choice.tsx';
import { MOST_TARGET, type QueueSearch, USUAL_TARGET } from './queue-search.ts';
import { QueueTable } from './queue-table.tsx';
import { QueueTiles } from './queue-tiles.tsx';
import { QueueWeek } from './queue-week.tsx';
import { WaitChart } from './wait-chart.tsx';

const route = getRouteApi('/shell/queues');
/** More than that is no table to read; the company or the queue narrows it. */
const MOST_QUEUES = 200;

/** What became of the calls to queues and ring groups, how long they waited, and who took them. */
export function Queues() {
  const { t, days: daysText } = useText();
  const { company } = usePeriodSearch();
  const days = useDays();
  const search: QueueSearch = route.useSearch();
  const { kind, queue, target = USUAL_TARGET } = search;
  const navigate = useNavigate();
  const change = (changed: QueueSearch) =>
    void navigate({ to: '/queues', search: (before) => ({ ...before, ...changed }), replace: true });
  const asked = { target, kind, extension: queue === undefined ? undefined : [queue] };
  const about = { ...toQuestion(days, company), ...asked };
  const queues = useQueues({ ...about, by: 'queue' });
  const all = useQueues({ ...toQuestion(days, company), target, by: 'queue' });
  return (
    <Stack>
      <PageHead title={t('nav.queues')} hint={daysText(days)}>
        <QueueChoice queues={all.data?.rows ?? []} chosen={queue} />
        <SegmentedControl
          aria-label={t('queues.kind')}
          data={[
            { value: '', label: t('queues.both') },
            { value: 'queue', label: t('queues.queues') },
            { value: 'group', label: t('queues.groups') },
          ]}
          value={kind ?? ''}
          onChange={(value) => change({ kind: value === 'queue' || value === 'group' ? value : undefined })}
        />
        <Target target={target} onChange={(seconds) => change({ target: seconds })} />
      </PageHead>
      <Asked query={queues} height={480}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Message title={t('queues.empty')} text={t('queues.emptyHint')} />
          ) : (
            <Filled
              rows={rows}
              about={about}
              before={{ ...toQuestion(daysBefore(days), company), ...asked }}
              heat={search.heat}
              onHeat={(heat) => change({ heat })}
            />
          )
        }
      </Asked>
    </Stack>
  );
}

function Filled({
  rows,
  about,
  before,
  heat,
  onHeat,
}: {
  readonly rows: readonly QueueRow[];
  readonly about: QueueQuestion;
  readonly before: QueueQuestion;
  readonly heat: QueueSearch['heat'];
  readonly onHeat: (heat: QueueSearch['heat']) => void;
}) {
  const { t, whole } = useText();
  const shown = [...rows].sort((one, other) => other.offered - one.offered).slice(0, MOST_QUEUES);
  return (
    <Stack>
      <QueueTiles rows={rows} before={before} />
      <Panel title={t('queues.each')}>
        <QueueTable rows={shown} target={about.target ?? USUAL_TARGET} />
        {rows.length > shown.length &&
          t('state.tooMuch', { shown: whole(shown.length), total: whole(rows.length) })}
      </Panel>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Panel title={t('queues.waits')}>
          <WaitChart rows={rows} />
        </Panel>
        <QueueWeek rows={rows} about={about} heat={heat} onHeat={onHeat} />
      </SimpleGrid>
      <Panel title={t('queues.agents')}>
        <AgentTable about={about} />
      </Panel>
    </Stack>
  );
}

const TYPING_MS = 400;

/** Seconds within which a call is answered in time. */
function Target({
  target,
  onChange,
}: {
  readonly target: number;
  readonly onChange: (target: number) => void;
}) {
  const { t } = useText();
  const [typed, setTyped] = useState<number | string>(target);
  useEffect(() => setTyped(target), [target]);
  const tell = useDebouncedCallback((seconds: number) => onChange(seconds), TYPING_MS);
  return (
    <NumberInput
      aria-label={t('queues.target')}
      prefix={t('queues.within')}
      suffix=" s"
      value={typed}
      onChange={(value) => {
        setTyped(value);
        if (typeof value === 'number') tell(value);
      }}
      {...{ min: 0, max: MOST_TARGET, step: 5, allowDecimal: false, clampBehavior: 'strict', w: 150 }}
    />
  );
}
