import { Alert, Badge, Button, Card, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSession } from '../../api/session.ts';
import { type Source, type SourceKind, useSourceAct, useTestSource } from '../../api/sources.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Fact } from '../../parts/fact.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { ChangeSource } from './change-source.tsx';

const STATES = {
  reading: { text: 'setup.stateReading', color: 'green' },
  failing: { text: 'setup.stateFailing', color: 'red' },
  idle: { text: 'setup.stateIdle', color: 'gray' },
  paused: { text: 'setup.statePaused', color: 'yellow' },
} as const;

interface SourceCardProps {
  readonly source: Source;
  /** Undefined while kinds are on their way. */
  readonly kind: SourceKind | undefined;
}

/** A source, how it fares, and what can be done with it. */
export function SourceCard({ source, kind }: SourceCardProps) {
  const { t, whole, duration, instant } = useText();
  const { zone } = useSession();
  const test = useTestSource();
  const act = useSourceAct();
  const { name, state } = source;
  const [isOpen, { open, close }] = useDisclosure();
  const isPaused = state === 'paused';
  return (
    <Card withBorder component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Title order={2} size="h4">
              {name}
            </Title>
            <Badge color={STATES[state].color} variant="dot">
              {t(STATES[state].text)}
            </Badge>
            <Text size="sm" c="var(--quiet)">
              {source.kind}
            </Text>
          </Group>
          <Group gap="xs">
            <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate(name)}>
              {t('setup.test')}
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={act.isPending}
              onClick={() => act.mutate({ name, act: isPaused ? 'resume' : 'pause' })}
            >
              {isPaused ? t('setup.resume') : t('setup.pause')}
            </Button>
            <Button size="xs" variant="default" disabled={kind === undefined} onClick={open}>
              {t('setup.change')}
            </Button>
            <Confirm
              label={t('common.remove')}
              title={t('setup.removeSource', { name })}
              question={t('setup.removeSourceHint')}
              onConfirm={() => act.mutate({ name, act: 'remove' })}
            />
          </Group>
        </Group>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} component="dl" m={0}>
          <Fact label={t('setup.landed')} value={whole(source.landed)} />
          <Fact label={t('setup.perMinute')} value={whole(source.recordsPerMinute)} />
          <Fact
            label={t('setup.lag')}
            value={source.lagSeconds === null ? '–' : duration(source.lagSeconds)}
          />
          <Fact label={t('setup.waiting')} value={source.waiting === null ? '–' : whole(source.waiting)} />
          <Fact label={t('setup.rejects')} value={whole(source.rejects)} bad={source.rejects > 0} />
          <Fact
            label={t('setup.lastRecord')}
            value={source.lastRecord === null ? '–' : instant(source.lastRecord, zone)}
          />
        </SimpleGrid>
        {source.error !== null && (
          <Alert color="red" title={t('setup.sourceError')}>
            {source.error}
          </Alert>
        )}
        <Refused error={test.error ?? act.error} />
        {test.data !== undefined && (
          <Alert color="green" title={t('setup.testGood')} role="status">
            <List size="sm">
              {test.data.found.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          </Alert>
        )}
      </Stack>
      {isOpen && kind !== undefined && <ChangeSource source={source} kind={kind} onClose={close} />}
    </Card>
  );
}
