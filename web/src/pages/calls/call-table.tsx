import { Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Call, type CallQuestion, useCallRows } from '../../api/calls.ts';
import { Failed } from '../../parts/states.tsx';
import { useTallScroll } from '../../parts/use-tall-scroll.ts';
import { useText } from '../../text/text.tsx';
import type { CallSort } from './call-search.ts';
import classes from './call-table.module.css';
import { type CallColumn, Cell } from './columns.tsx';

/** Pixels, as the style sheet has them. */
const ROW = 36;
const HEAD = 38;

interface CallTableProps {
  readonly question: CallQuestion;
  readonly total: number;
  readonly columns: readonly CallColumn[];
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

  if (error !== undefined) return <Failed error={error} retry={retry} />;
  const template = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ');
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return (
    <div className={classes['frame']}>
      <div
        ref={scroller}
        className={classes['scroller']}
        role="grid"
        aria-label={t('nav.calls')}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={`call-${active}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ minWidth: width }}>
          <div
            className={classes['head']}
            role="row"
            aria-rowindex={1}
            style={{ gridTemplateColumns: template }}
          >
            {columns.map((column) => (
              <Heading key={column.name} column={column} question={question} onSort={onSort} />
            ))}
          </div>
          <div style={{ height }} role="rowgroup">
            <div className={classes['window']} style={{ height: seen }}>
              {places.map((place) => (
                <Row
                  key={place}
                  {...{ place, columns, template }}
                  call={row(place)}
                  offset={place * ROW - top}
                  isActive={place === active}
                  onOpen={(call) => {
                    setActive(place);
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

function Heading({
  column: { name, sort, end },
  question,
  onSort,
}: { readonly column: CallColumn } & Pick<CallTableProps, 'question' | 'onSort'>) {
  const { t } = useText();
  const order = question.order ?? 'desc';
  const isSorted = sort !== undefined && sort === (question.sort ?? 'startedAt');
  const Arrow = order === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className={classes['cell']}
      data-end={end}
      aria-sort={isSorted ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {sort === undefined ? (
        t(`columns.${name}`)
      ) : (
        <button
          type="button"
          className={classes['sort']}
          onClick={() => onSort(sort, isSorted && order === 'desc' ? 'asc' : 'desc')}
        >
          {t(`columns.${name}`)}
          {isSorted && <Arrow size={14} aria-hidden />}
        </button>
      )}
    </div>
  );
}

interface RowProps {
  readonly place: number;
  readonly call: Call | undefined;
  readonly columns: readonly CallColumn[];
  readonly template: string;
  readonly offset: number;
  readonly isActive: boolean;
  readonly onOpen: (call: Call) => void;
}

function Row({ place, call, columns, template, offset, isActive, onOpen }: RowProps) {
  return (
    <div
      id={`call-${place}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={place + 2}
      aria-selected={isActive}
      className={classes['row']}
      data-active={isActive}
      style={{ gridTemplateColumns: template, height: ROW, transform: `translateY(${offset}px)` }}
      onClick={() => call !== undefined && onOpen(call)}
    >
      {columns.map(({ name, end }) => (
        <div key={name} role="gridcell" tabIndex={-1} className={classes['cell']} data-end={end}>
          {call === undefined ? <Skeleton height={10} w="70%" /> : <Cell call={call} column={name} />}
        </div>
      ))}
    </div>
  );
}
