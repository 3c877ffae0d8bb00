import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use as registerParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartProps } from './chart.tsx';

registerParts([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
]);

const COLORS = {
  light: {
    series: ['#0b7285', '#e8590c', '#5f3dc4', '#2b8a3e', '#a61e4d'],
    text: '#495057',
    line: '#dee2e6',
  },
  dark: { series: ['#3bc9db', '#ffa94d', '#b197fc', '#69db7c', '#f783ac'], text: '#c1c2c5', line: '#373a40' },
};

interface DrawnProps extends ChartProps {
  readonly height: number;
  readonly dark: boolean;
}

export default function DrawnChart({ onChoose, ...props }: DrawnProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const chosen = useRef(onChoose);
  chosen.current = onChoose;

  useEffect(() => {
    if (place.current === null) return undefined;
    const drawn = init(place.current, undefined, { renderer: 'svg' });
    chart.current = drawn;
    drawn.getZr().on('click', ({ offsetX, offsetY }) => {
      if (!drawn.containPixel('grid', [offsetX, offsetY])) return;
      const at = drawn.convertFromPixel({ xAxisIndex: 0 }, offsetX);
      if (Number.isInteger(at)) chosen.current?.(at);
    });
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(toOption(props), { notMerge: true }));

  return (
    <div
      ref={place}
      role="img"
      aria-label={props.label}
      style={{ height: props.height, cursor: onChoose === undefined ? undefined : 'pointer' }}
    />
  );
}

/** The tooltip is drawn, as the policy of the pages lets no style in that comes with a text. */
function toOption({ kind, labels, series, format, hasParts, dark }: Omit<DrawnProps, 'onChoose'>) {
  const colors = dark ? COLORS.dark : COLORS.light;
  const axis = { axisLabel: { color: colors.text }, axisLine: { lineStyle: { color: colors.line } } };
  const show = (value: unknown) =>
    typeof value === 'number' && format ? format(value) : String(value ?? '–');
  return {
    color: colors.series,
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 250,
    grid: { left: 8, right: 8, top: series.length > 1 ? 32 : 12, bottom: 8, containLabel: true },
    ...(series.length > 1 ? { legend: { type: 'scroll', top: 0, textStyle: { color: colors.text } } } : {}),
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      valueFormatter: show,
      axisPointer: { type: 'shadow' },
    },
    xAxis: { type: 'category', data: [...labels], ...axis, axisTick: { show: false } },
    yAxis: {
      type: 'value',
      ...(hasParts === true ? {} : { minInterval: 1 }),
      ...axis,
      axisLabel: { color: colors.text, formatter: (value: number) => show(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: series.map(({ name, values }) => ({
      name,
      data: [...values],
      ...(kind === 'lines' || kind === 'steps'
        ? {
            type: 'line',
            symbol: 'none',
            ...(kind === 'steps' ? { step: 'middle', areaStyle: { opacity: 0.12 } } : {}),
          }
        : { type: 'bar', barMaxWidth: 28, itemStyle: { borderRadius: [3, 3, 0, 0] } }),
      ...(kind === 'stacked-bars' ? { stack: 'all' } : {}),
    })),
  };
}
