import { ActionIcon, Alert, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { type MissedCaller, useMissedCallers, useQueues } from '../../api/queues.ts';
import { useSession } from '../../api/session.ts';
import { addDays, countDays, type Days } from '../../frame/period.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { CallsLink, type CallsOf } from '../../parts/calls-link.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Failed, Loading, Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { QueueChoice } from './queue-choice.tsx';
import type { QueueSearch } from './queue-search.ts';

const route = getRouteApi('/shell/queues');
/** Who called longer ago does not wait for an answer any more, and is dear to look for. */
const MOST_DAYS = 30;

/** What the server calls an extension that its directory does not know. */
const UNKNOWN = 'unknown-extension';

/** Outside callers whom nobody answered and nobody has spoken to since: the latest first. */
export function CallBack() {
  const { t, day, whole } = useText();
  const { company } = usePeriodSearch();
  const chosen = useDays();
  const { queue }: QueueSearch = route.useSearch();
  const days = lastDays(chosen);
  const about = toQuestion(days, company);
  const queues = useQueues({ ...about, by: 'queue' });
  const missed = useMissedCallers({ ...about, extension: queue === undefined ? undefined : [queue] });
  const callers = missed.data?.pages.flatMap((page) => page.callers) ?? [];
  return (
    <Stack>
      <PageHead title={t('queues.callBack')} hint={t('queues.callBackHint')}>
        <QueueChoice queues={queues.data?.rows ?? []} chosen={queue} />
      </PageHead>
      {days.from !== chosen.from && (
        <Alert color="yellow" p="xs">
          {t('queues.lastDays', { count: MOST_DAYS, from: day(days.from, 'long'), to: day(days.to, 'long') })}
        </Alert>
      )}
      {missed.isPending && <Loading height={320} />}
      {missed.isError && <Failed error={missed.error} retry={() => void missed.refetch()} />}
      {missed.isSuccess && callers.length === 0 && (
        <Message title={t('queues.nobody')} text={t('queues.nobodyHint')} />
      )}
      {callers.length > 0 && (
        <>
          <Text size="sm" c="var(--quiet)" role="status">
            {t(missed.hasNextPage ? 'queues.firstCallers' : 'queues.callers', {
              count: callers.length,
              shown: whole(callers.length),
            })}
          </Text>
          <Callers callers={callers} />
        </>
      )}
      {missed.hasNextPage && (
        <Group>
          <Button
            variant="light"
            loading={missed.isFetchingNextPage}
            onClick={() => void missed.fetchNextPage()}
          >
            {t('setup.loadMore')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function lastDays({ from, to }: Days): Days {
  return countDays({ from, to }) <= MOST_DAYS ? { from, to } : { from: addDays(to, 1 - MOST_DAYS), to };
}

function Callers({ callers }: { readonly callers: readonly MissedCaller[] }) {
  const { t, whole, duration, instant } = useText();
  const { companies, zone } = useSession();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('queues.caller')}</Table.Th>
            <Table.Th>{t('queues.lastCall')}</Table.Th>
            <Table.Th ta="end">{t('queues.times')}</Table.Th>
            <Table.Th>{t('queues.calledWhat')}</Table.Th>
            <Table.Th ta="end">{t('columns.queueWait')}</Table.Th>
            {companies.length > 1 && <Table.Th>{t('company.label')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {callers.map((caller) => (
            <Table.Tr key={`${caller.company} ${caller.acctid}`}>
              <Table.Th scope="row">
                <Group gap="xs" wrap="nowrap">
                  {isWhole(caller.caller) && (
                    <ActionIcon
                      component="a"
                      href={`tel:${caller.caller}`}
                      variant="light"
                      aria-label={t('queues.callNumber', { number: caller.caller })}
                    >
                      <IconPhoneOutgoing size={16} aria-hidden />
                    </ActionIcon>
                  )}
                  <CallsLink search={toCalls(caller)}>{caller.caller}</CallsLink>
                </Group>
              </Table.Th>
              <Table.Td>
                <CallsLink
                  search={{ ...toCalls(caller), call: caller.acctid }}
                  label={t('queues.howItWent', { when: instant(caller.lastAt, zone) })}
                >
                  {instant(caller.lastAt, zone)}
                </CallsLink>
              </Table.Td>
              <Table.Td ta="end">{whole(caller.times)}</Table.Td>
              <Table.Td>
                <Group gap={6}>
                  {caller.rang
                    .map(({ number, name }) => (number === UNKNOWN ? t('common.unknown') : name || number))
                    .join(', ')}
                  {caller.voicemail && (
                    <Badge variant="light" size="sm" tt="none">
                      {t('queues.voicemail')}
                    </Badge>
                  )}
                  {caller.queueStatus !== '' && (
                    <Badge variant="outline" color="gray" size="sm" tt="none">
                      {caller.queueStatus}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td ta="end">{duration(caller.ringSeconds)}</Table.Td>
              {companies.length > 1 && (
                <Table.Td>
                  {companies.find(({ id }) => id === caller.company)?.name ?? caller.company}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Whether no digits of the number are hidden. */
const isWhole = (number: string) => /^\+?\d+$/.test(number);

/** The calls of a caller, found by as much of the number as may be seen. */
function toCalls({ caller, company }: MissedCaller): CallsOf {
  const seen = caller.replace(/[^\d+].*$/, '');
  return { company, ...(seen === '' ? {} : { q: seen }) };
}
