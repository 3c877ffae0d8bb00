import { Button, Group, SegmentedControl, Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useReplay, useWork, useWorkCounts, type WorkKind, type WorkState } from '../../api/work.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Refused } from '../../parts/refused.tsx';
import { Failed, Loading, Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { DoneOverNote } from './done-over.tsx';
import { WorkCard } from './work-card.tsx';

const KINDS = {
  unreadable: 'setup.workUnreadable',
  'no-owner': 'setup.workNoOwner',
  'unknown-cost': 'setup.workUnknownCost',
  'clock-skew': 'setup.workClockSkew',
  late: 'setup.workLate',
  duplicate: 'setup.workDuplicate',
} as const satisfies Record<WorkKind, string>;

/** Of the others nothing can be done over. */
const REPLAYED: readonly WorkKind[] = ['unreadable', 'no-owner', 'unknown-cost'];

/** What is wrong with calls, kind by kind, with what would put it right. */
export function Work() {
  const { t, whole } = useText();
  const counts = useWorkCounts();
  const [chosen, setChosen] = useState<WorkKind>();
  const [state, setState] = useState<WorkState>('open');
  const countOf = (kind: WorkKind) => {
    const one = counts.data?.counts.find((count) => count.kind === kind);
    return state === 'open' ? one?.items : one?.dismissed;
  };
  const kinds = Object.keys(KINDS) as WorkKind[];
  const kind = chosen ?? kinds.find((one) => (countOf(one) ?? 0) > 0) ?? 'unreadable';
  return (
    <Stack>
      <PageHead title={t('setup.work')} hint={t('setup.workHint')}>
        <SegmentedControl
          aria-label={t('setup.workState')}
          data={[
            { value: 'open', label: t('setup.workOpen') },
            { value: 'dismissed', label: t('setup.workDismissed') },
          ]}
          value={state}
          onChange={(value) => setState(value as WorkState)}
        />
      </PageHead>
      <Tabs value={kind} onChange={(value) => setChosen((value ?? 'unreadable') as WorkKind)}>
        <Tabs.List>
          {kinds.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(KINDS[one])}
              {countOf(one) === undefined ? '' : ` (${whole(countOf(one) ?? 0)})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={kind} pt="md">
          <Items kind={kind} state={state} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Items({ kind, state }: { readonly kind: WorkKind; readonly state: WorkState }) {
  const { t } = useText();
  const work = useWork(kind, state);
  const replay = useReplay();
  if (work.isPending) return <Loading />;
  if (work.isError) return <Failed error={work.error} retry={() => void work.refetch()} />;
  const items = work.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Message title={t('setup.workEmpty')} />;
  return (
    <Stack>
      {state === 'open' && REPLAYED.includes(kind) && (
        <Group>
          <Button variant="light" loading={replay.isPending} onClick={() => replay.mutate({ kind })}>
            {t('setup.replayAll')}
          </Button>
        </Group>
      )}
      <Refused error={replay.error} />
      {replay.data !== undefined && <DoneOverNote done={replay.data} />}
      {items.map((item) => (
        <WorkCard key={item.id} item={item} isReplayed={REPLAYED.includes(kind)} />
      ))}
      {work.hasNextPage && (
        <Button variant="light" loading={work.isFetchingNextPage} onClick={() => void work.fetchNextPage()}>
          {t('setup.loadMore')}
        </Button>
      )}
    </Stack>
  );
}
