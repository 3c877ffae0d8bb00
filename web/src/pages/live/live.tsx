import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type LiveSources, type Live as LiveState, useLive } from '../../api/live.ts';
import { useForgetSession, useSession } from '../../api/session.ts';
import { usePeriodSearch } from '../../frame/use-days.ts';
import { Panel } from '../../parts/panel.tsx';
import { Failed, Loading, Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import classes from './live.module.css';
import { LiveCalls } from './live-calls.tsx';
import { TodayTiles } from './today-tiles.tsx';

/** Calls in progress and today's figures, without reloading. */
export function Live() {
  const { t, day } = useText();
  const { company } = usePeriodSearch();
  const live = useLive(company);
  useSignInAgain(live.refusal?.status === 401);
  const figures = live.view?.figures;
  return (
    <Stack>
      <Group justify="space-between" align="baseline">
        <Title order={1} size="h2">
          {t('live.title')}
        </Title>
        {figures !== undefined && (
          <Text c="var(--quiet)" size="sm">
            {day(figures.day, 'long')} · {figures.zone}
          </Text>
        )}
      </Group>
      <Connection live={live} />
      <Known live={live} />
    </Stack>
  );
}

/** Who is no longer signed in is led to where one signs in, and from there back. */
function useSignInAgain(isSignedOut: boolean): void {
  const router = useRouter();
  const forget = useForgetSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is done once, when that becomes so
  useEffect(() => {
    if (!isSignedOut) return;
    const to = router.state.location.href;
    void router.navigate({ to: '/sign-in', search: { to } }).then(forget);
  }, [isSignedOut]);
}

function Known({ live }: { readonly live: LiveState }) {
  const { t, whole } = useText();
  const { view, lostAtMs, refusal, aheadMs } = live;
  if (view === undefined)
    return refusal === undefined ? <Loading height={320} /> : <Failed error={refusal} />;
  const heard = view.sources.filter(({ isUp }) => isUp);
  return (
    <div className={lostAtMs === undefined ? undefined : classes['stale']}>
      <Stack>
        <TodayTiles figures={view.figures} />
        <Trouble sources={view.sources} />
        {heard.length === 0 ? (
          <NotHeard view={view} />
        ) : (
          <Panel title={t('live.inProgress', { count: view.calls.length + view.more })}>
            <LiveCalls
              calls={view.calls}
              zone={view.figures.zone}
              aheadMs={aheadMs}
              isStopped={lostAtMs !== undefined}
            />
            {view.more > 0 && (
              <Text mt="sm" c="var(--quiet)" size="sm">
                {t('live.more', { shown: whole(view.calls.length) })}
              </Text>
            )}
          </Panel>
        )}
      </Stack>
    </div>
  );
}

/** The connection to the server is lost: what is shown is how it was then. */
function Connection({ live: { view, lostAtMs, refusal } }: { readonly live: LiveState }) {
  const { t, time } = useText();
  const { zone } = useSession();
  if (lostAtMs === undefined || view === undefined) return null;
  return (
    <Alert color="yellow" role="status" title={t('live.lost')}>
      {t('live.lostHint', { time: time(new Date(lostAtMs).toISOString(), zone) })}
      {refusal !== undefined && refusal.message !== '' && ` ${refusal.message}`}
    </Alert>
  );
}

/** PBXs that are not heard while others are, and what is not seen of those that are. */
function Trouble({ sources }: Pick<LiveSources, 'sources'>) {
  const { t, instant } = useText();
  const { zone } = useSession();
  const down = sources.some(({ isUp }) => isUp) ? sources.filter(({ isUp }) => !isUp) : [];
  const notes = sources.filter(({ isUp, note }) => isUp && note !== null);
  return (
    <>
      {down.map(({ name, since }) => (
        <Alert key={`down ${name} ${since}`} color="yellow" role="status">
          {t('live.oneDown', { name: name || t('live.aPbx'), time: instant(since, zone) })}
        </Alert>
      ))}
      {notes.map(({ name, note }) => (
        <Alert key={`note ${name}`} color="blue" title={t('live.notAll', { name })}>
          {note}
        </Alert>
      ))}
    </>
  );
}

/** Why no calls in progress can be told, and what to do about it. */
function NotHeard({ view }: { readonly view: LiveSources }) {
  const { t, instant } = useText();
  const { zone, administrator } = useSession();
  const [source] = view.sources;
  const toSources = administrator && view.state !== 'elsewhere' && (
    <Button component={Link} to="/setup/sources" variant="light">
      {t('live.toSources')}
    </Button>
  );
  if (source !== undefined) {
    return (
      <Message title={t('live.down')} text={t('live.downHint', { time: instant(source.since, zone) })}>
        {toSources}
      </Message>
    );
  }
  if (view.state === 'elsewhere')
    return <Message title={t('live.elsewhere')} text={t('live.elsewhereHint')} />;
  return (
    <Message title={t('live.none')} text={t(administrator ? 'live.noneHint' : 'live.noneAsk')}>
      {toSources}
    </Message>
  );
}
