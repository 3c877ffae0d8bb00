import { useNavigate } from '@tanstack/react-router';
import { useFigures } from '../../api/figures.ts';
import { toQuestion } from '../../frame/use-days.ts';
import { Asked } from '../../parts/asked.tsx';
import { Chart } from '../../parts/chart.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';
import { type CostSearch, USUAL_MONTHS } from './cost-search.ts';
import { MARGIN_MEASURES } from './margin-measures.ts';
import { daysOf, listMonths, spanOf } from './months.ts';

interface MarginMonthsProps {
  readonly last: string;
  readonly company: string | undefined;
  readonly months: CostSearch['months'];
}

/** Costs, what carriers took of them, and what was left, month by month. */
export function MarginMonths({ last, company, months: count = USUAL_MONTHS }: MarginMonthsProps) {
  const { t, month, rounded } = useText();
  const navigate = useNavigate();
  const months = listMonths(last, count);
  const span = spanOf(months);
  const figures = useFigures({
    ...{ ...toQuestion({ from: span.from, to: span.from }, company), ...span },
    ...{ direction: ['out'], measures: MARGIN_MEASURES, dimensions: ['month'] },
  });
  const choose = (place: number) => {
    const chosen = months[place];
    if (chosen !== undefined) {
      void navigate({
        to: '/calls',
        search: { ...daysOf([chosen]), direction: ['out'] },
      });
    }
  };
  return (
    <Panel title={t('costs.overMonths')}>
      <Asked query={figures} height={240}>
        {({ rows, currency }) => {
          const of = (name: 'cost' | 'carrierCost' | 'margin') =>
            months.map((one) => Number(rows.find(({ key }) => key.month === one)?.value[name] ?? 0));
          const series = (['cost', 'carrierCost', 'margin'] as const).map((name) => ({
            name: t(`figures.${name}`),
            values: of(name),
          }));
          const told = months.map((one, at) => {
            const values = series.map(
              ({ name, values: own }) => `${name} ${rounded(String(own[at] ?? 0), currency)}`,
            );
            return `${month(one)}: ${values.join(', ')}`;
          });
          return (
            <Chart
              kind="bars"
              hasParts
              label={`${t('costs.overMonths')}. ${told.join('; ')}`}
              labels={months.map((one) => month(one))}
              series={series}
              format={(value) => rounded(String(value), currency)}
              onChoose={choose}
            />
          );
        }}
      </Asked>
    </Panel>
  );
}
