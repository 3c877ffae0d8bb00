import { Alert, Button, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useRates } from '../../../api/rates.ts';
import { useSession } from '../../../api/session.ts';
import { type SeenTariffs, useTariffs } from '../../../api/tariffs.ts';
import type { TariffsFile } from '../../../api/tariffs-file.ts';
import { Asked } from '../../../parts/asked.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { useText } from '../../../text/text.tsx';
import { CompareTariffs } from './compare-tariffs.tsx';
import { EditCarriers } from './edit-carriers.tsx';
import { EditTariff } from './edit-tariff.tsx';

/** What somebody is at, and the tariffs as they were when it was begun. */
interface Editing {
  readonly what: { readonly tariff: string | undefined } | 'carriers';
  readonly seen: SeenTariffs;
}

/** Tariffs with who pays by them, and carriers: changed, compared, and begun. */
export function Tariffs() {
  const { t } = useText();
  const rates = useRates();
  const tariffs = useTariffs(rates.data?.revision);
  const [editing, setEditing] = useState<Editing>();
  const [kept, setKept] = useState<number>();
  if (rates.data === undefined) return null;
  const { revision, revisions, versions } = rates.data;
  const form = {
    versions,
    onClose: () => setEditing(undefined),
    onKept: (made: number) => {
      setEditing(undefined);
      setKept(made);
    },
  };
  const editWith = (file: TariffsFile) => (what: Editing['what']) => {
    setKept(undefined);
    setEditing({ what, seen: { file, revision } });
  };
  return (
    <Panel title={t('setup.tariffs')}>
      {kept !== undefined && (
        <Alert
          color="green"
          role="status"
          withCloseButton
          closeButtonLabel={t('common.close')}
          onClose={() => setKept(undefined)}
        >
          {t('prefixes.kept', { revision: kept })}
        </Alert>
      )}
      <Asked query={tariffs} height={100}>
        {(file) => {
          const edit = editWith(file);
          return (
            <Stack gap="xs">
              <Group justify="flex-end">
                <CompareTariffs revisions={revisions} />
                <Button size="xs" variant="default" onClick={() => edit('carriers')}>
                  {t('tariffs.carriers')}
                </Button>
                <Button size="xs" variant="light" onClick={() => edit({ tariff: undefined })}>
                  {t('tariffs.add')}
                </Button>
              </Group>
              {file.tariffs.length === 0 ? (
                <Text size="sm">{t('setup.noTariffs')}</Text>
              ) : (
                <TariffTable file={file} onChange={(tariff) => edit({ tariff })} />
              )}
            </Stack>
          );
        }}
      </Asked>
      {editing !== undefined &&
        (editing.what === 'carriers' ? (
          <EditCarriers {...form} seen={editing.seen} />
        ) : (
          <EditTariff {...form} seen={editing.seen} name={editing.what.tariff} />
        ))}
    </Panel>
  );
}

function TariffTable({
  file: { tariffs, companies, trunks },
  onChange,
}: {
  readonly file: TariffsFile;
  readonly onChange: (name: string) => void;
}) {
  const { t, day } = useText();
  const { companies: known } = useSession();
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.tariff')}</Table.Th>
            <Table.Th>{t('setup.decks')}</Table.Th>
            <Table.Th>{t('setup.payers')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('setup.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tariffs.map(({ name, decks }) => (
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
              <Table.Td ta="end">
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('tariffs.changeOf', { name })}
                  onClick={() => onChange(name)}
                >
                  {t('setup.change')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
          {trunks.map(({ trunk, deck, from }) => (
            <Table.Tr key={`${trunk} ${from ?? ''}`}>
              <Table.Th scope="row">{t('setup.carrierOf', { trunk })}</Table.Th>
              <Table.Td>{deck}</Table.Td>
              <Table.Td>{from === null ? '–' : day(from, 'long')}</Table.Td>
              <Table.Td />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
