import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ReportName } from '../../api/reports.ts';
import { useText } from '../../text/text.tsx';
import type { InCall, Line, OutCall, Sums } from './report-groups.ts';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** A track of the grid. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Left out where there is no room. */
  readonly isWide?: boolean;
  readonly call?: (line: Exclude<Line, { kind: 'group' }>) => ReactNode;
  /** What headings show there; they are titled across the columns in front of the first one that has some. */
  readonly sum?: (sums: Sums) => ReactNode;
}

interface About {
  readonly report: ReportName;
  readonly zone: string;
  readonly currency: string;
  readonly isNarrow: boolean;
}

/** The columns of a report; all of them fit beside the menu on a screen of 1280. */
export function useColumns({ report, zone, currency, isNarrow }: About): readonly Column[] {
  const { t, moment, duration, money, whole } = useText();
  const unknown = (
    <Text span inherit c="var(--bad)">
      {t('common.unknown')}
    </Text>
  );
  const both =
    (of: { readonly in: (call: InCall) => ReactNode; readonly out: (call: OutCall) => ReactNode }) =>
    (line: Exclude<Line, { kind: 'group' }>) =>
      line.kind === 'in' ? of.in(line.call) : of.out(line.call);
  const cost: Column = {
    ...{ id: 'cost', label: t('figures.cost'), width: 'minmax(84px, 1fr)', isNumber: true },
    call: both({
      in: () => null,
      out: (call) => (typeof call.cost === 'string' ? money(call.cost, currency) : unknown),
    }),
    sum: (sums) => (sums.cost === undefined ? null : money(sums.cost, currency)),
  };
  const talk: Column = {
    ...{ id: 'talk', label: t('figures.talk'), width: 'minmax(102px, 1fr)', isNumber: true },
    call: ({ call }) => duration(call.billsecs),
    sum: (sums) => duration(sums.talk),
  };
  const unknownCosts: Column = {
    ...{ id: 'unknown', label: t('figures.unknownCosts'), width: 'minmax(84px, 1fr)', isNumber: true },
    sum: (sums) =>
      sums.unknown === 0 ? (
        '0'
      ) : (
        <Text span inherit c="var(--bad)">
          {whole(sums.unknown)}
        </Text>
      ),
  };
  if (report === 'outsummary') {
    const width = `minmax(${isNarrow ? 136 : 150}px, 4fr)`;
    const name: Column = { id: 'name', label: t('reports.companyOrPhone'), width };
    return [name, talk, { ...unknownCosts, isWide: true }, cost].filter((one) => !isNarrow || !one.isWide);
  }
  const isIn = report === 'incalls';
  const isAll = report === 'allcalls';
  const columns: readonly Column[] = [
    {
      ...{ id: 'when', label: t('reports.when'), width: 'minmax(152px, 1.4fr)' },
      call: ({ call }) => moment(call.calldate, zone),
    },
    {
      id: 'number',
      label: isAll ? t('reports.number') : isIn ? t('reports.caller') : t('reports.called'),
      width: 'minmax(118px, 1.6fr)',
      call: both({
        in: ({ caller }) => caller || '–',
        out: ({ called, dialled }) => <span title={dialled}>{called || dialled || '–'}</span>,
      }),
    },
    {
      id: 'what',
      label: isAll ? t('reports.what') : isIn ? t('reports.outcome') : t('reports.destination'),
      ...{ width: 'minmax(112px, 2fr)', isWide: !isIn },
      call: both({ in: ({ detail }) => detail, out: ({ called_info }) => called_info }),
    },
    {
      ...{ id: 'type', label: t('reports.type'), width: 'minmax(84px, 1fr)', isWide: true },
      call: ({ call }) => call.type,
    },
    {
      ...{ id: 'calls', label: t('figures.calls'), width: '46px', isNumber: true, isWide: true },
      sum: ({ calls }) => (calls === undefined ? null : whole(calls)),
    },
    {
      ...{ id: 'ring', label: t('reports.ring'), width: '50px', isNumber: true, isWide: true },
      call: ({ call }) => duration(call.ringtime),
      sum: () => null,
    },
    talk,
    ...(report === 'outcalls' ? [cost] : []),
    {
      ...{ id: 'by', label: isIn ? t('reports.queue') : isAll ? t('reports.by') : t('reports.trunk') },
      ...{ width: 'minmax(66px, 1.2fr)', isWide: true },
      call: both({
        in: ({ qstatus, qtime }) => [qstatus, qtime === '' ? '' : `${qtime} s`].filter(Boolean).join(' · '),
        out: ({ trunk }) => trunk,
      }),
    },
    ...(isIn
      ? []
      : [
          {
            ...{ id: 'own', label: t('reports.own'), width: 'minmax(100px, 1.4fr)', isWide: true },
            call: both({ in: ({ ddi }) => ddi ?? '', out: ({ cid }) => cid }),
          },
        ]),
  ];
  return columns.filter((one) => !isNarrow || !one.isWide);
}
