import { useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Loading } from './states.tsx';

/** One line or row of bars; `values` stand under the chart's `labels`. */
interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  /** What a person hears who does not see the chart. */
  readonly label: string;
  readonly kind: 'bars' | 'stacked-bars' | 'lines' | 'steps';
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly height?: number;
  readonly format?: (value: number) => string;
  /** Whether values have parts, as money has: counts have none, and no lines between them. */
  readonly hasParts?: boolean;
  /** Somebody chose the place of that number. */
  readonly onChoose?: (place: number) => void;
}

const Drawn = lazy(() => import('./drawn-chart.tsx'));

/** A chart, drawn by what is fetched only where there is one. */
export function Chart(props: ChartProps) {
  const scheme = useComputedColorScheme('light');
  const height = props.height ?? 240;
  return (
    <Suspense fallback={<Loading height={height} />}>
      <Drawn {...props} height={height} dark={scheme === 'dark'} />
    </Suspense>
  );
}
