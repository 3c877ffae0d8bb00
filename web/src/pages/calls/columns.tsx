import { Badge, Skeleton, Text } from '@mantine/core';
import { IconArrowDownLeft, IconArrowsLeftRight, IconArrowUpRight } from '@tabler/icons-react';
import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
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
  ...(['disposition', 'transferred', 'ringSeconds', 'talkSeconds', 'queueWait'] as const),
  ...(['cost', 'trunk', 'ddi', 'acctid'] as const),
];

/** A row's place in the whole, and its call as soon as that has come. */
export interface Place {
  readonly at: number;
  readonly call: Call | undefined;
}

interface ColumnMeta {
  /** What the server calls the order by this column. */
  readonly sort: CallSort | undefined;
  /** Figures stand at the end of their cell. */
  readonly isEnd: boolean;
}

/** What the table of calls does by its library; rows are found, sorted and filtered by the server. */
export const callFeatures = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

const LEAST_WIDTH = 48;
const helper = createColumnHelper<typeof callFeatures, Place>();

function column(id: ColumnName, size: number, { sort, isEnd = false }: Partial<ColumnMeta> = {}) {
  return helper.accessor(({ call }) => call, {
    ...{ id, size, minSize: LEAST_WIDTH, enableSorting: sort !== undefined, meta: { sort, isEnd } },
    cell: ({ getValue }) => {
      const call = getValue();
      return call === undefined ? <Skeleton height={10} w="70%" /> : <Cell call={call} column={id} />;
    },
  });
}

/**
 * Columns in their own order; widths in pixels, until somebody draws them otherwise. The usual ones fit beside the menu on a
 * screen of 1280: a call's time whole, with the half of the day, and what it cost.
 */
export const CALL_COLUMNS = helper.columns([
  column('startedAt', 168, { sort: 'startedAt' }),
  column('direction', 50),
  column('company', 94, { sort: 'company' }),
  column('name', 106, { sort: 'name' }),
  column('party', 140),
  column('otherParty', 134, { sort: 'number' }),
  column('destination', 112),
  column('numberType', 120),
  column('disposition', 118),
  column('transferred', 110),
  column('ringSeconds', 60, { sort: 'ringSeconds', isEnd: true }),
  column('talkSeconds', 90, { sort: 'talkSeconds', isEnd: true }),
  column('queueWait', 90, { isEnd: true }),
  column('cost', 82, { sort: 'cost', isEnd: true }),
  column('trunk', 110),
  column('ddi', 130),
  column('acctid', 100, { isEnd: true }),
]);

/** What is shown until somebody chooses otherwise; the company only to whoever sees several. */
export function usualColumns(companies: number): readonly ColumnName[] {
  const usual: readonly ColumnName[] = [
    ...(['startedAt', 'direction'] as const),
    ...(companies > 1 ? (['company'] as const) : []),
    ...(['name', 'otherParty', 'destination', 'disposition', 'ringSeconds', 'talkSeconds', 'cost'] as const),
  ];
  return usual;
}

const GOOD = new Set(['Answered']);
const QUIET = new Set(['Answered elsewhere', 'Voicemail']);

type Spoken = ReturnType<typeof useText>;

/** What is shown otherwise than as it is. */
const CELLS: { readonly [Name in ColumnName]?: (call: Call, spoken: Spoken) => ReactNode } = {
  // The instant holds the offset of the PBX's zone: its own wall clock is what is shown.
  startedAt: ({ startedAt }, { moment }) => moment(`${startedAt.slice(0, 19)}Z`, 'UTC'),
  direction: ({ direction }) => <Direction direction={direction} />,
  party: ({ side, device, extension }) => (side === 'out' ? device : extension),
  otherParty: ({ side, called, caller }) => (side === 'out' ? called : caller),
  disposition: ({ disposition }) => <Outcome disposition={disposition} />,
  transferred: ({ transferred }, { t }) => (transferred ? t('transfers.yes') : ''),
  ringSeconds: ({ ringSeconds }, { duration }) => duration(ringSeconds),
  talkSeconds: ({ talkSeconds }, { duration }) => (talkSeconds === 0 ? '–' : duration(talkSeconds)),
  queueWait: ({ queueWait }, { duration }) => (queueWait === null ? '' : duration(queueWait)),
  cost: (call, spoken) => showCost(call, spoken),
};

/** What stands in a cell. */
function Cell({ call, column }: { readonly call: Call; readonly column: ColumnName }): ReactNode {
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
    <Badge size="sm" variant="light" radius="sm" tt="none" color={color} title={disposition}>
      {disposition}
    </Badge>
  );
}

function Direction({ direction }: Pick<Call, 'direction'>) {
  const { t } = useText();
  const Icon = { in: IconArrowDownLeft, out: IconArrowUpRight, internal: IconArrowsLeftRight }[direction];
  return <Icon size={16} role="img" aria-label={t(`calls.${direction}`)} />;
}
