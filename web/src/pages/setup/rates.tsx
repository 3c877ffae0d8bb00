import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type DeckVersion, useRates, useTariffs } from '../../api/rates.ts';
import { useSession } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { CompareDecks } from './compare-decks.tsx';
import { ImportDeck } from './import-deck.tsx';
import { ImportForeign } from './import-foreign.tsx';
import { ImportTariffs } from './import-tariffs.tsx';

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

function Tariffs() {
  const { t, day } = useText();
  const { companies: known } = useSession();
  const tariffs = useTariffs();
  return (
    <Panel title={t('setup.tariffs')}>
      <Asked query={tariffs} height={100}>
        {({ tariffs: list, companies, trunks }) =>
          list.length === 0 ? (
            <Text size="sm">{t('setup.noTariffs')}</Text>
          ) : (
            <Table.ScrollContainer minWidth={480}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('setup.tariff')}</Table.Th>
                    <Table.Th>{t('setup.decks')}</Table.Th>
                    <Table.Th>{t('setup.payers')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {list.map(({ name, decks }) => (
                    <Table.Tr key={name}>
                      <Table.Th scope="row">{name}</Table.Th>
                      <Table.Td>{decks?.join(', ') ?? '–'}</Table.Td>
                      <Table.Td>
                        {companies
                          .filter(({ tariff }) => tariff === name)
                          .map(({ company, from }) => {
                            const payer = known.find(({ id }) => id === company)?.name ?? company;
                            return from === null ? payer : `${payer} (${day(from, 'long')})`;
                          })
                          .join(', ') || '–'}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                  {trunks.map(({ trunk, deck, from }) => (
                    <Table.Tr key={`${trunk} ${from ?? ''}`}>
                      <Table.Th scope="row">{t('setup.carrierOf', { trunk })}</Table.Th>
                      <Table.Td>{deck}</Table.Td>
                      <Table.Td>{from === null ? '–' : day(from, 'long')}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Asked>
    </Panel>
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
