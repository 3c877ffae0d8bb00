import { Group, Stack, Text } from '@mantine/core';
import { useStopTwoFactor, useTwoFactor } from '../../api/account.ts';
import { Asked } from '../../parts/asked.tsx';
import { useText } from '../../text/text.tsx';
import { BeginTwoFactor } from './begin-two-factor.tsx';
import { PasswordForm } from './password-form.tsx';

/** One's second factor: turned on with an authenticator app, turned off with the password. */
export function TwoFactor() {
  const { t } = useText();
  const state = useTwoFactor();
  return (
    <Stack>
      <Text size="sm" c="var(--quiet)" maw={640}>
        {t('account.twoFactorHint')}
      </Text>
      <Asked query={state} height={80}>
        {({ since, recoveryCodes }) =>
          since === null ? <BeginTwoFactor /> : <StopTwoFactor since={since} left={recoveryCodes} />
        }
      </Asked>
    </Stack>
  );
}

function StopTwoFactor({ since, left }: { readonly since: string; readonly left: number }) {
  const { t, day } = useText();
  const stop = useStopTwoFactor();
  return (
    <Stack>
      <Group gap="xs">
        <Text fw={600}>{t('account.onSince', { day: day(since.slice(0, 10), 'long') })}</Text>
        <Text size="sm">{t('account.codesLeft', { count: left })}</Text>
      </Group>
      <PasswordForm
        label={t('account.turnOff')}
        color="red"
        isPending={stop.isPending}
        error={stop.error}
        onSubmit={(password) => stop.mutate(password)}
      />
    </Stack>
  );
}
