import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FigureRow, type Figures, useFigures } from '../../api/figures.ts';
import { toQuestion, useDays, usePeriodSearch } from '../../frame/use-days.ts';
import { AdministratorsOnly } from '../../parts/administrators-only.tsx';
import { Asked } from '../../parts/asked.tsx';
import { CallsLink, type CallsOf } from '../../parts/calls-link.tsx';
import { toMillionths } from '../../parts/decimal.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { type SortedColumn, SortedTable } from '../../parts/sorted-table.tsx';
import { Empty, Message } from '../../parts/states.tsx';
import { useText } from '../../text/text.tsx';
import { type CostSearch, MARGIN_PARTS, type MarginPart } from './cost-search.ts';
import { MARGIN_MEASURES } from './margin-measures.ts';
import { MarginMonths } from './margin-months.tsx';

const route = getRouteApi('/shell/costs');
const MOST = 100;

/** What is left of costs when carriers have taken theirs. */
export function Margin() {
  return (
    <AdministratorsOnly>
      <MarginPage />
    </AdministratorsOnly>
  );
}

function MarginPage() {
  const { t, days: daysText } = useText();
  const { company } = usePeriodSearch();
  const days = useDays();
  const search: CostSearch = route.useSearch();
  const { margin: by = 'trunk', months } = search;
  const navigate = useNavigate();
  const figures = useFigures({
    ...{ ...toQuestion(days, company), direction: ['out'], measures: MARGIN_MEASURES, dimensions: [by] },
    ...{ sort: 'cost', order: 'desc', limit: MOST },
  });
  return (
    <Stack>
      <PageHead title={t('costs.margin')} hint={`${daysText(days)}. ${t('costs.marginHint')}`}>
        <SegmentedControl
          aria-label={t('costs.by')}
          data={MARGIN_PARTS.map((value) => ({ value, label: t(`costs.${value}`) }))}
          value={by}
          onChange={(value) =>
            void navigate({
              to: '/costs/margin',
              search: (before) => ({ ...before, margin: MARGIN_PARTS.find((one) => one === value) }),
              replace: true,
            })
          }
        />
      </PageHead>
      <Asked query={figures} height={420}>
        {(answer) => {
          if (answer.rows.length === 0) return <Empty />;
          if (!hasCarriers(answer)) {
            return (
              <Message title={t('costs.noCarriers')} text={t('costs.noCarriersHint')}>
                <Button component={Link} to="/setup/rates" variant="light">
                  {t('costs.toRates')}
                </Button>
              </Message>
            );
          }
          return (
            <Stack>
              <Panel title={t(`costs.${by}`)}>
                <MarginTable figures={answer} by={by} />
              </Panel>
              <MarginMonths {...{ last: days.to.slice(0, 7), company, months }} />
            </Stack>
          );
        }}
      </Asked>
    </Stack>
  );
}

/** Whether any carrier is known to take anything, be it nothing. */
function hasCarriers({ rows }: Figures): boolean {
  return rows.some(
    ({ value }) =>
      value.carrierCost !== '0' || ((value.answered ?? 0) > 0 && value.unknownCarrierCosts !== value.calls),
  );
}

function MarginTable({ figures, by }: { readonly figures: Figures; readonly by: MarginPart }) {
  const { t, whole, rounded } = useText();
  const { rows, currency, total } = figures;
  const nameOf = ({ key, label }: FigureRow) =>
    label[by] || key[by] || (by === 'trunk' ? t('costs.noTrunk') : '–');
  const money = (id: 'cost' | 'carrierCost' | 'margin'): SortedColumn<FigureRow> => ({
    ...{ id, label: t(`figures.${id}`), value: ({ value }) => toMillionths(value[id] ?? '0') },
    cell: ({ value }) => (
      <Text span inherit c={value[id]?.startsWith('-') ? 'var(--bad)' : undefined}>
        {rounded(value[id] ?? '0', currency)}
      </Text>
    ),
  });
  const columns: readonly SortedColumn<FigureRow>[] = [
    {
      ...{ id: 'part', label: t(`costs.${by}`), isName: true, value: nameOf },
      cell: (row) => <CallsLink search={callsOf(by, row.key[by] ?? '')}>{nameOf(row)}</CallsLink>,
    },
    {
      ...{ id: 'calls', label: t('figures.calls'), value: ({ value }) => value.calls ?? 0 },
      cell: ({ value }) => whole(value.calls ?? 0),
    },
    money('cost'),
    money('carrierCost'),
    { ...money('margin'), isStrong: true },
    {
      ...{ id: 'unknown', label: t('costs.unknownCarrier') },
      value: ({ value }) => value.unknownCarrierCosts ?? 0,
      cell: ({ key, value }) => (
        <CallsLink
          search={{ ...callsOf(by, key[by] ?? ''), unknownCarrierCost: true }}
          count={value.unknownCarrierCosts ?? 0}
        >
          {whole(value.unknownCarrierCosts ?? 0)}
        </CallsLink>
      ),
    },
  ];
  return (
    <>
      <SortedTable {...{ columns, rows }} idOf={({ key }) => key[by] ?? ''} greatest="cost" minWidth={640} />
      <Text size="xs" c="var(--quiet)" mt="xs">
        {t('costs.marginRule')}
      </Text>
      {total > rows.length && (
        <Text size="sm" c="var(--quiet)">
          {t('state.tooMuch', { shown: whole(rows.length), total: whole(total) })}
        </Text>
      )}
    </>
  );
}

function callsOf(by: MarginPart, key: string): CallsOf {
  const out = { direction: ['out'] };
  switch (by) {
    case 'company':
      return { ...out, company: key };
    case 'trunk':
      return { ...out, trunk: [key] };
    case 'destination':
      return { ...out, destination: [key] };
  }
}
