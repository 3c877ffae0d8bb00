import { Button, Card, Code, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { useDismiss, useReopen, useReplay, type WorkItem } from '../../api/work.ts';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { DoneOverNote } from './done-over.tsx';

/** One thing that is wrong: what, of which record, what would put it right, and the ways to be done with it. */
export function WorkCard({ item, isReplayed }: { readonly item: WorkItem; readonly isReplayed: boolean }) {
  const { t, instant, whole } = useText();
  const { zone } = useSession();
  const [why, setWhy] = useState('');
  const replay = useReplay();
  const dismiss = useDismiss();
  const reopen = useReopen();
  const { id, dismissal } = item;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dismiss.mutate({ ids: [id], why });
  };
  return (
    <Card withBorder component="section" aria-label={item.place}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {item.place}
          </Title>
          <Text size="sm" c="var(--quiet)">
            {t('setup.workCount', { count: item.count, shown: whole(item.count) })} ·{' '}
            {instant(item.first, zone)}
          </Text>
        </Group>
        <Text>{item.reason}</Text>
        <Text size="sm">{item.fix.what}</Text>
        {item.fix.command !== null && (
          <Code block style={{ whiteSpace: 'pre-wrap' }}>
            bin/ringledger {item.fix.command}
          </Code>
        )}
        {item.raw !== null && (
          <details>
            <summary>{t('setup.record')}</summary>
            <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {item.raw}
            </Code>
          </details>
        )}
        {dismissal === null ? (
          <Group align="flex-end" gap="xs">
            {isReplayed && (
              <Button
                size="xs"
                variant="light"
                loading={replay.isPending}
                onClick={() => replay.mutate({ ids: [id] })}
              >
                {t('setup.replay')}
              </Button>
            )}
            <form onSubmit={submit}>
              <Group align="flex-end" gap="xs">
                <TextInput
                  size="xs"
                  label={t('setup.dismissWhy')}
                  required
                  value={why}
                  onChange={(event) => setWhy(event.currentTarget.value)}
                  error={faultAt(dismiss.error, 'why')}
                />
                <Button size="xs" variant="default" type="submit" loading={dismiss.isPending}>
                  {t('setup.dismiss')}
                </Button>
              </Group>
            </form>
          </Group>
        ) : (
          <Group>
            <Text size="sm" c="var(--quiet)">
              {t('setup.dismissedBy', { who: dismissal.by, when: instant(dismissal.at, zone) })}{' '}
              {dismissal.why}
            </Text>
            <Button
              size="xs"
              variant="default"
              loading={reopen.isPending}
              onClick={() => reopen.mutate({ ids: [id] })}
            >
              {t('setup.reopen')}
            </Button>
          </Group>
        )}
        <Refused error={replay.error ?? dismiss.error ?? reopen.error} fields={['why']} />
        {replay.data !== undefined && <DoneOverNote done={replay.data} />}
      </Stack>
    </Card>
  );
}
