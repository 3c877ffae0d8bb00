import { Badge, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type Run, useRunAct, useRuns } from '../../api/runs.ts';
import { useSession } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Refused } from '../../parts/refused.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { BeginRun } from './begin-run.tsx';
import { RunComparison } from './run-comparison.tsx';

const STATES = {
  pricing: { text: 'setup.runPricing', color: 'cyan' },
  review: { text: 'setup.runReview', color: 'yellow' },
  published: { text: 'setup.runPublished', color: 'green' },
  settled: { text: 'setup.runPublished', color: 'green' },
  discarded: { text: 'setup.runDiscarded', color: 'gray' },
  cancelled: { text: 'setup.runCancelled', color: 'gray' },
  failed: { text: 'setup.runFailed', color: 'red' },
  whatif: { text: 'setup.runWhatIf', color: 'grape' },
} as const;

/** Acts of pricing calls again: what each changes is seen before everybody sees it. */
export function Runs() {
  const { t } = useText();
  const runs = useRuns();
  return (
    <Stack>
      <PageHead title={t('setup.runs')} hint={t('setup.runsHint')}>
        <BeginRun />
      </PageHead>
      <Asked query={runs}>
        {({ runs: list }) =>
          list.length === 0 ? (
            <Message title={t('setup.noRuns')} text={t('setup.noRunsHint')} />
          ) : (
            <Stack>
              {list.map((run) => (
                <RunCard key={run.id} run={run} />
              ))}
            </Stack>
          )
        }
      </Asked>
    </Stack>
  );
}

function RunCard({ run }: { readonly run: Run }) {
  const { t, instant, whole } = useText();
  const { zone } = useSession();
  const [isOpen, setOpen] = useState(run.state === 'review');
  const act = useRunAct();
  const { id, state, comparison } = run;
  return (
    <Card withBorder component="section" aria-label={t('setup.runNumber', { id })}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Title order={2} size="h5">
              {t('setup.runNumber', { id })}
            </Title>
            <Badge color={STATES[state].color} variant="dot">
              {t(STATES[state].text)}
            </Badge>
            <Text size="sm">{run.reason}</Text>
          </Group>
          <Group gap="xs">
            {comparison !== null && (
              <Button
                size="xs"
                variant="default"
                aria-expanded={isOpen}
                onClick={() => setOpen((before) => !before)}
              >
                {t('setup.comparison')}
              </Button>
            )}
            {state === 'review' && (
              <Button size="xs" loading={act.isPending} onClick={() => act.mutate({ id, act: 'publish' })}>
                {t('setup.publish')}
              </Button>
            )}
            {(state === 'review' || state === 'pricing') && (
              <Confirm
                label={t('setup.cancelRun')}
                title={t('setup.runNumber', { id })}
                question={t('setup.cancelRunHint')}
                onConfirm={() => act.mutate({ id, act: 'cancel' })}
              />
            )}
          </Group>
        </Group>
        <Text size="sm" c="var(--quiet)">
          {t('setup.runAbout', {
            from: instant(run.from, zone),
            to: instant(run.to, zone),
            companies: run.companies?.join(', ') ?? t('company.all'),
            who: run.askedBy,
            when: instant(run.madeAt, zone),
          })}
        </Text>
        {state === 'pricing' && (
          <Progress
            value={run.calls === 0 ? 0 : (run.priced * 100) / run.calls}
            aria-label={t('setup.runProgress', { done: whole(run.priced), total: whole(run.calls) })}
          />
        )}
        {run.message !== '' && <Text c="var(--bad)">{run.message}</Text>}
        <Refused error={act.error} />
        {isOpen && comparison !== null && <RunComparison comparison={comparison} />}
      </Stack>
    </Card>
  );
}
