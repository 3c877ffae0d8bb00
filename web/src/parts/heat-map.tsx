import { Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { CallSearch } from '../pages/calls/call-search.ts';
import { useText } from '../text/text.tsx';
import classes from './heat-map.module.css';

/** How many calls began in an hour of the week; 1 is Monday. */
export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly count: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** From a sixth, so that one call is seen, to full. */
const heatOf = (share: number) => ({ '--heat': `${Math.round(15 + 85 * share)}%` }) as CSSProperties;

/** Calls by weekday and hour: a table whose cells are the darker the more it rang, each the way to its calls. */
export function HeatMap({
  cells,
  search = {},
}: {
  readonly cells: readonly HeatCell[];
  /** Which calls they are of, beside hour and weekday. */
  readonly search?: CallSearch;
}) {
  const { t, weekday, whole } = useText();
  const counts = new Map(cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell.count]));
  const most = Math.max(1, ...counts.values());
  return (
    <>
      <div className={classes['scroll']}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <td />
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {hour % 3 === 0 ? hour : <VisuallyHidden>{hour}</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((day) => (
              <tr key={day}>
                <th scope="row">{weekday(day)}</th>
                {HOURS.map((hour) => {
                  const count = counts.get(`${day} ${hour}`) ?? 0;
                  const label = `${weekday(day, 'long')} ${hour}:00, ${whole(count)}`;
                  return (
                    <td key={hour}>
                      {count === 0 ? (
                        <span className={classes['none']} title={label} />
                      ) : (
                        <Link
                          to="/calls"
                          search={{ ...search, weekday: [String(day)], hour: [String(hour)] }}
                          className={classes['cell']}
                          style={heatOf(count / most)}
                          title={label}
                          aria-label={label}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="xs" c="var(--quiet)" mt="xs">
        {t('overview.heatHint')}
      </Text>
    </>
  );
}
