import {
  createExpandedRowModel,
  type ExpandedState,
  functionalUpdate,
  rowExpandingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { countLines, type Group, type Heading, holdsMore } from './report-groups.ts';

/** Reports up to so many lines are shown open. */
const SHORT = 80;

const features = tableFeatures({ rowExpandingFeature, expandedRowModel: createExpandedRowModel() });
const NO_COLUMNS: readonly never[] = [];

interface Headings {
  /** Those that are seen. */
  readonly headings: readonly Heading[];
  /** All of them, each as if those that hold it were open. */
  readonly all: readonly Heading[];
  readonly turn: (group: Group) => void;
  readonly turnAll: (open: boolean) => void;
}

/**
 * The headings of a report and which of them are open: a short report's all, until somebody turns one. Calls are no rows of
 * the table, as there may be a hundred thousand: they are read from their heading when it is open.
 */
export function useHeadings(groups: readonly Group[]): Headings {
  const [chosen, setChosen] = useState<ExpandedState>();
  const expanded = useMemo(() => chosen ?? (countLines(groups) <= SHORT || {}), [chosen, groups]);
  const table = useTable({
    features,
    columns: NO_COLUMNS,
    data: groups,
    getRowId: ({ id }) => id,
    getSubRows: (group) => group.groups,
    getRowCanExpand: ({ original }) => holdsMore(original),
    state: { expanded },
    onExpandedChange: (change) => setChosen(functionalUpdate(change, expanded)),
  });
  const { rows } = table.getRowModel();
  const { flatRows } = table.getCoreRowModel();
  return {
    headings: useMemo(
      () => rows.map((row) => ({ group: row.original, depth: row.depth, isOpen: row.getIsExpanded() })),
      [rows],
    ),
    all: useMemo(
      () => flatRows.map(({ original, depth }) => ({ group: original, depth, isOpen: true })),
      [flatRows],
    ),
    turn: ({ id }) => table.getRow(id).toggleExpanded(),
    turnAll: (open) => setChosen(open ? true : {}),
  };
}
