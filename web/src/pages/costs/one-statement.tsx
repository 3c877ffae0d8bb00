import { Alert, Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useRuns } from '../../api/runs.ts';
import { useSession } from '../../api/session.ts';
import { type Statement, type StatementOf, useStatement } from '../../api/statements.ts';
import { Asked } from '../../parts/asked.tsx';
import { CallsLink } from '../../parts/calls-link.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { daysOf } from './months.ts';
import { findRunOf } from './published-runs.ts';
import { StatementFiles } from './statement-files.tsx';
import { StatementTable } from './statement-table.tsx';

/** What a company owes for a month, how sure that is, and the ways to keep it. */
export function OneStatement({ company, month }: StatementOf) {
  const { t, month: monthText } = useText();
  const { companies } = useSession();
  const statement = useStatement({ company, month });
  const name = companies.find(({ id }) => id === company)?.name ?? company;
  return (
    <Card withBorder component="section" aria-label={t('costs.statementOf', { name, month })}>
      <Stack gap="sm">
        <Group justify="space-between" align="start">
          <Title order={2} size="h4">
            {name} · {monthText(month, 'long')}
          </Title>
          {statement.isSuccess && <StatementFiles company={company} month={month} />}
        </Group>
        <Asked query={statement} height={260}>
          {(shown) => (
            <Stack gap="sm">
              <State statement={shown} company={company} month={month} />
              {hasLines(shown) ? (
                <StatementTable statement={shown} />
              ) : (
                <Message title={t('costs.emptyStatement')} text={t('costs.emptyStatementHint')} />
              )}
            </Stack>
          )}
        </Asked>
      </Stack>
    </Card>
  );
}

function hasLines({ sections, adjustments, unknownCalls }: Statement): boolean {
  return (
    unknownCalls > 0 ||
    adjustments.length > 0 ||
    sections.some(({ lines, inbound, rentals }) => lines.length + inbound.length + rentals.length > 0)
  );
}

/** Whether the figures stay as they are, and who priced the calls last. */
function State({ statement, company, month }: StatementOf & { readonly statement: Statement }) {
  const { t, instant, whole } = useText();
  const { zone } = useSession();
  const runs = useRuns();
  const run = runs.data === undefined ? undefined : findRunOf(runs.data.runs, company, month);
  const { closed, unknownCalls } = statement;
  const priced =
    run === undefined
      ? t('costs.neverRepriced')
      : t('costs.repriced', { id: run.id, when: instant(run.publishedAt ?? run.madeAt, zone) });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Badge variant="dot" color={closed ? 'green' : 'yellow'} tt="none">
          {t(closed ? 'costs.closed' : 'costs.open')}
        </Badge>
        <Text size="sm" c="var(--quiet)">
          {t(closed ? 'costs.closedHint' : 'costs.openHint')} {runs.data !== undefined && priced}
        </Text>
      </Group>
      {unknownCalls > 0 && (
        <Alert color="yellow" p="xs">
          <CallsLink search={{ ...daysOf([month]), company, unknownCost: true }}>
            {t('costs.statementUnknown', { count: unknownCalls, shown: whole(unknownCalls) })}
          </CallsLink>
        </Alert>
      )}
    </Stack>
  );
}
