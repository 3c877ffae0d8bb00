import { Box, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CallSearch } from '../pages/calls/call-search.ts';
import { useText } from '../text/text.tsx';
import classes from './ranking.module.css';

export interface Rank {
  readonly key: string;
  readonly label: string;
  /** How long the bar is, against the longest; a figure to draw, not to reckon with. */
  readonly size: number;
  readonly shown: string;
  readonly hint?: string | undefined;
  /** Which calls stand behind it. */
  readonly search: CallSearch;
}

/** Largest first, each with a bar and the way to its calls. */
export function Ranking({ ranks }: { readonly ranks: readonly Rank[] }) {
  const { t } = useText();
  if (ranks.length === 0) return <Text c="var(--quiet)">{t('common.none')}</Text>;
  const most = Math.max(...ranks.map(({ size }) => size), Number.MIN_VALUE);
  return (
    <ol className={classes['list']}>
      {ranks.map(({ key, label, size, shown, hint, search }) => (
        <li key={key}>
          <Link to="/calls" search={search} className={classes['row']}>
            <span className={classes['label']}>{label}</span>
            <span className={classes['figure']}>
              {shown}
              {hint !== undefined && <span className={classes['hint']}> {hint}</span>}
            </span>
            <Box className={classes['bar']} aria-hidden>
              <Box className={classes['fill']} style={{ width: `${(100 * size) / most}%` }} />
            </Box>
          </Link>
        </li>
      ))}
    </ol>
  );
}
