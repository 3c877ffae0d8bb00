import { SimpleGrid, Stack, Table, Tabs } from '@mantine/core';
import { useRates } from '../../api/rates.ts';
import type { Run } from '../../api/runs.ts';
import { useSession } from '../../api/session.ts';
import { Fact } from '../../parts/fact.tsx';
import { useText } from '../../text/text.tsx';

type Comparison = NonNullable<Run['comparison']>;

/** What a run changes: sums before and after, by company, number type and destination, and the calls that change most. */
export function RunComparison({ comparison }: { readonly comparison: Comparison }) {
  const { t, whole, money } = useText();
  const { companies } = useSession();
  const currency = useRates().data?.versions[0]?.currency ?? 'XXX';
  const nameOf = (id: string) => companies.find((one) => one.id === id)?.name ?? id;
  const named = comparison.byCompany.map((group) => ({ ...group, name: nameOf(group.name) }));
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} component="dl" m={0}>
        <Fact label={t('figures.calls')} value={whole(comparison.calls)} />
        <Fact label={t('setup.isChanged')} value={whole(comparison.changed)} />
        <Fact label={t('setup.costBefore')} value={money(comparison.before.cost, currency)} />
        <Fact label={t('setup.costAfter')} value={money(comparison.after.cost, currency)} />
        <Fact label={t('setup.becameKnown')} value={whole(comparison.becameKnown)} />
        <Fact
          label={t('setup.becameUnknown')}
          value={whole(comparison.becameUnknown)}
          bad={comparison.becameUnknown > 0}
        />
      </SimpleGrid>
      <Tabs defaultValue="company">
        <Tabs.List>
          <Tabs.Tab value="company">{t('setup.byCompany')}</Tabs.Tab>
          <Tabs.Tab value="type">{t('setup.byType')}</Tabs.Tab>
          <Tabs.Tab value="destination">{t('setup.byDestination')}</Tabs.Tab>
          <Tabs.Tab value="calls">{t('setup.mostChanged')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="company">
          <Groups groups={named} currency={currency} />
        </Tabs.Panel>
        <Tabs.Panel value="type">
          <Groups groups={comparison.byNumberType} currency={currency} />
        </Tabs.Panel>
        <Tabs.Panel value="destination">
          <Groups groups={comparison.byDestination} currency={currency} />
        </Tabs.Panel>
        <Tabs.Panel value="calls">
          <Changed calls={comparison.mostChanged} currency={currency} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Groups({
  groups,
  currency,
}: {
  readonly groups: Comparison['byCompany'];
  readonly currency: string;
}) {
  const { t, whole, money } = useText();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.name')}</Table.Th>
            <Table.Th ta="right">{t('setup.isChanged')}</Table.Th>
            <Table.Th ta="right">{t('setup.costBefore')}</Table.Th>
            <Table.Th ta="right">{t('setup.costAfter')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(({ name, changed, before, after }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name || '–'}</Table.Th>
              <Table.Td ta="right">{whole(changed)}</Table.Td>
              <Table.Td ta="right">{money(before, currency)}</Table.Td>
              <Table.Td ta="right">{money(after, currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const MS = 1000;

function Changed({
  calls,
  currency,
}: {
  readonly calls: Comparison['mostChanged'];
  readonly currency: string;
}) {
  const { t, instant, money } = useText();
  const { zone } = useSession();
  const price = (cost: string | null) => (cost === null ? t('common.unknown') : money(cost, currency));
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.when')}</Table.Th>
            <Table.Th>{t('setup.device')}</Table.Th>
            <Table.Th>{t('setup.destination')}</Table.Th>
            <Table.Th ta="right">{t('setup.costBefore')}</Table.Th>
            <Table.Th ta="right">{t('setup.costAfter')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map(({ acctid, device, startAt, destination, before, after }) => (
            <Table.Tr key={`${acctid} ${device}`}>
              <Table.Td>{instant(new Date(startAt * MS).toISOString(), zone)}</Table.Td>
              <Table.Td>{device}</Table.Td>
              <Table.Td>{destination || '–'}</Table.Td>
              <Table.Td ta="right">{price(before)}</Table.Td>
              <Table.Td ta="right">{price(after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
