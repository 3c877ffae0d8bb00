import { Button, Select, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useSession } from '../../../api/session.ts';
import { useTariffs } from '../../../api/tariffs.ts';
import type { TariffsFile } from '../../../api/tariffs-file.ts';
import { Asked } from '../../../parts/asked.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { useText } from '../../../text/text.tsx';
import { compareTariffs } from './tariff-changes.ts';

/** A state of all rates. */
export interface Revision {
  readonly revision: number;
  readonly madeAt: string;
  readonly change: string;
}

/** The tariffs at two revisions, side by side: by itself now, and before anybody last changed them. */
export function CompareTariffs({ revisions }: { readonly revisions: readonly Revision[] }) {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="xs" disabled={revisions.length < 2} onClick={open}>
        {t('tariffs.compare')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('tariffs.compare')} size="xl">
        <Comparison revisions={revisions} />
      </Dialog>
    </>
  );
}

function Comparison({ revisions }: { readonly revisions: readonly Revision[] }) {
  const { t, instant } = useText();
  const { zone } = useSession();
  const [later, setLater] = useState(() => lastOf(revisions));
  const [earlier, setEarlier] = useState(() => beforeLastChange(revisions));
  const [before, after] = [useTariffs(earlier), useTariffs(later)];
  const choices = revisions.map(({ revision, madeAt }) => ({
    value: String(revision),
    label: `${revision} · ${instant(madeAt, zone)}`,
  }));
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t('setup.earlierVersion')}
          data={choices}
          value={String(earlier)}
          allowDeselect={false}
          onChange={(chosen) => setEarlier(Number(chosen ?? earlier))}
        />
        <Select
          label={t('setup.laterVersion')}
          data={choices}
          value={String(later)}
          allowDeselect={false}
          onChange={(chosen) => setLater(Number(chosen ?? later))}
        />
      </SimpleGrid>
      <Asked query={before}>
        {(was) => <Asked query={after}>{(is) => <Differences earlier={was} later={is} />}</Asked>}
      </Asked>
    </Stack>
  );
}

function Differences({ earlier, later }: { readonly earlier: TariffsFile; readonly later: TariffsFile }) {
  const { t } = useText();
  const changes = compareTariffs(earlier, later);
  if (changes.length === 0) return <Text role="status">{t('tariffs.same')}</Text>;
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('tariffs.whose')}</Table.Th>
            <Table.Th>{t('tariffs.what')}</Table.Th>
            <Table.Th>{t('setup.was')}</Table.Th>
            <Table.Th>{t('tariffs.is')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ kind, of, what, before, after }) => (
            <Table.Tr key={`${kind} ${of} ${what}`}>
              <Table.Th scope="row">{of}</Table.Th>
              <Table.Td>{what}</Table.Td>
              <Table.Td>{before ?? '–'}</Table.Td>
              <Table.Td>{after ?? '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const lastOf = (revisions: readonly Revision[]) => Math.max(...revisions.map(({ revision }) => revision));

/** The revision before the last one that changed tariffs; else the one before the last. */
function beforeLastChange(revisions: readonly Revision[]): number {
  const numbers = revisions.map(({ revision }) => revision).sort((one, other) => one - other);
  const changed = revisions.filter(({ change }) => change === 'tariffs').map(({ revision }) => revision);
  const last = changed.length === 0 ? lastOf(revisions) : Math.max(...changed);
  return numbers.findLast((one) => one < last) ?? numbers[0] ?? last;
}
