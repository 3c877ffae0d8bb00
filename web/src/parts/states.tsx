import { Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refusal } from '../api/client.ts';
import { useText } from '../text/text.tsx';

interface MessageProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: ReactNode;
  readonly role?: 'alert' | 'status';
}

/** What stands where there is nothing else to show, and what to do about it. */
export function Message({ title, text, children, role = 'status' }: MessageProps) {
  return (
    <Center mih={220} p="lg" role={role}>
      <Stack align="center" gap="xs" maw={520}>
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        {text !== undefined && (
          <Text c="var(--quiet)" ta="center" style={{ whiteSpace: 'pre-line' }}>
            {text}
          </Text>
        )}
        {children}
      </Stack>
    </Center>
  );
}

/** No calls: another period may have some. */
export function Empty({ children }: { readonly children?: ReactNode }) {
  const { t } = useText();
  return (
    <Message title={t('state.empty')} text={t('state.emptyHint')}>
      {children}
    </Message>
  );
}

/** The place of what is on its way, so that nothing jumps when it comes. */
export function Loading({ height = 220 }: { readonly height?: number }) {
  const { t } = useText();
  return <Skeleton height={height} radius="md" role="status" aria-label={t('state.loading')} />;
}

/** Why something did not come, in the server's words, and the way to try again. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useText();
  const refusal = error instanceof Refusal ? error : undefined;
  const denied = refusal?.status === 403;
  return (
    <Message role="alert" title={denied ? t('state.denied') : t('state.failed')} text={useRefusal()(error)}>
      {retry !== undefined && !denied && (
        <Button variant="light" onClick={retry}>
          {t('state.retry')}
        </Button>
      )}
    </Message>
  );
}

/** What an error says to a person. */
export function useRefusal(): (error: unknown) => string {
  const { t } = useText();
  return (error) => {
    if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
    return error.message === '' ? t('state.unreachable') : error.message;
  };
}
