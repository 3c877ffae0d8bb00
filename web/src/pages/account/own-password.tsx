import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChangeOwnPassword } from '../../api/account.ts';
import { useSession } from '../../api/session.ts';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** One's own password: takes the old one, and the new one twice, as nobody sees what they type. */
export function OwnPassword() {
  const { t } = useText();
  const { login } = useSession();
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [again, setAgain] = useState('');
  const change = useChangeOwnPassword();
  const isOther = again !== '' && again !== newPassword;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (again !== newPassword) return;
    const onSuccess = () => {
      setOld('');
      setNew('');
      setAgain('');
    };
    change.mutate({ oldPassword, newPassword }, { onSuccess });
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={420}>
        <input type="text" name="username" value={login} autoComplete="username" readOnly hidden />
        <PasswordInput
          label={t('setup.oldPassword')}
          autoComplete="current-password"
          required
          value={oldPassword}
          onChange={(event) => setOld(event.currentTarget.value)}
          error={faultAt(change.error, 'oldPassword')}
        />
        <PasswordInput
          label={t('setup.newPassword')}
          autoComplete="new-password"
          required
          value={newPassword}
          onChange={(event) => setNew(event.currentTarget.value)}
          error={faultAt(change.error, 'newPassword')}
        />
        <PasswordInput
          label={t('setup.newPasswordAgain')}
          autoComplete="new-password"
          required
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={isOther ? t('setup.passwordsDiffer') : undefined}
        />
        <Refused error={change.error} fields={['oldPassword', 'newPassword']} />
        {change.isSuccess && (
          <Alert color="green" role="status">
            {t('setup.passwordChanged')}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={isOther}>
            {t('setup.changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
