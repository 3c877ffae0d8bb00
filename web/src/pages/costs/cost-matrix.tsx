import { Button, Group, Stack, Text } from '@mantine/core';
import { type FigureQuestion, type FigureRow, type Figures, useFigures } from '../../api/figures.ts';
import { Asked } from '../../parts/asked.tsx';
import type { CallsOf } from '../../parts/calls-link.tsx';
import { Chart } from '../../parts/chart.tsx';
import { addDecimals } from '../../parts/decimal.ts';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';
import type { CostPart } from './cost-search.ts';
import { CostTable } from './cost-table.tsx';
import { daysOf } from './months.ts';
import { askedParts, callsOfPart, DIMENSIONS_OF, idOf, MEASURES } from './part-figures.ts';

const MOST_ROWS = 10_000;
/** Beside them there is what is left: as many series as there are colours. */
const DRAWN = 4;

/** What a part, or all of them, cost in a month or in all of them. */
export interface CostCell {
  readonly cost: string;
  readonly calls: number;
  readonly unknown: number;
  /** Missing where no one question finds the calls. */
  readonly search?: CallsOf;
}

/** A part with its months, in their order, and their sum. */
export interface CostLine {
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly months: readonly CostCell[];
  readonly sum: CostCell;
}

interface MatrixProps {
  readonly about: FigureQuestionAbout;
  readonly months: readonly string[];
  readonly by: CostPart;
  /** The dearest parts of all months. */
  readonly top: Figures;
  /** All parts by month. */
  readonly whole: Figures;
  /** Shows more parts, where not all that can be are shown. */
  readonly most: (() => void) | undefined;
}

type FigureQuestionAbout = Pick<FigureQuestion, 'from' | 'to' | 'company' | 'direction'>;

/** The dearest parts as a chart and as a table, and what the others come to. */
export function CostMatrix({ about, months, by, top, whole, most }: MatrixProps) {
  const { t, month, whole: count, rounded } = useText();
  const cells = useFigures({
    ...{ ...about, ...askedParts(top.rows, by), measures: MEASURES },
    ...{ dimensions: ['month', ...DIMENSIONS_OF[by]], limit: MOST_ROWS },
  });
  const { direction } = about;
  const ofAll = (rows: readonly FigureRow[]): CostLine =>
    toLine(rows, { months, search: { direction }, id: '', label: t('reports.total') });
  return (
    <Asked query={cells} height={420}>
      {({ rows, currency }) => {
        const total = ofAll(whole.rows);
        const lines = top.rows.map((part) =>
          toLine(
            rows.filter((row) => idOf(row, by) === idOf(part, by)),
            {
              ...{ months, id: idOf(part, by), search: { ...callsOfPart(part, by), direction } },
              label: part.label[by] || part.key[by] || (by === 'name' ? t('common.unknown') : '–'),
              hint: by === 'name' ? (part.label.company ?? part.key.company) : undefined,
            },
          ),
        );
        const others = (shown: readonly CostLine[]) =>
          months.map((_, at) =>
            subtract(
              total.months[at],
              shown.map(({ months: own }) => own[at]),
            ),
          );
        const drawn = lines.slice(0, DRAWN);
        const rest = top.total > drawn.length;
        return (
          <Stack>
            <Panel title={t('costs.overMonths')}>
              <Chart
                kind="stacked-bars"
                hasParts
                label={`${t('costs.overMonths')}. ${months
                  .map((one, at) => `${month(one)}: ${rounded(total.months[at]?.cost ?? '0', currency)}`)
                  .join('; ')}`}
                labels={months.map((one) => month(one))}
                series={[
                  ...drawn.map(({ label, months: own }) => ({
                    name: label,
                    values: own.map(({ cost }) => Number(cost)),
                  })),
                  ...(rest ? [{ name: t('costs.others'), values: others(drawn).map(Number) }] : []),
                ]}
                format={(value) => rounded(String(value), currency)}
              />
            </Panel>
            <Panel title={t(`costs.${by}`)}>
              <CostTable
                {...{ months, lines, total, currency }}
                others={top.total > lines.length ? toOthers(others(lines), t('costs.others')) : undefined}
              />
              {top.total > lines.length && (
                <Group mt="sm">
                  <Text size="sm" c="var(--quiet)">
                    {t('costs.dearest', { shown: count(lines.length), total: count(top.total) })}
                  </Text>
                  {most !== undefined && (
                    <Button size="compact-sm" variant="light" onClick={most}>
                      {t('setup.loadMore')}
                    </Button>
                  )}
                </Group>
              )}
            </Panel>
          </Stack>
        );
      }}
    </Asked>
  );
}

interface LineOf {
  readonly months: readonly string[];
  readonly search: CallsOf;
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

function toLine(rows: readonly FigureRow[], { months, search, ...named }: LineOf): CostLine {
  const cells = months.map((month): CostCell => {
    const value = rows.find(({ key }) => key.month === month)?.value;
    return {
      ...{ cost: value?.cost ?? '0', calls: value?.calls ?? 0, unknown: value?.unknownCosts ?? 0 },
      search: { ...search, ...daysOf([month]) },
    };
  });
  return {
    ...{ hint: undefined, ...named, months: cells },
    sum: {
      cost: addDecimals(cells.map(({ cost }) => cost)),
      calls: cells.reduce((sum, { calls }) => sum + calls, 0),
      unknown: cells.reduce((sum, { unknown }) => sum + unknown, 0),
      search: { ...search, ...daysOf(months) },
    },
  };
}

/** What is left when the parts that have a line have theirs. */
function toOthers(costs: readonly string[], label: string): CostLine {
  const toCell = (cost: string): CostCell => ({ cost, calls: 0, unknown: 0 });
  return { id: '', label, hint: undefined, months: costs.map(toCell), sum: toCell(addDecimals(costs)) };
}

function subtract(whole: CostCell | undefined, parts: readonly (CostCell | undefined)[]): string {
  const negated = parts.map((part) => {
    const cost = part?.cost ?? '0';
    return cost.startsWith('-') ? cost.slice(1) : `-${cost}`;
  });
  return addDecimals([whole?.cost ?? '0', ...negated]);
}
