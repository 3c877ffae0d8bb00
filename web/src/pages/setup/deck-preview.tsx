import { Alert, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { DeckComparison, DeckImport } from '../../api/rates.ts';
import { Fact } from '../../parts/fact.tsx';
import { useText } from '../../text/text.tsx';

type Changes = Pick<DeckImport, 'warnings'> & Omit<DeckComparison, 'deck' | 'from' | 'withDeck'>;

/** What a version of a deck has otherwise than another: in counts, the largest changes, and what is odd. */
export function DeckPreview({ changes }: { readonly changes: Changes }) {
  const { t, whole, day } = useText();
  const odd = [...changes.warnings, ...changes.gaps, ...changes.terms];
  return (
    <Stack component="section" aria-label={t('setup.preview')} role="status">
      <Title order={3} size="h5">
        {changes.against === null
          ? t('setup.againstNothing', { count: changes.rates })
          : t('setup.against', { day: day(changes.against, 'long') })}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 5 }} component="dl" m={0}>
        <Fact label={t('setup.ratesNew')} value={whole(changes.added)} />
        <Fact label={t('setup.ratesDearer')} value={whole(changes.dearer)} bad={changes.dearer > 0} />
        <Fact label={t('setup.ratesCheaper')} value={whole(changes.cheaper)} />
        <Fact label={t('setup.ratesGone')} value={whole(changes.removed)} bad={changes.removed > 0} />
        <Fact label={t('setup.ratesSame')} value={whole(changes.unchanged)} />
      </SimpleGrid>
      {odd.length > 0 && (
        <Alert color="yellow" title={t('setup.lookAt')}>
          <List size="sm">
            {odd.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {changes.largestJumps.length > 0 && (
        <Alert color="yellow">
          <details>
            <summary>{t('setup.jumps', { count: changes.jumps })}</summary>
            <List size="sm" mt="xs">
              {changes.largestJumps.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          </details>
        </Alert>
      )}
      <FirstRates title={t('setup.ratesNew')} rates={changes.firstAdded} />
      <FirstRates title={t('setup.ratesGone')} rates={changes.firstRemoved} />
      {changes.largest.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table captionSide="top">
            <Table.Caption>{t('setup.largestChanges')}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setup.prefix')}</Table.Th>
                <Table.Th>{t('setup.destination')}</Table.Th>
                <Table.Th>{t('setup.price')}</Table.Th>
                <Table.Th ta="right">{t('setup.was')}</Table.Th>
                <Table.Th ta="right">{t('setup.willBe')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.largest.map((one) => (
                <Table.Tr key={`${one.prefix} ${one.band} ${one.price}`}>
                  <Table.Th scope="row">{one.prefix}</Table.Th>
                  <Table.Td>{one.destination}</Table.Td>
                  <Table.Td>
                    {one.price}
                    {one.band === '' ? '' : ` (${one.band})`}
                  </Table.Td>
                  <Table.Td ta="right">{one.before}</Table.Td>
                  <Table.Td ta="right">
                    <Text span fw={650} size="sm">
                      {one.after}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

/** The first of the rates that are new, or gone. */
function FirstRates({ title, rates }: { readonly title: string; readonly rates: Changes['firstAdded'] }) {
  if (rates.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <List size="sm" mt="xs">
        {rates.map(({ prefix, band, destination, perMinute }) => (
          <List.Item key={`${prefix} ${band}`}>
            {[prefix, destination, band === '' ? '' : `(${band})`, perMinute].filter(Boolean).join(' ')}
          </List.Item>
        ))}
      </List>
    </details>
  );
}
