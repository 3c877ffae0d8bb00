import type { ReactNode } from 'react';
import type { Column } from './report-columns.tsx';
import type { Group } from './report-groups.ts';
import classes from './reports.module.css';

export const cellClass = (isNumber = false) =>
  isNumber ? `${classes['cell']} ${classes['number']}` : classes['cell'];

/** A title across the columns that have no sum. */
export function Titled({
  columns,
  children,
}: {
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}) {
  const span = columns.findIndex(({ sum }) => sum !== undefined);
  return (
    <th scope="row" className={classes['title']} style={{ gridColumn: `1 / span ${Math.max(1, span)}` }}>
      {children}
    </th>
  );
}

export function SumCells({
  columns,
  group,
}: {
  readonly columns: readonly Column[];
  readonly group: Pick<Group, 'sums'>;
}) {
  const from = columns.findIndex(({ sum }) => sum !== undefined);
  return columns.slice(Math.max(1, from)).map(({ id, sum, isNumber }) => (
    <td key={id} className={cellClass(isNumber)}>
      {sum?.(group.sums)}
    </td>
  ));
}
