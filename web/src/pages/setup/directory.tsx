import { Badge, Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type DirectoryItem, type DirectoryQuestion, useDirectory } from '../../api/directory.ts';
import { useSession } from '../../api/session.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Failed, Loading, Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { ChangeZone } from './change-zone.tsx';
import { ImportDirectory } from './import-directory.tsx';

const KINDS = {
  devices: 'setup.devices',
  extensions: 'setup.extensions',
  ddis: 'setup.ddis',
  companies: 'setup.companies',
  trunks: 'setup.trunks',
  queues: 'setup.queues',
  groups: 'setup.groups',
} as const satisfies Record<DirectoryQuestion['kind'], string>;

const TYPING_MS = 250;
/** Between entries, as rows of one entry belong together. */
const RULE = '1px solid var(--mantine-color-default-border)';

/** Who has, or had, which phone, extension and number: each entry with all that it ever was. */
export function DirectoryPage() {
  const { t } = useText();
  const [kind, setKind] = useState<DirectoryQuestion['kind']>('devices');
  const [text, setText] = useState('');
  const [at, setAt] = useState('');
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const entries = useDirectory({ kind, ...(q === '' ? {} : { q }), ...(at === '' ? {} : { at }) });
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <PageHead title={t('setup.directory')} hint={t('setup.directoryHint')}>
        <ChangeZone />
        <ImportDirectory />
      </PageHead>
      <Group align="flex-end">
        <Select
          label={t('setup.kindOfEntry')}
          data={Object.entries(KINDS).map(([value, label]) => ({ value, label: t(label) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind((value ?? 'devices') as DirectoryQuestion['kind'])}
        />
        <TextInput
          label={t('common.search')}
          placeholder={t('setup.searchHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('setup.onDay')}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
      </Group>
      {entries.isPending && <Loading />}
      {entries.isError && <Failed error={entries.error} retry={() => void entries.refetch()} />}
      {entries.isSuccess && items.length === 0 && (
        <Message title={t('setup.nothingFound')} text={t('setup.nothingFoundHint')} />
      )}
      {items.length > 0 && <History items={items} />}
      {entries.hasNextPage && (
        <Button
          variant="light"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {t('setup.loadMore')}
        </Button>
      )}
    </Stack>
  );
}

/** A row for each time in which an entry was something else; those that do not hold are quiet. */
function History({ items }: { readonly items: readonly DirectoryItem[] }) {
  const { t, day } = useText();
  const facts = useFacts();
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.entry')}</Table.Th>
            <Table.Th>{t('setup.wasWhat')}</Table.Th>
            <Table.Th>{t('period.from')}</Table.Th>
            <Table.Th>{t('setup.until')}</Table.Th>
            <Table.Th>{t('setup.toldBy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        {items.map(({ id, company, history }) => (
          <Table.Tbody key={`${id} ${company}`} style={{ borderBottom: RULE }}>
            {history.map((entry, index) => (
              <Table.Tr key={entry.from ?? ''} style={entry.holds ? undefined : { opacity: 0.75 }}>
                {index === 0 && (
                  <Table.Th scope="rowgroup" rowSpan={history.length} style={{ verticalAlign: 'top' }}>
                    {id}
                  </Table.Th>
                )}
                <Table.Td>
                  <Text size="sm">
                    {facts(entry)}{' '}
                    {entry.holds && history.length > 1 && (
                      <Badge size="xs" variant="light" color="green">
                        {t('setup.holds')}
                      </Badge>
                    )}
                  </Text>
                </Table.Td>
                <Table.Td>{entry.from === null ? t('setup.always') : day(entry.from, 'long')}</Table.Td>
                <Table.Td>{entry.to === null ? '–' : day(entry.to, 'long')}</Table.Td>
                <Table.Td>{entry.source ?? t('setup.aPerson')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}

/** What an entry says, in a line: whose it is, and where it leads. */
function useFacts(): (entry: DirectoryItem['history'][number]) => string {
  const { t } = useText();
  const { companies } = useSession();
  return ({ name, owner, company, destination, extensions, channels, members }) => {
    const companyName = companies.find(({ id }) => id === company)?.name ?? company;
    const lists = [
      extensions === undefined || extensions.length === 0
        ? undefined
        : `${t('setup.extensions')} ${extensions.join(', ')}`,
      channels?.join(', '),
      members === undefined || members.length === 0
        ? undefined
        : `${t('setup.members')} ${members.join(', ')}`,
      destination === undefined ? undefined : `→ ${destination}`,
    ];
    return [owner ?? name, companyName, ...lists]
      .filter((one) => one !== undefined && one !== '')
      .join(' · ');
  };
}
