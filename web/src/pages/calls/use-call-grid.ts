import { useLocalStorage } from '@mantine/hooks';
import {
  type ColumnSizingState,
  functionalUpdate,
  type OnChangeFn,
  type SortingState,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { CallQuestion } from '../../api/calls.ts';
import type { CallSort } from './call-search.ts';
import { CALL_COLUMNS, COLUMN_NAMES, callFeatures, type Place } from './columns.tsx';

interface Wanted {
  /** The rows that are seen. */
  readonly places: readonly Place[];
  /** Names of the columns to show. */
  readonly columns: readonly string[];
  readonly question: CallQuestion;
  readonly onSort: (sort: CallSort, order: 'asc' | 'desc') => void;
}

export type CallGrid = ReturnType<typeof useCallGrid>;

/**
 * The table of calls as its library keeps it: which columns are shown and how wide, and by which the calls are sorted.
 * Columns and order are the address's; widths are kept in this browser.
 */
export function useCallGrid({ places, columns, question, onSort }: Wanted) {
  const { widths, setWidths } = useCallWidths();
  const { sort = 'startedAt', order = 'desc' } = question;
  const columnVisibility = useMemo(
    () => Object.fromEntries(COLUMN_NAMES.map((name) => [name, columns.includes(name)])),
    [columns],
  );
  const sorting = useMemo(
    () =>
      CALL_COLUMNS.flatMap(({ id, meta }) =>
        id !== undefined && meta?.sort === sort ? [{ id, desc: order === 'desc' }] : [],
      ),
    [sort, order],
  );
  const onSortingChange: OnChangeFn<SortingState> = (change) => {
    const [next] = functionalUpdate(change, sorting);
    const named = CALL_COLUMNS.find(({ id }) => id === next?.id)?.meta?.sort;
    if (next !== undefined && named !== undefined) onSort(named, next.desc ? 'desc' : 'asc');
  };
  const table = useTable({
    features: callFeatures,
    columns: CALL_COLUMNS,
    data: places,
    getRowId: ({ at }) => String(at),
    ...{ manualSorting: true, enableSortingRemoval: false, enableMultiSort: false, sortDescFirst: true },
    columnResizeMode: 'onChange',
    state: { columnVisibility, sorting, columnSizing: widths },
    onSortingChange,
    onColumnSizingChange: setWidths,
  });
  const tracks = table
    .getVisibleLeafColumns()
    .map((column) => {
      const width = column.getSize();
      return column.id in widths ? `${width}px` : `minmax(${width}px, ${width}fr)`;
    })
    .join(' ');
  return { table, tracks, setWidths };
}

/** Widths in pixels of the columns that somebody has drawn to a width; the others share what is left. */
export function useCallWidths() {
  const [widths, setWidths] = useLocalStorage<ColumnSizingState>({
    key: 'ringledger.call-widths',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  return { widths, setWidths };
}
