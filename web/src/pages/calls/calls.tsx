import { Group, Stack, Text, Title } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type CallQuestion, useCallTotals } from '../../api/calls.ts';
import { useSession } from '../../api/session.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { CallDrawer } from './call-drawer.tsx';
import { CallFilters } from './call-filters.tsx';
import type { CallSearch } from './call-search.ts';
import { CallTable } from './call-table.tsx';
import { CallTools } from './call-tools.tsx';
import { usualColumns } from './columns.tsx';

const route = getRouteApi('/shell/calls');

/** One table over any number of calls; what it shows stands in its address, to be sent to a colleague. */
export function Calls() {
  const { t, whole, duration, rounded } = useText();
  const { companies } = useSession();
  const { columns, call: opened, ...filter } = route.useSearch() as CallSearch;
  const { company } = usePeriodSearch();
  const days = useDays();
  const navigate = useNavigate();
  const search = (change: Partial<CallSearch>) =>
    void navigate({ to: '/calls', search: (before) => ({ ...before, ...change }) });
  const question = toCallQuestion(filter, toQuestion(days, company));
  const totals = useCallTotals(question);
  const sums = totals.data?.rows[0]?.value;
  const count = sums?.calls ?? 0;
  const chosen = columns ?? usualColumns(companies.length);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t('nav.calls')}
        </Title>
        <CallTools question={question} columns={chosen} onColumns={(names) => search({ columns: names })} />
      </Group>
      <CallFilters filter={filter} onChange={search} />
      {sums !== undefined && (
        <Text size="sm" c="var(--quiet)" role="status">
          {t('calls.sums', {
            ...{ calls: whole(count), talk: duration(sums.talkSeconds ?? 0) },
            cost: rounded(sums.cost ?? '0', totals.data?.currency ?? ''),
          })}
        </Text>
      )}
      {totals.isPending && <Loading height={480} />}
      {totals.isError && <Failed error={totals.error} retry={() => void totals.refetch()} />}
      {sums !== undefined && count === 0 && <Empty />}
      {count > 0 && (
        <CallTable
          question={question}
          total={count}
          columns={chosen}
          onSort={(sort, order) => search({ sort, order })}
          onOpen={({ acctid }) => search({ call: acctid })}
        />
      )}
      <CallDrawer acctid={opened} onClose={() => search({ call: undefined })} />
    </Stack>
  );
}

/** The address's filter as the server is asked. */
function toCallQuestion(filter: Omit<CallSearch, 'columns' | 'call'>, about: ReturnType<typeof toQuestion>) {
  const { side, outcome, unknownCost, unknownCarrierCost, transferred, ...more } = filter;
  const { ringOver, ringUpTo, ...others } = more;
  const { q, sort, order, direction, ...lists } = others;
  const copied = Object.fromEntries(
    (
      [
        'device',
        'extension',
        'name',
        'trunk',
        'numberType',
        'destination',
        'prefix',
        'disposition',
        'queueStatus',
        'hour',
        'weekday',
      ] as const
    ).flatMap((name) => (lists[name] === undefined ? [] : [[name, [...lists[name]]]])),
  );
  return {
    ...{ ...about, ...copied, side, outcome, q, sort, order },
    ...{ unknownCost, unknownCarrierCost, transferred, ringOver, ringUpTo },
    direction: direction?.filter((one) => one === 'in' || one === 'out' || one === 'internal'),
  } satisfies CallQuestion;
}
