import { Button, Select, SimpleGrid, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { type DeckVersion, useDeckComparison } from '../../api/rates.ts';
import { Asked } from '../../parts/asked.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useText } from '../../text/text.tsx';
import { DeckPreview } from './deck-preview.tsx';

/** Two versions side by side, of one price list or of two: by itself the last one and the one before it. */
export function CompareDecks({ versions }: { readonly versions: readonly DeckVersion[] }) {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="xs" disabled={versions.length < 2} onClick={open}>
        {t('setup.compareDecks')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('setup.compareDecks')} size="xl">
        <Comparison versions={versions} />
      </Dialog>
    </>
  );
}

function Comparison({ versions }: { readonly versions: readonly DeckVersion[] }) {
  const { t, day } = useText();
  const [later, setLater] = useState(() => keyOf(versions.at(-1)));
  const [earlier, setEarlier] = useState(() => keyOf(versionBefore(versions)));
  const find = (key: string) => versions.find((version) => keyOf(version) === key);
  const comparison = useDeckComparison(find(later), find(earlier));
  const choices = versions.map((version) => ({
    value: keyOf(version),
    label: `${version.deck} · ${day(version.from, 'long')}`,
  }));
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t('setup.earlierVersion')}
          data={choices}
          value={earlier}
          allowDeselect={false}
          onChange={(chosen) => setEarlier(chosen ?? earlier)}
        />
        <Select
          label={t('setup.laterVersion')}
          data={choices}
          value={later}
          allowDeselect={false}
          onChange={(chosen) => setLater(chosen ?? later)}
        />
      </SimpleGrid>
      <Asked query={comparison}>{(changes) => <DeckPreview changes={{ ...changes, warnings: [] }} />}</Asked>
    </Stack>
  );
}

const keyOf = (version: DeckVersion | undefined) =>
  version === undefined ? '' : `${version.deck} ${version.from}`;

/** The one before the last of its list, else whichever there is. */
function versionBefore(versions: readonly DeckVersion[]): DeckVersion | undefined {
  const last = versions.at(-1);
  return versions.findLast((one) => one !== last && one.deck === last?.deck) ?? versions[0];
}
