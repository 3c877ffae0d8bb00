import { Alert, Button, Checkbox, Group, MultiSelect, Stack, Table, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClosePeriod, usePeriods } from '../../api/periods.ts';
import { useSession } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';

/** Months that were closed, and closing one: for good, so that it is said twice. */
export function Periods() {
  const { t, instant } = useText();
  const { zone, companies: known } = useSession();
  const periods = usePeriods();
  const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? id;
  return (
    <Stack>
      <PageHead title={t('setup.periods')} hint={t('setup.periodsHint')} />
      <Panel title={t('setup.closePeriod')}>
        <CloseForm />
      </Panel>
      <Panel title={t('setup.closedMonths')}>
        <Asked query={periods}>
          {({ periods: list }) =>
            list.length === 0 ? (
              <Message title={t('setup.noPeriods')} />
            ) : (
              <Table.ScrollContainer minWidth={560}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('setup.month')}</Table.Th>
                      <Table.Th>{t('setup.companies')}</Table.Th>
                      <Table.Th>{t('setup.when')}</Table.Th>
                      <Table.Th>{t('setup.who')}</Table.Th>
                      <Table.Th>{t('setup.reason')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {list.map(({ month, version, companies, closedAt, closedBy, reason }) => (
                      <Table.Tr key={`${month} ${version}`}>
                        <Table.Th scope="row">{month}</Table.Th>
                        <Table.Td>{companies.map(nameOf).join(', ')}</Table.Td>
                        <Table.Td>{instant(closedAt, zone)}</Table.Td>
                        <Table.Td>{closedBy}</Table.Td>
                        <Table.Td>{reason}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )
          }
        </Asked>
      </Panel>
    </Stack>
  );
}

const FIELDS = ['month', 'companies', 'reason'];

function CloseForm() {
  const { t } = useText();
  const { companies } = useSession();
  const [month, setMonth] = useState('');
  const [ids, setIds] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const closing = useClosePeriod();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = { month, reason, ...(ids.length === 0 ? {} : { companies: ids }) };
    closing.mutate(wish, {
      onSuccess: () => {
        setReason('');
        setSure(false);
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        <Group grow align="flex-start">
          <TextInput
            type="month"
            label={t('setup.month')}
            placeholder="2026-10"
            required
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
            error={faultAt(closing.error, 'month')}
          />
          <MultiSelect
            label={t('setup.companies')}
            placeholder={ids.length === 0 ? t('setup.allOpen') : ''}
            data={companies.map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            clearable
            value={ids}
            onChange={setIds}
            error={faultAt(closing.error, 'companies')}
          />
        </Group>
        <TextInput
          label={t('setup.reason')}
          description={t('setup.reasonHint')}
          required
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={faultAt(closing.error, 'reason')}
        />
        <Checkbox
          label={t('setup.closeSure')}
          checked={isSure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        <Refused error={closing.error} fields={FIELDS} />
        {closing.data !== undefined && (
          <Alert color="green" role="status">
            {t('setup.monthClosed', { month: closing.data.month, count: closing.data.companies.length })}
          </Alert>
        )}
        <Group>
          <Button type="submit" color="red" disabled={!isSure} loading={closing.isPending}>
            {t('setup.closePeriod')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
