import { Anchor, Button, Group, Stack, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type DeckVersion, useRates } from '../../api/rates.ts';
import { useSession } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { CompareDecks } from './compare-decks.tsx';
import { ImportDeck } from './import-deck.tsx';
import { ImportForeign } from './import-foreign.tsx';
import { ImportTariffs } from './tariffs/import-tariffs.tsx';
import { Tariffs } from './tariffs/tariffs.tsx';

/** Rate decks with their versions, tariffs with who pays by them, and what the card has become. */
export function Rates() {
  const { t } = useText();
  const rates = useRates();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <Stack>
      <PageHead title={t('setup.rates')} hint={t('setup.ratesHint')}>
        <Button onClick={open}>{t('setup.importDeck')}</Button>
        <ImportForeign currency={rates.data?.versions[0]?.currency ?? ''} />
        <ImportTariffs />
      </PageHead>
      <ImportDeck opened={isOpen} onClose={close} known={rates.data?.versions ?? []} />
      <Panel title={t('setup.decks')}>
        <Asked query={rates}>
          {({ versions }) =>
            versions.length === 0 ? (
              <Message title={t('setup.noDecks')} text={t('setup.noDecksHint')} />
            ) : (
              <Stack gap="xs">
                <Group justify="flex-end">
                  <CompareDecks versions={versions} />
                </Group>
                <Decks versions={versions} />
              </Stack>
            )
          }
        </Asked>
      </Panel>
      <Tariffs />
      <Revisions />
    </Stack>
  );
}

function Decks({ versions }: { readonly versions: readonly DeckVersion[] }) {
  const { t, day, whole } = useText();
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.deck')}</Table.Th>
            <Table.Th>{t('setup.inForceFrom')}</Table.Th>
            <Table.Th>{t('setup.until')}</Table.Th>
            <Table.Th>{t('setup.currency')}</Table.Th>
            <Table.Th>{t('setup.bands')}</Table.Th>
            <Table.Th ta="right">{t('setup.rateCount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version) => (
            <Table.Tr key={`${version.deck} ${version.from}`}>
              <Table.Th scope="row">
                {/* What is within takes any address; the page of prefixes reads it. */}
                <Anchor
                  component={Link}
                  to="/setup/rates/prefixes"
                  search={{ deck: version.deck, since: version.from } as never}
                  inherit
                >
                  {version.deck}
                </Anchor>
              </Table.Th>
              <Table.Td>{day(version.from, 'long')}</Table.Td>
              <Table.Td>{version.to === null ? '–' : day(version.to, 'long')}</Table.Td>
              <Table.Td>{version.currency}</Table.Td>
              <Table.Td>{version.bands.join(', ') || '–'}</Table.Td>
              <Table.Td ta="right">{whole(version.rates)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Revisions() {
  const { t, instant } = useText();
  const { zone } = useSession();
  const rates = useRates();
  return (
    <Panel title={t('setup.revisions')}>
      <Asked query={rates} height={100}>
        {({ revisions }) => (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setup.revision')}</Table.Th>
                <Table.Th>{t('setup.when')}</Table.Th>
                <Table.Th>{t('setup.whatChanged')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {revisions.map(({ revision, madeAt, change }) => (
                <Table.Tr key={revision}>
                  <Table.Th scope="row">{revision}</Table.Th>
                  <Table.Td>{instant(madeAt, zone)}</Table.Td>
                  <Table.Td>{change}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Asked>
    </Panel>
  );
}
