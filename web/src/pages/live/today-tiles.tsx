import { SimpleGrid } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { LiveFigures } from '../../api/live.ts';
import { Stat } from '../../parts/stat.tsx';
import { useText } from '../../text/text.tsx';
import classes from './live.module.css';

const TODAY = { period: 'today', from: undefined, to: undefined } as const;

/** Today's figures; each leads to its calls. */
export function TodayTiles({ figures }: { readonly figures: LiveFigures }) {
  const { t, whole, percent, duration, rounded } = useText();
  const { calls, answeredShare, missed, talkSeconds, cost, unknownCosts, currency } = figures;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm" aria-label={t('live.today')} role="group">
      <Stat label={t('live.callsToday')} value={<Moving text={whole(calls)} />} search={TODAY} />
      <Stat
        label={t('figures.answered')}
        value={<Moving text={percent(answeredShare)} />}
        search={{ ...TODAY, outcome: 'answered' }}
      />
      <Stat
        label={t('figures.missed')}
        value={<Moving text={whole(missed)} />}
        search={{ ...TODAY, outcome: 'missed' }}
      />
      <Stat label={t('figures.talk')} value={<Moving text={duration(talkSeconds)} />} />
      <Stat
        label={t('figures.cost')}
        value={<Moving text={rounded(cost, currency)} />}
        before={unknownCosts > 0 ? t('live.unknownCosts', { count: unknownCosts }) : undefined}
        search={{ ...TODAY, side: 'out', sort: 'cost', order: 'desc' }}
      />
    </SimpleGrid>
  );
}

/** A figure that lights up when it has moved; not when it is first seen. */
function Moving({ text }: { readonly text: string }) {
  const seen = useRef(text);
  useEffect(() => {
    seen.current = text;
  }, [text]);
  return (
    <span
      key={text}
      className={seen.current === text ? classes['figure'] : `${classes['figure']} ${classes['moved']}`}
    >
      {text}
    </span>
  );
}
