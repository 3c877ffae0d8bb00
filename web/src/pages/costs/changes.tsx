import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type Run, useRuns } from '../../api/runs.ts';
import { useSession } from '../../api/session.ts';
import { AdministratorsOnly } from '../../parts/administrators-only.tsx';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { RunComparison } from '../setup/run-comparison.tsx';
import { isPublished } from './published-runs.ts';

/** What the latest rating run that everybody sees has changed. */
export function Changes() {
  const { t } = useText();
  return (
    <AdministratorsOnly>
      <Stack>
        <PageHead title={t('costs.changes')} hint={t('costs.changesHint')}>
          <Button variant="default" component={Link} to="/setup/runs">
            {t('costs.toRuns')}
          </Button>
        </PageHead>
        <Latest />
      </Stack>
    </AdministratorsOnly>
  );
}

function Latest() {
  const { t } = useText();
  const runs = useRuns();
  return (
    <Asked query={runs} height={320}>
      {({ runs: list }) => {
        const published = list.filter(isPublished);
        const [latest] = published.sort((one, other) => publishedAt(other) - publishedAt(one));
        if (latest === undefined) {
          return <Message title={t('costs.neverRun')} text={t('setup.noRunsHint')} />;
        }
        return <RunSummary run={latest} />;
      }}
    </Asked>
  );
}

const publishedAt = ({ publishedAt: at, madeAt }: Run) => Date.parse(at ?? madeAt);

function RunSummary({ run }: { readonly run: Run }) {
  const { t, instant } = useText();
  const { zone } = useSession();
  return (
    <Card withBorder component="section" aria-label={t('setup.runNumber', { id: run.id })}>
      <Stack gap="sm">
        <Group gap="xs">
          <Title order={2} size="h5">
            {t('setup.runNumber', { id: run.id })}
          </Title>
          <Text size="sm">{run.reason}</Text>
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
        {run.comparison === null ? (
          <Text size="sm">{t('costs.noComparison')}</Text>
        ) : (
          <RunComparison comparison={run.comparison} />
        )}
      </Stack>
    </Card>
  );
}
