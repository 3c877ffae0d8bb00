import { Alert, Button, Code, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { type FormEvent, useState } from 'react';
import { useBeginTwoFactor, useConfirmTwoFactor, useReadTwoFactorAgain } from '../../api/account.ts';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { PasswordForm } from './password-form.tsx';

/** The steps to a second factor: the password, the app, its first code, the recovery codes. */
export function BeginTwoFactor() {
  const { t } = useText();
  const begin = useBeginTwoFactor();
  const confirm = useConfirmTwoFactor();
  if (confirm.data !== undefined) return <RecoveryCodes codes={confirm.data.recoveryCodes} />;
  if (begin.data === undefined) {
    return (
      <PasswordForm
        label={t('account.turnOn')}
        isPending={begin.isPending}
        error={begin.error}
        onSubmit={(password) => begin.mutate(password)}
      />
    );
  }
  return (
    <Stack>
      <ForApp {...begin.data} />
      <CodeForm
        isPending={confirm.isPending}
        error={confirm.error}
        onSubmit={(code) => confirm.mutate(code)}
      />
    </Stack>
  );
}

function ForApp({ address, secret }: { readonly address: string; readonly secret: string }) {
  const { t } = useText();
  return (
    <Group align="flex-start" gap="xl">
      {/* Cameras want dark on light, whatever the page looks like. */}
      <QRCodeSVG
        value={address}
        size={192}
        marginSize={2}
        bgColor="#ffffff"
        fgColor="#000000"
        title={t('account.qrCode')}
      />
      <Stack gap="xs" maw={420}>
        <Text>{t('account.scan')}</Text>
        <Text size="sm" c="var(--quiet)">
          {t('account.typeSecret')}
        </Text>
        <Code block style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Code>
      </Stack>
    </Group>
  );
}

interface CodeFormProps {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: (code: string) => void;
}

function CodeForm({ isPending, error, onSubmit }: CodeFormProps) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={420}>
        <TextInput
          label={t('account.firstCode')}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={faultAt(error, 'code')}
        />
        <Refused error={error} fields={['code']} />
        <Group>
          <Button type="submit" loading={isPending}>
            {t('account.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useText();
  const readAgain = useReadTwoFactorAgain();
  return (
    <Alert color="green" title={t('account.isOn')} role="status">
      <Stack gap="xs" maw={560}>
        <Text size="sm">{t('account.recoveryHint')}</Text>
        <Code block>{codes.join('\n')}</Code>
        <Group>
          <CopyButton value={codes.join('\n')}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? t('setup.copied') : t('setup.copy')}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" onClick={() => void readAgain()}>
            {t('account.codesKept')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
