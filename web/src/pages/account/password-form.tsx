import { Button, type ButtonProps, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

interface PasswordFormProps {
  /** What is done with it. */
  readonly label: string;
  readonly color?: ButtonProps['color'];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: (password: string) => void;
}

/** Asks for one's password before something that whoever finds an open page must not do. */
export function PasswordForm({ label, color, isPending, error, onSubmit }: PasswordFormProps) {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(password);
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={420}>
        <PasswordInput
          label={t('account.yourPassword')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={faultAt(error, 'password')}
        />
        <Refused error={error} fields={['password']} />
        <Group>
          <Button type="submit" loading={isPending} {...(color === undefined ? {} : { color })}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
