import { Alert, Button, Group, Popover, Stack, Text, Title } from '@mantine/core';
import { IconCalculator, IconDownload, IconPrinter } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type ReportQuestion, TooMuch, useExport, useRecalculation, useReport } from '../../api/reports.ts';
import { useSession } from '../../api/session.ts';
import { addDays } from '../../frame/period.ts';
import { useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { Message, useRefusal } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { ReportForm } from './report-form.tsx';
import { type AskedForm, fillForm, readReportSearch, toReportQuestion } from './report-search.ts';
import { ReportTable } from './report-table.tsx';
import classes from './reports.module.css';

const route = getRouteApi('/shell/reports');

/** The four reports: a question, which the address holds, and its answer to open, print and keep. */
export function Reports() {
  const { t } = useText();
  const session = useSession();
  const navigate = useNavigate();
  const days = useDays();
  const { company } = usePeriodSearch();
  const search = readReportSearch(route.useSearch());
  const asked = fillForm(search, { day: days.to, company });
  const question = toReportQuestion(
    asked,
    session.companies.map(({ id }) => id),
  );
  const ask = (form: AskedForm) =>
    void navigate({ to: '/reports', search: (before) => ({ ...before, ...EVERY_WORD, ...form }) });
  return (
    <Stack>
      <Title order={1} size="h2" className="no-print">
        {t('nav.reports')}
      </Title>
      <ReportForm key={JSON.stringify(asked)} asked={asked} companies={session.companies} ask={ask} />
      <Answer key={JSON.stringify(question)} question={question} />
    </Stack>
  );
}

/** So that what a form leaves out is no more in the address. */
const EVERY_WORD = {
  ...{ report: undefined, year: undefined, month: undefined, day: undefined, days: undefined },
  ...{ companies: undefined, extensions: undefined, deviceids: undefined },
  ...{ merge: undefined, detail: undefined },
};

function Answer({ question }: { readonly question: ReportQuestion }) {
  const { t, days } = useText();
  const query = useReport(question);
  const { data } = query;
  const tooMuch = query.error instanceof TooMuch;
  return (
    <section aria-label={t('reports.answer')}>
      <Group justify="space-between" mb="sm" align="end">
        <div>
          <Title order={2} size="h4">
            {t(`reports.${question.report}`)}
          </Title>
          {data !== undefined && (
            <Text size="sm" c="var(--quiet)">
              {days({
                from: data.answer.from.slice(0, 10),
                to: addDays(data.answer.to.slice(0, 10), -1),
              })}{' '}
              · {data.answer.zone}
            </Text>
          )}
          <Text size="sm" className={classes['printed']}>
            {'company' in question.scope ? question.scope.company?.join(', ') : t('company.all')}
          </Text>
        </div>
        <Deeds question={question} canPrint={data !== undefined} />
      </Group>
      {tooMuch ? (
        <Message title={t('reports.tooMuch')} text={t('reports.tooMuchHint')} />
      ) : (
        <Asked query={query} height={320}>
          {(answered) => {
            const { from, to } = answered.answer;
            return <ReportTable key={`${answered.report} ${from} ${to}`} answered={answered} />;
          }}
        </Asked>
      )}
    </section>
  );
}

/** What may be done with an answer. */
function Deeds({ question, canPrint }: { readonly question: ReportQuestion; readonly canPrint: boolean }) {
  const { t } = useText();
  const [isAsking, setAsking] = useState(false);
  const explain = useRefusal();
  const file = useExport();
  const recalculation = useRecalculation(question);
  const failure = file.error ?? recalculation.error;
  const fileButton = (format: 'csv' | 'xlsx') => (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={15} aria-hidden />}
      loading={file.isPending && file.variables.format === format}
      onClick={() => file.mutate({ question, format })}
    >
      {format.toUpperCase()}
    </Button>
  );
  return (
    <Stack gap={6} align="end" className="no-print">
      <Group gap="xs">
        {question.report !== 'incalls' && (
          <Popover
            opened={isAsking}
            onChange={setAsking}
            width={300}
            withArrow
            trapFocus
            position="bottom-end"
          >
            <Popover.Target>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconCalculator size={15} aria-hidden />}
                loading={recalculation.isPending}
                onClick={() => setAsking((open) => !open)}
              >
                {t('reports.recalc')}
              </Button>
            </Popover.Target>
            <Popover.Dropdown>
              <Stack gap="xs">
                <Text size="sm">{t('reports.recalcHint')}</Text>
                <Group justify="end" gap="xs">
                  <Button size="xs" variant="default" onClick={() => setAsking(false)}>
                    {t('common.cancel')}
                  </Button>
                  <Button
                    size="xs"
                    onClick={() => {
                      setAsking(false);
                      recalculation.mutate();
                    }}
                  >
                    {t('reports.recalc')}
                  </Button>
                </Group>
              </Stack>
            </Popover.Dropdown>
          </Popover>
        )}
        {fileButton('csv')}
        {fileButton('xlsx')}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPrinter size={15} aria-hidden />}
          disabled={!canPrint}
          onClick={() => print()}
        >
          {t('common.print')}
        </Button>
      </Group>
      {failure !== null && (
        <Alert color="red" p="xs" role="alert">
          {explain(failure)}
        </Alert>
      )}
      {recalculation.isSuccess && (
        <Text size="sm" c="var(--good)" role="status">
          {t('reports.recalculated')}
        </Text>
      )}
    </Stack>
  );
}
