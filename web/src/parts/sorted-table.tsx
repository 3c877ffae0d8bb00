import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import {
  type Column,
  createColumnHelper,
  createSortedRowModel,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { useText } from '../text/text.tsx';
import { compareValues, type SortValue } from './compare-values.ts';
import classes from './figure-table.module.css';

/** A column of a table whose rows are all there. */
export interface SortedColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** What rows are sorted by; null stands last in either order. */
  readonly value: (row: Row) => SortValue;
  readonly cell: (row: Row) => ReactNode;
  /** Names its row. */
  readonly isName?: boolean;
  /** Texts and names; all else are figures, which stand at the end of their cell and begin with the greatest. */
  readonly isText?: boolean;
  readonly isStrong?: boolean;
  readonly leastWidth?: number;
}

type Headed = Pick<SortedColumn<unknown>, 'label' | 'isText' | 'leastWidth'>;

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnMeta: metaHelper<Headed>(),
});

interface SortedTableProps<Row> {
  readonly columns: readonly SortedColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** The column by which the greatest stand first until somebody sorts otherwise. */
  readonly greatest: string;
  /** No more rows than that are shown, of those that come first. */
  readonly most?: number;
  readonly minWidth: number;
  /** What has no row of its own; it stays beneath. */
  readonly rest?: Row | undefined;
  /** All of it, in the foot. */
  readonly sum?: Row;
}

/** A short table, sorted in the browser by any of its headings. */
export function SortedTable<Row extends object>({
  columns,
  rows,
  idOf,
  greatest,
  most = rows.length,
  minWidth,
  rest,
  sum,
}: SortedTableProps<Row>) {
  const { locale } = useText();
  const defined = useMemo(() => defineColumns(columns, locale), [columns, locale]);
  const table = useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: idOf,
    ...{ enableSortingRemoval: false, enableMultiSort: false },
    initialState: { sorting: [{ id: greatest, desc: true }] },
  });
  return (
    <Table.ScrollContainer minWidth={minWidth}>
      <Table highlightOnHover className={classes['table']}>
        <Table.Thead>
          <Table.Tr>
            {table.getAllLeafColumns().map((column) => (
              <Heading key={column.id} column={column} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table
            .getRowModel()
            .rows.slice(0, most)
            .map(({ id, original }) => (
              <Line key={id} columns={columns} row={original} />
            ))}
          {rest !== undefined && <Line columns={columns} row={rest} />}
        </Table.Tbody>
        {sum !== undefined && (
          <Table.Tfoot>
            <Line columns={columns} row={sum} />
          </Table.Tfoot>
        )}
      </Table>
    </Table.ScrollContainer>
  );
}

function defineColumns<Row extends object>(columns: readonly SortedColumn<Row>[], locale: string) {
  const helper = createColumnHelper<typeof features, Row>();
  const compare = compareValues(locale);
  return helper.columns(
    columns.map(({ id, value, label, leastWidth, isName = false, isText = isName }) =>
      helper.accessor((row) => value(row) ?? undefined, {
        ...{ id, sortUndefined: 'last', sortDescFirst: !isText, meta: { label, leastWidth, isText } },
        sortFn: (one, other) => compare(value(one.original), value(other.original)),
      }),
    ),
  );
}

function Heading<Row extends object>({ column }: { readonly column: Column<typeof features, Row> }) {
  const { label, isText, leastWidth } = column.columnDef.meta ?? { label: column.id };
  const sorted = column.getIsSorted();
  const Arrow = sorted === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th
      scope="col"
      ta={isText ? undefined : 'end'}
      miw={leastWidth}
      aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      <UnstyledButton className={classes['sort']} onClick={column.getToggleSortingHandler()}>
        {label}
        {sorted !== false && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}

function Line<Row>({ columns, row }: { readonly columns: readonly SortedColumn<Row>[]; readonly row: Row }) {
  return (
    <Table.Tr>
      {columns.map(({ id, cell, isName, isText, isStrong }) =>
        isName ? (
          <Table.Th key={id} scope="row" className={classes['name']}>
            {cell(row)}
          </Table.Th>
        ) : (
          <Table.Td key={id} ta={isText ? undefined : 'end'} fw={isStrong ? 600 : undefined}>
            {cell(row)}
          </Table.Td>
        ),
      )}
    </Table.Tr>
  );
}
