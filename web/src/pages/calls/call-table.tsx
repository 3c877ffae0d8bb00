import type { Row as TableRow } from '@tanstack/react-table';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Call, type CallQuestion, useCallRows } from '../../api/calls.ts';
import { Failed } from '../../parts/states.tsx';
import { useTallScroll } from '../../parts/use-tall-scroll.ts';
import { useText } from '../../text/text.tsx';
import { CallHeading } from './call-heading.tsx';
import type { CallSort } from './call-search.ts';
import classes from './call-table.module.css';
import type { callFeatures, Place } from './columns.tsx';
import { type CallGrid, useCallGrid } from './use-call-grid.ts';

/** Pixels, as the style sheet has them. */
const ROW = 36;
const HEAD = 38;

interface CallTableProps {
  readonly question: CallQuestion;
  readonly total: number;
  /** Names of the columns to show. */
  readonly columns: readonly string[];
  readonly onSort: (sort: CallSort, order: 'asc' | 'desc') => void;
  readonly onOpen: (call: Call) => void;
}

/**
 * A table over any number of calls: only those that are seen are there, and each has its place in the whole. It is a grid
 * by its roles, as a table of elements would need them all; the grid has the focus and hears the keys.
 */
export function CallTable({ question, total, columns, onSort, onOpen }: CallTableProps) {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { top, seen, height, goTo } = useTallScroll(scroller, total * ROW, HEAD);
  const [active, setActive] = useState(0);
  const first = Math.floor(top / ROW);
  const last = Math.min(total - 1, Math.ceil((top + seen) / ROW));
  const { row, error, retry } = useCallRows(question, first, Math.max(first, last));
  const asked = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its top
  useEffect(() => {
    setActive(0);
    goTo(0);
  }, [asked]);

  const moveTo = (place: number) => {
    const next = Math.min(total - 1, Math.max(0, place));
    setActive(next);
    if (next * ROW < top) goTo(next * ROW);
    else if ((next + 1) * ROW > top + seen) goTo((next + 1) * ROW - seen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A heading's button has its own use for Enter.
    if (event.target instanceof HTMLButtonElement) return;
    const page = Math.max(1, Math.floor(seen / ROW) - 1);
    const steps: Record<string, number> = {
      ...{ ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page },
      ...{ Home: 0, End: total - 1 },
    };
    const call = row(active);
    if (event.key in steps) moveTo(steps[event.key] ?? 0);
    else if (event.key === 'Enter' && call !== undefined) onOpen(call);
    else return;
    event.preventDefault();
  };

  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => ({
    at: first + at,
    call: row(first + at),
  }));
  const grid = useCallGrid({ places, columns, question, onSort });
  if (error !== undefined) return <Failed error={error} retry={retry} />;
  return (
    <div className={classes['frame']}>
      <div
        ref={scroller}
        className={classes['scroller']}
        role="grid"
        aria-label={t('nav.calls')}
        aria-rowcount={total + 1}
        aria-colcount={grid.table.getVisibleLeafColumns().length}
        aria-activedescendant={`call-${active}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ minWidth: grid.table.getTotalSize() }}>
          <div
            className={classes['head']}
            role="row"
            aria-rowindex={1}
            style={{ gridTemplateColumns: grid.tracks }}
          >
            {grid.table.getLeafHeaders().map((header) => (
              <CallHeading key={header.id} header={header} grid={grid} />
            ))}
          </div>
          <div style={{ height }} role="rowgroup">
            <div className={classes['window']} style={{ height: seen }}>
              {grid.table.getRowModel().rows.map((one) => (
                <Row
                  key={one.id}
                  {...{ row: one, grid }}
                  offset={one.original.at * ROW - top}
                  isActive={one.original.at === active}
                  onOpen={(call) => {
                    setActive(one.original.at);
                    onOpen(call);
                  }}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: TableRow<typeof callFeatures, Place>;
  readonly grid: CallGrid;
  readonly offset: number;
  readonly isActive: boolean;
  readonly onOpen: (call: Call) => void;
}

function Row({ row, grid: { table, tracks }, offset, isActive, onOpen }: RowProps) {
  const { at, call } = row.original;
  return (
    <div
      id={`call-${at}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={at + 2}
      aria-selected={isActive}
      className={classes['row']}
      data-active={isActive}
      style={{ gridTemplateColumns: tracks, height: ROW, transform: `translateY(${offset}px)` }}
      onClick={() => call !== undefined && onOpen(call)}
    >
      {row.getVisibleCells().map((cell) => (
        <div
          key={cell.id}
          role="gridcell"
          tabIndex={-1}
          className={classes['cell']}
          data-end={cell.column.columnDef.meta?.isEnd}
        >
          <table.FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}
