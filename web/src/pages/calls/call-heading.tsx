import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Header } from '@tanstack/react-table';
import { type KeyboardEvent, type SyntheticEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '../../text/text.tsx';
import classes from './call-table.module.css';
import type { ColumnName, callFeatures, Place } from './columns.tsx';
import type { CallGrid } from './use-call-grid.ts';

/** Pixels that a key makes a column wider. */
const STEP = 16;

interface HeadingProps {
  readonly header: Header<typeof callFeatures, Place>;
  readonly grid: CallGrid;
}

/** A heading: it sorts where the server can, and its edge is drawn to make the column wider. */
export function CallHeading({ header, grid }: HeadingProps) {
  const { t } = useText();
  const { column } = header;
  const label = t(`columns.${column.id as ColumnName}`);
  const sorted = column.getIsSorted();
  const Arrow = sorted === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-label={label}
      className={`${classes['cell']} ${classes['heading']}`}
      data-end={column.columnDef.meta?.isEnd}
      data-column={column.id}
      aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {column.getCanSort() ? (
        <button type="button" className={classes['sort']} onClick={column.getToggleSortingHandler()}>
          {label}
          {sorted !== false && <Arrow size={14} aria-hidden />}
        </button>
      ) : (
        label
      )}
      <Edge {...{ header, grid, label }} />
    </div>
  );
}

/** What is drawn, or moved by arrow keys; a double click or Delete gives the column its usual width again. */
function Edge({ header, grid: { setWidths }, label }: HeadingProps & { readonly label: string }) {
  const { t } = useText();
  const { column } = header;
  const edge = useRef<HTMLDivElement>(null);
  // Columns share the room that is left: before one of them is drawn, all are as wide as they are seen.
  const keepAsSeen = () => {
    const headings =
      edge.current?.closest('[role=row]')?.querySelectorAll<HTMLElement>('[data-column]') ?? [];
    const seen = [...headings].map((one) => [one.dataset['column'], Math.round(one.offsetWidth)] as const);
    flushSync(() => setWidths((before) => ({ ...Object.fromEntries(seen), ...before })));
  };
  const startDrawing = (event: SyntheticEvent) => {
    keepAsSeen();
    header.getResizeHandler()(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by !== undefined) {
      keepAsSeen();
      const least = column.columnDef.minSize ?? 0;
      setWidths((before) => ({
        ...before,
        [column.id]: Math.max(least, (before[column.id] ?? column.getSize()) + by),
      }));
    } else if (event.key === 'Delete') column.resetSize();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('calls.widthOf', { name: label })}
      aria-valuenow={column.getSize()}
      aria-valuemin={column.columnDef.minSize}
      tabIndex={0}
      className={classes['edge']}
      data-moving={column.getIsResizing() || undefined}
      onMouseDown={startDrawing}
      onTouchStart={startDrawing}
      onDoubleClick={() => column.resetSize()}
      onKeyDown={onKeyDown}
    />
  );
}
