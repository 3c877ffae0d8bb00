import { Box, SegmentedControl, Select, Stack } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FigureQuestion, useFigures } from '../../api/figures.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { CostMatrix } from './cost-matrix.tsx';
import { COST_PARTS, type CostSearch, MONTH_COUNTS, USUAL_MONTHS, WAYS } from './cost-search.ts';
import { listMonths, spanOf } from './months.ts';
import { DIMENSIONS_OF, MEASURES } from './part-figures.ts';

const route = getRouteApi('/shell/costs');
const FEW = 10;
/** More than that is no table to read. */
const MOST = 100;

/** What companies, people and destinations cost month by month, up to the month of the last chosen day. */
export function CostMonths() {
  const { t, month } = useText();
  const { company } = usePeriodSearch();
  const days = useDays();
  const search: CostSearch = route.useSearch();
  const { by = 'company', months: count = USUAL_MONTHS, way = 'out', all } = search;
  const navigate = useNavigate();
  const change = (changed: CostSearch) =>
    void navigate({ to: '/costs', search: (before) => ({ ...before, ...changed }), replace: true });
  const months = listMonths(days.to.slice(0, 7), count);
  const direction: NonNullable<FigureQuestion['direction']> = way === 'both' ? ['out', 'in'] : [way];
  const about = { ...toQuestion(days, company), ...spanOf(months), direction };
  const sums = useFigures({ ...about, measures: MEASURES, dimensions: ['month'] });
  const parts = useFigures({
    ...{ ...about, measures: MEASURES, dimensions: DIMENSIONS_OF[by] },
    ...{ sort: 'cost', order: 'desc', limit: all === true ? MOST : FEW },
  });
  const span = `${month(months[0] ?? '', 'long')} – ${month(months.at(-1) ?? '', 'long')}`;
  return (
    <Stack>
      <PageHead title={t('nav.costs')} hint={t('costs.monthsHint', { span })}>
        <SegmentedControl
          aria-label={t('costs.way')}
          data={WAYS.map((value) => ({ value, label: t(`costs.${value}`) }))}
          value={way}
          onChange={(value) => change({ way: WAYS.find((one) => one === value && one !== 'out') })}
        />
        <Select
          aria-label={t('costs.monthCount')}
          data={MONTH_COUNTS.map((value) => ({
            value: String(value),
            label: t('costs.months', { count: value }),
          }))}
          value={String(count)}
          onChange={(value) => change({ months: MONTH_COUNTS.find((one) => String(one) === value) })}
          allowDeselect={false}
          w={140}
        />
      </PageHead>
      <Box style={{ overflowX: 'auto' }}>
        <SegmentedControl
          aria-label={t('costs.by')}
          data={COST_PARTS.map((value) => ({ value, label: t(`costs.${value}`) }))}
          value={by}
          onChange={(value) => change({ by: COST_PARTS.find((one) => one === value), all: undefined })}
        />
      </Box>
      <Asked query={sums} height={420}>
        {(whole) => (
          <Asked query={parts} height={420}>
            {(top) =>
              top.rows.length === 0 ? (
                <Empty />
              ) : (
                <CostMatrix
                  {...{ about, months, by, top, whole }}
                  most={all === true ? undefined : () => change({ all: true })}
                />
              )
            }
          </Asked>
        )}
      </Asked>
    </Stack>
  );
}
