import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../api/session.ts';
import { type User, useRemoveTwoFactor, useRemoveUser, useUsers } from '../../api/users.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { AddUser } from './add-user.tsx';
import { ChangeUser } from './change-user.tsx';
import { KeysOf } from './keys-of.tsx';
import { usePermissionText } from './permission-text.ts';

/** Who may sign in, what they may see, and their keys. */
export function Users() {
  const { t } = useText();
  const users = useUsers();
  const [change, setChange] = useState<User>();
  const [keysOf, setKeysOf] = useState<string>();
  return (
    <Stack>
      <PageHead title={t('setup.users')} hint={t('setup.usersHint')}>
        <AddUser />
      </PageHead>
      <Asked query={users}>
        {({ users: list }) => <UserTable list={list} onChange={setChange} onKeys={setKeysOf} />}
      </Asked>
      {change !== undefined && (
        <ChangeUser key={change.login} user={change} onClose={() => setChange(undefined)} />
      )}
      {keysOf !== undefined && <KeysOf login={keysOf} onClose={() => setKeysOf(undefined)} />}
    </Stack>
  );
}

interface UserTableProps {
  readonly list: readonly User[];
  readonly onChange: (user: User) => void;
  readonly onKeys: (login: string) => void;
}

function UserTable({ list, onChange, onKeys }: UserTableProps) {
  const { t, day } = useText();
  const tell = usePermissionText();
  const session = useSession();
  const remove = useRemoveUser();
  const removeFactor = useRemoveTwoFactor();
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('signIn.username')}</Table.Th>
              <Table.Th>{t('setup.permissions')}</Table.Th>
              <Table.Th>{t('setup.since')}</Table.Th>
              <Table.Th>{t('setup.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.map((user) => (
              <Table.Tr key={user.login}>
                <Table.Th scope="row">
                  {user.login}
                  {user.twoFactor && (
                    <Badge variant="light" ml="xs">
                      {t('setup.twoFactor')}
                    </Badge>
                  )}
                </Table.Th>
                <Table.Td>
                  {user.permissions.map((permission) => (
                    <Text key={permission} size="sm">
                      {tell(permission)}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>{day(user.created.slice(0, 10), 'long')}</Table.Td>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <Button size="xs" variant="default" onClick={() => onChange(user)}>
                      {t('setup.change')}
                    </Button>
                    <Button size="xs" variant="default" onClick={() => onKeys(user.login)}>
                      {t('setup.keys')}
                    </Button>
                    {user.twoFactor && user.login !== session.login && (
                      <Confirm
                        label={t('setup.twoFactorOff')}
                        title={t('setup.twoFactorOffOf', { name: user.login })}
                        question={t('setup.twoFactorOffHint')}
                        onConfirm={() => removeFactor.mutate(user.login)}
                      />
                    )}
                    {user.login !== session.login && (
                      <Confirm
                        label={t('common.remove')}
                        title={t('setup.removeUser', { name: user.login })}
                        question={t('setup.removeUserHint')}
                        onConfirm={() => remove.mutate(user.login)}
                      />
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Refused error={remove.error ?? removeFactor.error} />
    </Stack>
  );
}
