import { Alert, Button, Code, CopyButton, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { useKeys, useMakeKey, useRemoveKey } from '../../api/users.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** The keys of a user: by what they begin, for what they are, when they were used; a new one is shown this once. */
export function KeysOf({ login, onClose }: { readonly login: string; readonly onClose: () => void }) {
  const { t, instant } = useText();
  const { zone } = useSession();
  const keys = useKeys(login);
  const make = useMakeKey(login);
  const remove = useRemoveKey();
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(name, { onSuccess: () => setName('') });
  };
  return (
    <Dialog opened onClose={onClose} size="lg" title={t('setup.keysOf', { name: login })}>
      <Stack>
        <Text size="sm" c="var(--quiet)">
          {t('setup.keysHint')}
        </Text>
        <Asked query={keys} height={80}>
          {({ keys: list }) =>
            list.length === 0 ? (
              <Text size="sm">{t('setup.noKeys')}</Text>
            ) : (
              <Table.ScrollContainer minWidth={440}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('setup.key')}</Table.Th>
                      <Table.Th>{t('setup.keyUse')}</Table.Th>
                      <Table.Th>{t('setup.lastUsed')}</Table.Th>
                      <Table.Th>{t('setup.actions')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {list.map(({ id, start, name: label, lastUsed }) => (
                      <Table.Tr key={id}>
                        <Table.Td>
                          <Code>{start}…</Code>
                        </Table.Td>
                        <Table.Td>{label ?? '–'}</Table.Td>
                        <Table.Td>{lastUsed === null ? t('setup.never') : instant(lastUsed, zone)}</Table.Td>
                        <Table.Td>
                          <Confirm
                            label={t('common.remove')}
                            title={t('setup.removeKey')}
                            question={t('setup.removeKeyHint')}
                            onConfirm={() => remove.mutate(id)}
                          />
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )
          }
        </Asked>
        <form onSubmit={submit}>
          <Group align="flex-end">
            <TextInput
              label={t('setup.keyUse')}
              maxLength={32}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={faultAt(make.error, 'name')}
              style={{ flex: 1 }}
            />
            <Button type="submit" loading={make.isPending}>
              {t('setup.makeKey')}
            </Button>
          </Group>
        </form>
        <Refused error={make.error ?? remove.error} fields={['name']} />
        {make.data !== undefined && (
          <Alert color="green" title={t('setup.keyMade')} role="status">
            <Code block>{make.data.key}</Code>
            <CopyButton value={make.data.key}>
              {({ copied, copy }) => (
                <Button size="xs" mt="xs" variant="default" onClick={copy}>
                  {copied ? t('setup.copied') : t('setup.copy')}
                </Button>
              )}
            </CopyButton>
          </Alert>
        )}
      </Stack>
    </Dialog>
  );
}
