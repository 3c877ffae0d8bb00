import { Badge, Text } from '@mantine/core';
import { IconArrowDownLeft, IconArrowsLeftRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Call } from '../../api/calls.ts';
import { useText } from '../../text/text.tsx';
import type { CallSort } from './call-search.ts';

export type ColumnName = (typeof COLUMN_NAMES)[number];

export const COLUMN_NAMES = [
  ...([
    'startedAt',
    'direction',
    'company',
    'name',
    'party',
    'otherParty',
    'destination',
    'numberType',
  ] as const),
  ...(['disposition', 'ringSeconds', 'talkSeconds', 'queueWait', 'cost', 'trunk', 'ddi', 'acctid'] as const),
];

export interface CallColumn {
  readonly name: ColumnName;
  readonly width: number;
  readonly sort?: CallSort;
  readonly end?: boolean;
}

const COLUMNS: readonly CallColumn[] = [
  { name: 'startedAt', width: 156, sort: 'startedAt' },
  { name: 'direction', width: 58 },
  { name: 'company', width: 84, sort: 'company' },
  { name: 'name', width: 122, sort: 'name' },
  { name: 'party', width: 140 },
  { name: 'otherParty', width: 122, sort: 'number' },
  { name: 'destination', width: 136 },
  { name: 'numberType', width: 120 },
  { name: 'disposition', width: 150 },
  { name: 'ringSeconds', width: 72, sort: 'ringSeconds', end: true },
  { name: 'talkSeconds', width: 96, sort: 'talkSeconds', end: true },
  { name: 'queueWait', width: 90, end: true },
  { name: 'cost', width: 84, sort: 'cost', end: true },
  { name: 'trunk', width: 110 },
  { name: 'ddi', width: 130 },
  { name: 'acctid', width: 100, end: true },
];

/** What is shown until somebody chooses otherwise; the company only to whoever sees several. */
export function usualColumns(companies: number): readonly ColumnName[] {
  const usual: readonly ColumnName[] = [
    ...(['startedAt', 'direction'] as const),
    ...(companies > 1 ? (['company'] as const) : []),
    ...(['name', 'otherParty', 'destination', 'disposition', 'ringSeconds', 'talkSeconds', 'cost'] as const),
  ];
  return usual;
}

/** Columns in their own order, of those that were chosen. */
export function chooseColumns(names: readonly string[]): readonly CallColumn[] {
  return COLUMNS.filter(({ name }) => names.includes(name));
}

const GOOD = new Set(['Answered']);
const QUIET = new Set(['Answered elsewhere', 'Voicemail']);

type Spoken = ReturnType<typeof useText>;

/** What is shown otherwise than as it is. */
const CELLS: { readonly [Name in ColumnName]?: (call: Call, spoken: Spoken) => ReactNode } = {
  // The instant holds the offset of the PBX's zone: its own wall clock is what is shown.
  startedAt: ({ startedAt }, { moment }) => moment(`${startedAt.slice(0, 19)}Z`),
  direction: ({ direction }) => <Direction direction={direction} />,
  party: ({ side, device, extension }) => (side === 'out' ? device : extension),
  otherParty: ({ side, called, caller }) => (side === 'out' ? called : caller),
  disposition: ({ disposition }) => <Outcome disposition={disposition} />,
  ringSeconds: ({ ringSeconds }, { duration }) => duration(ringSeconds),
  talkSeconds: ({ talkSeconds }, { duration }) => (talkSeconds === 0 ? '–' : duration(talkSeconds)),
  queueWait: ({ queueWait }, { duration }) => (queueWait === null ? '' : duration(queueWait)),
  cost: (call, spoken) => showCost(call, spoken),
};

/** What stands in a cell. */
export function Cell({ call, column }: { readonly call: Call; readonly column: ColumnName }): ReactNode {
  const spoken = useText();
  const show = CELLS[column];
  if (show !== undefined) return show(call, spoken);
  return column === 'party' || column === 'otherParty' ? '' : call[column];
}

function showCost({ cost, unknownCost, currency }: Call, { t, money }: Spoken): ReactNode {
  if (unknownCost) {
    return (
      <Text span inherit c="var(--bad)">
        {t('common.unknown')}
      </Text>
    );
  }
  return cost === null ? '' : money(cost, currency);
}

function Outcome({ disposition }: Pick<Call, 'disposition'>) {
  const color = GOOD.has(disposition) ? 'teal' : QUIET.has(disposition) ? 'gray' : 'red';
  return (
    <Badge size="sm" variant="light" radius="sm" tt="none" color={color}>
      {disposition}
    </Badge>
  );
}

function Direction({ direction }: Pick<Call, 'direction'>) {
  const { t } = useText();
  const Icon = { in: IconArrowDownLeft, out: IconArrowUpRight, internal: IconArrowsLeftRight }[direction];
  return <Icon size={16} role="img" aria-label={t(`calls.${direction}`)} />;
}
