import { Button, Card, Group, Select, Stack, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { todayIn } from '../../frame/period.ts';
import { usePeriodSearch } from '../../frame/use-days.ts';
import { AdministratorsOnly } from '../../parts/administrators-only.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import type { CostSearch } from './cost-search.ts';
import { listMonths } from './months.ts';
import { OneStatement } from './one-statement.tsx';
import { StatementMonths } from './statement-months.tsx';

const route = getRouteApi('/shell/costs');

/** What companies owe: the months of one, and one of them in full, to keep as a file. */
export function Statements() {
  return (
    <AdministratorsOnly>
      <StatementPage />
    </AdministratorsOnly>
  );
}

function StatementPage() {
  const { t } = useText();
  const { companies, zone } = useSession();
  const { company: usual } = usePeriodSearch();
  const search: CostSearch = route.useSearch();
  const { of = usual ?? (companies.length === 1 ? companies[0]?.id : undefined), billed: month } = search;
  const navigate = useNavigate();
  const ask = (asked: { readonly of: string; readonly month: string }) =>
    void navigate({ to: '/costs/statements', search: { of: asked.of, billed: asked.month } });
  const thisMonth = todayIn(zone).slice(0, 7);
  const [lastMonth = thisMonth] = listMonths(thisMonth, 2);
  return (
    <Stack>
      <PageHead title={t('costs.statements')} hint={t('costs.statementsHint')} />
      <StatementForm
        key={`${of} ${month}`}
        of={of}
        month={month ?? lastMonth}
        companies={companies}
        onAsk={ask}
      />
      {of === undefined ? (
        <Message title={t('costs.chooseCompany')} />
      ) : (
        <>
          {month !== undefined && <OneStatement key={`${of} ${month}`} company={of} month={month} />}
          <StatementMonths company={of} last={thisMonth} onChoose={(one) => ask({ of, month: one })} />
        </>
      )}
    </Stack>
  );
}

function StatementForm({
  of,
  month,
  companies,
  onAsk,
}: {
  readonly of: string | undefined;
  readonly month: string;
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly onAsk: (asked: { readonly of: string; readonly month: string }) => void;
}) {
  const { t } = useText();
  const [company, setCompany] = useState(of ?? null);
  const [wanted, setWanted] = useState(month);
  const isMonth = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(wanted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (company !== null && isMonth) onAsk({ of: company, month: wanted });
  };
  return (
    <Card withBorder component="section" aria-label={t('costs.whichStatement')}>
      <form onSubmit={submit}>
        <Group align="end" gap="sm">
          <Select
            label={t('company.label')}
            data={companies.map(({ id, name }) => ({ value: id, label: name }))}
            value={company}
            onChange={setCompany}
            allowDeselect={false}
            searchable
            miw={220}
          />
          <TextInput
            type="month"
            label={t('setup.month')}
            placeholder="2026-10"
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            w={180}
          />
          <Button type="submit" disabled={company === null || !isMonth}>
            {t('costs.showStatement')}
          </Button>
        </Group>
      </form>
    </Card>
  );
}
