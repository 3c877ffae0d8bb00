import { Alert, Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Refusal } from '../api/client.ts';
import { useSignIn } from '../api/session.ts';
import { useRefusal } from '../parts/states.tsx';
import { useText } from '../text/text.tsx';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { t } = useText();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string>();
  const { to = '/' } = route.useSearch();
  const router = useRouter();
  const signIn = useSignIn();
  const tell = useRefusal();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { username, password, ...(code ? { code } : {}) },
      {
        onSuccess: () => router.history.push(to),
        // The field that it is typed in comes when it is asked for.
        onError: (error) => isCodeNeeded(error) && setCode((typed) => typed ?? ''),
      },
    );
  };
  const isNeeded = isCodeNeeded(signIn.error);
  const wrong = signIn.error instanceof Refusal && signIn.error.status === 401;
  return (
    <Center mih="100dvh" p="md" component="main">
      <Card withBorder w="100%" maw={400} p="xl" radius="lg">
        <form onSubmit={submit}>
          <Stack>
            <Title order={1} size="h3">
              {t('signIn.title')}
            </Title>
            <TextInput
              label={t('signIn.username')}
              autoComplete="username"
              autoCapitalize="none"
              required
              autoFocus
              value={username}
              onChange={(event) => setUsername(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {code !== undefined && (
              <TextInput
                label={t('signIn.code')}
                description={t('signIn.codeHint')}
                autoComplete="one-time-code"
                required
                autoFocus
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
            )}
            {signIn.isError && !isNeeded && (
              <Alert color="red" role="alert">
                {wrong && code === undefined ? t('signIn.wrong') : tell(signIn.error)}
              </Alert>
            )}
            <Button type="submit" loading={signIn.isPending}>
              {t('signIn.submit')}
            </Button>
            <Text size="sm" c="var(--quiet)">
              {t('signIn.hint')}
            </Text>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}

function isCodeNeeded(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'code-needed';
}
