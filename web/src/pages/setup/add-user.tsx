import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useAddUser } from '../../api/users.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { PermissionChoice } from './permission-choice.tsx';

const FIELDS = ['name', 'password', 'permissions', 'perm'];

/** The button, and the form behind it. */
export function AddUser() {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const add = useAddUser();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      setName('');
      setPassword('');
      setPermissions([]);
      close();
    };
    add.mutate({ name, password, permissions: [...permissions] }, { onSuccess });
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {t('setup.addUser')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('setup.addUser')}>
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t('signIn.username')}
              autoComplete="off"
              autoCapitalize="none"
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={faultAt(add.error, 'name')}
            />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="new-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={faultAt(add.error, 'password')}
            />
            <PermissionChoice
              value={permissions}
              onChange={setPermissions}
              error={faultAt(add.error, 'permissions') ?? faultAt(add.error, 'perm')}
            />
            <Refused error={add.error} fields={FIELDS} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={add.isPending}>
                {t('setup.addUser')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
