import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useSourceKinds, useSources } from '../../api/sources.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { AddSource } from './add-source.tsx';
import { SourceCard } from './source-card.tsx';

/** Where records come from, and how that goes. */
export function Sources() {
  const { t } = useText();
  const sources = useSources();
  const kinds = useSourceKinds();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <Stack>
      <PageHead title={t('setup.sources')} hint={t('setup.sourcesHint')}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('setup.addSource')}
        </Button>
      </PageHead>
      <AddSource kinds={kinds.data?.kinds ?? []} opened={isOpen} onClose={close} />
      <Asked query={sources}>
        {({ sources: list }) =>
          list.length === 0 ? (
            <Message title={t('setup.noSources')} text={t('setup.noSourcesHint')}>
              <Button variant="light" onClick={open}>
                {t('setup.addSource')}
              </Button>
            </Message>
          ) : (
            <Stack>
              {list.map((source) => (
                <SourceCard
                  key={source.name}
                  source={source}
                  kind={kinds.data?.kinds.find(({ kind }) => kind === source.kind)}
                />
              ))}
            </Stack>
          )
        }
      </Asked>
    </Stack>
  );
}
