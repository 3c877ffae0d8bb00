import { SimpleGrid } from '@mantine/core';
import { type FigureQuestion, type Figures, useFigures } from '../../api/figures.ts';
import { useSession } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { Stat } from '../../parts/stat.tsx';
import { useText } from '../../text/text.tsx';
import type { CallSearch } from '../calls/call-search.ts';

type About = Pick<FigureQuestion, 'from' | 'to' | 'company'>;

const MEASURES: NonNullable<FigureQuestion['measures']> = [
  ...(['wholeCalls', 'talkSeconds', 'answeredShare', 'missed', 'ringMedian', 'ringP95'] as const),
  ...(['cost', 'unknownCosts'] as const),
];

/** The figures of the whole period in large, each with that of the one before. */
export function KeyFigures({ about, before }: { readonly about: About; readonly before: About }) {
  const { administrator } = useSession();
  // Whoever is no administrator is not told what carriers take.
  const measures = administrator ? [...MEASURES, 'carrierCost' as const, 'margin' as const] : MEASURES;
  const now = useFigures({ ...about, measures });
  const past = useFigures({ ...before, measures });
  return (
    <Asked query={now} height={210}>
      {(figures) => <Tiles now={figures} past={past.data} />}
    </Asked>
  );
}

function Tiles({ now, past }: { readonly now: Figures; readonly past: Figures | undefined }) {
  const { t, whole, duration, percent, rounded } = useText();
  const value = now.rows[0]?.value;
  const old = past?.rows[0]?.value;
  if (value === undefined) return null;
  type Value = NonNullable<typeof value>;
  const seconds = (count: number | null | undefined) =>
    count === null || count === undefined ? '–' : duration(count);
  const tile = (
    label: string,
    show: (of: Value) => string,
    more: { readonly search?: CallSearch; readonly bad?: boolean } = {},
  ) => (
    <Stat
      key={label}
      label={label}
      value={show(value)}
      before={old === undefined ? undefined : t('figures.before', { value: show(old) })}
      {...more}
    />
  );
  const amount = (text: string | undefined) => rounded(text ?? '0', now.currency);
  const carried = value.carrierCost !== undefined && value.carrierCost !== '0';
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: carried ? 5 : 4 }} spacing="sm">
      {tile(t('figures.calls'), (of) => whole(of.wholeCalls ?? 0), { search: {} })}
      {tile(t('figures.talk'), (of) => duration(of.talkSeconds ?? 0))}
      {tile(t('figures.answered'), (of) => percent(of.answeredShare ?? { part: 0, of: 0 }), {
        search: { outcome: 'answered' },
      })}
      {tile(t('figures.missed'), (of) => whole(of.missed ?? 0), { search: { outcome: 'missed' } })}
      {tile(t('figures.ringMedian'), (of) => seconds(of.ringMedian))}
      {tile(t('figures.ringP95'), (of) => seconds(of.ringP95))}
      {tile(t('figures.cost'), (of) => amount(of.cost), {
        search: { side: 'out', sort: 'cost', order: 'desc' },
      })}
      {carried && tile(t('figures.carrierCost'), (of) => amount(of.carrierCost))}
      {carried && tile(t('figures.margin'), (of) => amount(of.margin))}
      {tile(t('figures.unknownCosts'), (of) => whole(of.unknownCosts ?? 0), {
        search: { unknownCost: true },
        bad: (value.unknownCosts ?? 0) > 0,
      })}
    </SimpleGrid>
  );
}
