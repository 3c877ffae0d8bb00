import { Badge, Box, Table, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { LiveCall, LiveParty } from '../../api/live.ts';
import { useSession } from '../../api/session.ts';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import classes from './live.module.css';

const STATES = {
  ringing: { text: 'live.ringing', color: 'cyan' },
  queued: { text: 'live.queued', color: 'yellow' },
  talking: { text: 'live.talking', color: 'green' },
  served: { text: 'live.served', color: 'indigo' },
} as const;

interface LiveCallsProps {
  readonly calls: readonly LiveCall[];
  readonly zone: string;
  readonly aheadMs: number;
  /** Time does not go on in a view of before. */
  readonly isStopped: boolean;
}

/** Who calls whom, and for how long; the newest first. Every tick is of one timer, and none is read out. */
export function LiveCalls({ calls, zone, aheadMs, isStopped }: LiveCallsProps) {
  const { t } = useText();
  const { companies } = useSession();
  const nowMs = useSeconds(calls.length > 0 && !isStopped) + aheadMs;
  if (calls.length === 0) return <Message title={t('live.quiet')} text={t('live.quietHint')} />;
  const showsCompany = companies.length > 1;
  return (
    <Table verticalSpacing="xs" className={classes['calls']}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th visibleFrom="sm">{t('live.state')}</Table.Th>
          <Table.Th>{t('live.from')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('live.to')}</Table.Th>
          {showsCompany && <Table.Th visibleFrom="md">{t('columns.company')}</Table.Th>}
          <Table.Th visibleFrom="md">{t('live.began')}</Table.Th>
          <Table.Th ta="end">{t('live.lasts')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {calls.map((call) => (
          <CallRow key={call.id} {...{ call, zone, nowMs, showsCompany }} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface CallRowProps {
  readonly call: LiveCall;
  readonly zone: string;
  readonly nowMs: number;
  readonly showsCompany: boolean;
}

function CallRow({ call, zone, nowMs, showsCompany }: CallRowProps) {
  const { time } = useText();
  const { companies } = useSession();
  const { state, from, startedAt, since } = call;
  const named = call.companies.map((id) => companies.find((one) => one.id === id)?.name ?? id);
  return (
    <Table.Tr className={classes['call']}>
      <Table.Td visibleFrom="sm">
        <StateBadge state={state} />
      </Table.Td>
      <Table.Td>
        <PartyName party={from} />
        <Box hiddenFrom="sm">
          <div className={classes['to']}>
            <IconArrowRight size={14} aria-hidden />
            <span>
              <Reached call={call} />
            </span>
          </div>
          <StateBadge state={state} />
        </Box>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Reached call={call} />
      </Table.Td>
      {showsCompany && <Table.Td visibleFrom="md">{named.join(', ')}</Table.Td>}
      <Table.Td visibleFrom="md">{time(startedAt, zone)}</Table.Td>
      <Table.Td ta="end" className={classes['clock']}>
        {clock(nowMs - Date.parse(since ?? startedAt))}
      </Table.Td>
    </Table.Tr>
  );
}

function StateBadge({ state }: Pick<LiveCall, 'state'>) {
  const { t } = useText();
  return (
    <Badge color={STATES[state].color} variant="dot" tt="none" miw="max-content">
      {t(STATES[state].text)}
    </Badge>
  );
}

/** Who is talked to or rung; what was dialled, where that is not the same, and the queue. */
function Reached({ call: { reached, dialled, queue } }: { readonly call: LiveCall }) {
  const { t } = useText();
  const about = queue ?? dialled;
  const isSame =
    about !== null && reached.some((party) => party.number === about.id || party.id === about.id);
  const names = reached.map((party, at) => (
    <span key={`${party.kind} ${party.company} ${party.id} ${party.number}`}>
      {at > 0 && ', '}
      <PartyName party={party} />
    </span>
  ));
  if (about === null) return names.length > 0 ? names : <>–</>;
  if (names.length === 0) return <PartyName party={about} />;
  return (
    <>
      {names}
      {!isSame && (
        <Text component="span" size="sm" c="var(--quiet)">
          {' '}
          {t('live.by')} <PartyName party={about} />
        </Text>
      )}
    </>
  );
}

function PartyName({ party: { kind, id, number, name, trunk } }: { readonly party: LiveParty }) {
  const { t } = useText();
  if (kind === 'hidden') return <>{t('live.otherCompany')}</>;
  const digits = kind === 'device' ? number : id;
  if (name !== '') {
    return (
      <>
        {name} <span className={classes['number']}>{digits}</span>
      </>
    );
  }
  return (
    <>
      {digits || t('common.unknown')}
      {trunk !== '' && <span className={classes['number']}> {trunk}</span>}
    </>
  );
}

const SECOND_MS = 1000;

/** The time of this machine, anew every second while it is `running`. */
function useSeconds(running: boolean): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => window.clearInterval(timer);
  }, [running]);
  return nowMs;
}

/** 0:07, 12:34, 1:02:03. */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
