import { SimpleGrid } from '@mantine/core';
import { type QueueQuestion, type QueueRow, useQueues } from '../../api/queues.ts';
import { Stat } from '../../parts/stat.tsx';
import { useText } from '../../text/text.tsx';
import type { CallSearch } from '../calls/call-search.ts';
import { ABANDONED, sumQueues, toQueueCalls } from './queue-sums.ts';

type Sums = ReturnType<typeof sumQueues>;

/** The figures of all queues together in large, each with that of the days before. */
export function QueueTiles({
  rows,
  before,
}: {
  readonly rows: readonly QueueRow[];
  readonly before: QueueQuestion;
}) {
  const { t, whole, percent, duration } = useText();
  const earlier = useQueues({ ...before, by: 'queue' });
  const now = sumQueues(rows);
  const old = earlier.data === undefined ? undefined : sumQueues(earlier.data.rows);
  const calls = (more: CallSearch = {}) => ({ search: toQueueCalls(rows, more) });
  const tile = (
    label: string,
    show: (of: Sums) => string,
    more: { readonly search?: CallSearch; readonly part?: (of: Sums) => number } = {},
  ) => {
    const { search, part } = more;
    const share = part === undefined ? [] : [percent({ part: part(now), of: now.offered })];
    const past = old === undefined ? [] : [t('figures.before', { value: show(old) })];
    return (
      <Stat
        label={label}
        value={show(now)}
        before={[...share, ...past].join(' · ')}
        {...(search === undefined ? {} : { search })}
      />
    );
  };
  const count = (label: string, part: (of: Sums) => number, search: CallSearch) =>
    tile(label, (of) => whole(part(of)), { ...calls(search), part });
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      {tile(t('queues.offered'), ({ offered }) => whole(offered), calls())}
      {count(t('queues.answered'), ({ answered }) => answered, { outcome: 'answered' })}
      {count(t('queues.unanswered'), ({ unanswered }) => unanswered, { outcome: 'missed' })}
      {count(t('queues.abandoned'), ({ abandoned }) => abandoned, ABANDONED)}
      {tile(t('queues.serviceLevel', { target: before.target }), ({ inTime }) => percent(inTime))}
      {tile(
        t('queues.longestWait'),
        ({ longestWait }) => duration(longestWait),
        calls({ sort: 'ringSeconds', order: 'desc' }),
      )}
    </SimpleGrid>
  );
}
