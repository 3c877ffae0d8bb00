import { Button, Group, Select, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { type AuditItem, useAudit } from '../../api/audit.ts';
import { useSession } from '../../api/session.ts';
import { useUsers } from '../../api/users.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Failed, Loading, Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';

const ACTIONS = {
  'user-added': 'setup.auditUserAdded',
  'user-changed': 'setup.auditUserChanged',
  'user-removed': 'setup.auditUserRemoved',
  'password-changed': 'setup.auditPassword',
  'second-factor-on': 'setup.auditFactorOn',
  'second-factor-off': 'setup.auditFactorOff',
  'key-made': 'setup.auditKeyMade',
  'key-removed': 'setup.auditKeyRemoved',
  'source-added': 'setup.auditSourceAdded',
  'source-changed': 'setup.auditSourceChanged',
  'source-paused': 'setup.auditSourcePaused',
  'source-resumed': 'setup.auditSourceResumed',
  'source-removed': 'setup.auditSourceRemoved',
  'directory-imported': 'setup.auditDirectory',
  'directory-synced': 'setup.auditSync',
  'rates-imported': 'setup.auditRates',
  'tariffs-imported': 'setup.auditTariffs',
  'run-published': 'setup.auditRunPublished',
  'run-cancelled': 'setup.auditRunCancelled',
  'month-closed': 'setup.auditMonthClosed',
  'work-dismissed': 'setup.auditDismissed',
  'work-reopened': 'setup.auditReopened',
} as const satisfies Record<AuditItem['action'], string>;

/** Who changed what, and when. */
export function Audit() {
  const { t, instant } = useText();
  const { zone } = useSession();
  const users = useUsers();
  const [login, setLogin] = useState<string | null>(null);
  const [action, setAction] = useState<AuditItem['action'] | null>(null);
  const audit = useAudit({ ...(login === null ? {} : { login }), ...(action === null ? {} : { action }) });
  const items = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <PageHead title={t('setup.audit')} hint={t('setup.auditHint')} />
      <Group align="flex-end">
        <Select
          label={t('setup.who')}
          placeholder={t('setup.anybody')}
          clearable
          searchable
          data={users.data?.users.map((user) => user.login) ?? []}
          value={login}
          onChange={setLogin}
        />
        <Select
          label={t('setup.whatChanged')}
          placeholder={t('setup.anything')}
          clearable
          searchable
          data={Object.entries(ACTIONS).map(([value, label]) => ({ value, label: t(label) }))}
          value={action}
          onChange={(value) => setAction(value as AuditItem['action'] | null)}
        />
      </Group>
      {audit.isPending && <Loading />}
      {audit.isError && <Failed error={audit.error} retry={() => void audit.refetch()} />}
      {audit.isSuccess && items.length === 0 && <Message title={t('setup.auditEmpty')} />}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={640}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setup.when')}</Table.Th>
                <Table.Th>{t('setup.who')}</Table.Th>
                <Table.Th>{t('setup.whatChanged')}</Table.Th>
                <Table.Th>{t('setup.subject')}</Table.Th>
                <Table.Th>{t('setup.detail')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item) => (
                <Table.Tr key={item.id}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{instant(item.at, zone)}</Table.Td>
                  <Table.Td>{item.login}</Table.Td>
                  <Table.Td>{t(ACTIONS[item.action])}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{item.subject}</Table.Td>
                  <Table.Td>{item.detail || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {audit.hasNextPage && (
        <Button variant="light" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('setup.loadMore')}
        </Button>
      )}
    </Stack>
  );
}
