import { VisuallyHidden } from '@mantine/core';
import { IconChevronRight, IconListSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { addDays } from '../../frame/period.ts';
import { useText } from '../../text/text.tsx';
import type { CallSearch } from '../calls/call-search.ts';
import { cellClass, SumCells, Titled } from './report-cells.tsx';
import type { Column } from './report-columns.tsx';
import { type Group, holdsMore, type Line } from './report-groups.ts';
import classes from './reports.module.css';

interface RowProps {
  readonly line: Line;
  readonly columns: readonly Column[];
  readonly days: { readonly from: string; readonly to: string };
  readonly turn: (group: Group) => void;
  readonly rowIndex: number;
  /** Where it is in what is seen; undefined where it stands in the order of the page. */
  readonly top: number | undefined;
}

export function LineRow({ line, columns, days, turn, rowIndex, top }: RowProps) {
  const { t } = useText();
  const style: CSSProperties =
    top === undefined
      ? {}
      : { position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${top}px)` };
  if (line.kind !== 'group') {
    return (
      <tr className={classes['row']} style={style} aria-rowindex={rowIndex}>
        {columns.map(({ id, call, isNumber }, at) => (
          <td key={id} className={cellClass(isNumber)}>
            {at === 0 ? (
              <Link
                to="/calls"
                search={(before) => ({
                  ...before,
                  ...toCalls(line.group, days),
                  call: line.call.acctid,
                })}
                className={classes['link']}
              >
                {call?.(line)}
              </Link>
            ) : (
              call?.(line)
            )}
          </td>
        ))}
      </tr>
    );
  }
  const { group, depth, isOpen } = line;
  const canOpen = holdsMore(group);
  return (
    <tr
      className={`${classes['row']} ${depth === 0 ? classes['group'] : `${classes['group']} ${classes['deep']}`}`}
      style={style}
      aria-rowindex={rowIndex}
    >
      <Titled columns={columns}>
        <button
          type="button"
          className={classes['open']}
          style={{ paddingInlineStart: depth * 18 }}
          onClick={() => turn(group)}
          disabled={!canOpen}
          aria-expanded={canOpen ? isOpen : undefined}
        >
          {canOpen && (
            <IconChevronRight
              size={16}
              className={classes['chevron']}
              data-open={isOpen || undefined}
              aria-hidden
            />
          )}
          <span className={classes['name']}>{group.title}</span>
          {group.company !== undefined && group.calls !== undefined && (
            <span className={classes['hint']}>{t(`overview.${group.calls.side}`)}</span>
          )}
          <span className={`${classes['hint']} ${classes['id']}`}>{group.hint}</span>
        </button>
        <Link
          to="/calls"
          search={(before) => ({ ...before, ...toCalls(group, days) })}
          className={`${classes['way']} no-print`}
        >
          <IconListSearch size={16} aria-hidden />
          <VisuallyHidden>{t('reports.toCalls', { name: group.title })}</VisuallyHidden>
        </Link>
      </Titled>
      <SumCells columns={columns} group={group} />
    </tr>
  );
}

/** The address of the calls behind a heading. */
function toCalls(
  { company, side, key, kind }: Group,
  { from, to }: RowProps['days'],
): CallSearch & { readonly from: string; readonly to: string } {
  return {
    ...{ period: undefined, from: from.slice(0, 10), to: addDays(to.slice(0, 10), -1) },
    ...(company === undefined ? {} : { company }),
    ...(side === undefined ? {} : { side }),
    ...(key === undefined ? {} : kind === 'extension' ? { extension: [key] } : { device: [key] }),
  };
}
