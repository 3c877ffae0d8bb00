import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type User, useChangeUser } from '../../api/users.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { PermissionChoice } from './permission-choice.tsx';

/** Gives a user other permissions, and another password where one is typed. */
export function ChangeUser({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useText();
  const [permissions, setPermissions] = useState<readonly string[]>(user.permissions);
  const [password, setPassword] = useState('');
  const change = useChangeUser(user.login);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { permissions: [...permissions], ...(password === '' ? {} : { password }) };
    change.mutate(body, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title={t('setup.changeUser', { name: user.login })}>
      <form onSubmit={submit}>
        <Stack>
          <PermissionChoice
            value={permissions}
            onChange={setPermissions}
            error={faultAt(change.error, 'permissions') ?? faultAt(change.error, 'perm')}
          />
          <PasswordInput
            label={t('setup.newPassword')}
            description={t('setup.newPasswordHint')}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={faultAt(change.error, 'password')}
          />
          <Refused error={change.error} fields={['permissions', 'perm', 'password']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
