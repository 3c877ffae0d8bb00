import { Button, Group as Side, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type CSSProperties, useMemo, useRef } from 'react';
import type { AnsweredReport } from '../../api/reports.ts';
import { Empty } from '../../parts/states.tsx';
import { useTallScroll } from '../../parts/use-tall-scroll.ts';
import { useText } from '../../text/text.tsx';
import { cellClass, SumCells, Titled } from './report-cells.tsx';
import { type Column, useColumns } from './report-columns.tsx';
import {
  addSums,
  type Group,
  type Heading,
  holdsMore,
  type Line,
  type Sums,
  toGroups,
  toLines,
} from './report-groups.ts';
import { LineRow } from './report-row.tsx';
import classes from './reports.module.css';
import { useHeadings } from './use-headings.ts';
import { usePrinting } from './use-printing.ts';

const ROW = 36;
/** More lines than that are no print. */
const MOST_PRINTED = 4000;
const SPARE = 6;
/** No taller than most screens have room for. */
const MOST_PIXELS = 640;

/** A report: its headings with their sums, each to be opened to what is under it. Only what is seen is drawn. */
export function ReportTable({ answered }: { readonly answered: AnsweredReport }) {
  const { t, whole } = useText();
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const isPrinting = usePrinting();
  const { report, answer } = answered;
  const columns = useColumns({ report, zone: answer.zone, currency: answer.currency, isNarrow });
  const groups = useMemo(() => toGroups(answered), [answered]);
  const { headings, all, turn, turnAll } = useHeadings(groups);
  const lines = useMemo(() => toLines(headings), [headings]);
  if (groups.length === 0) return <Empty />;
  const total = addSums(groups);
  const shown = {
    ...{ columns, total, turn, days: { from: answer.from, to: answer.to } },
    style: {
      '--tracks': columns.map(({ width }) => width).join(' '),
      '--least': isNarrow
        ? report === 'outsummary'
          ? '340px'
          : '460px'
        : report === 'outsummary'
          ? '420px'
          : '980px',
    } as CSSProperties,
  };
  return (
    <>
      <Side justify="space-between" mb="xs" className="no-print">
        <Text size="sm" c="var(--quiet)">
          {total.calls === undefined
            ? t('reports.headings', { count: groups.length })
            : t('reports.counted', { groups: whole(groups.length), calls: whole(total.calls) })}
        </Text>
        {groups.some(holdsMore) && (
          <Side gap="xs">
            <Button size="compact-sm" variant="subtle" onClick={() => turnAll(true)}>
              {t('reports.openAll')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => turnAll(false)}>
              {t('reports.closeAll')}
            </Button>
          </Side>
        )}
      </Side>
      {isPrinting ? (
        <Printed headings={all} {...shown} />
      ) : (
        <Scrolled lines={lines} label={t(`reports.${report}`)} {...shown} />
      )}
    </>
  );
}

interface Shown {
  readonly total: Sums;
  readonly columns: readonly Column[];
  readonly style: CSSProperties;
  readonly days: { readonly from: string; readonly to: string };
  readonly turn: (group: Group) => void;
}

function Scrolled({
  lines,
  label,
  total,
  columns,
  style,
  days,
  turn,
}: Shown & { readonly lines: readonly Line[]; readonly label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { top, seen, height } = useTallScroll(scroller, lines.length * ROW, 2 * ROW);
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(lines.length, Math.ceil((top + seen) / ROW) + SPARE);
  return (
    <section
      ref={scroller}
      className={classes['scroller']}
      style={{ ...style, height: Math.min((lines.length + 2) * ROW + 2, MOST_PIXELS) }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever scrolls by keys has to get there
      tabIndex={0}
      aria-label={label}
    >
      <div className={classes['inner']} style={{ height: height + 2 * ROW }}>
        <table
          className={classes['place']}
          style={{ height: seen + 2 * ROW }}
          aria-rowcount={lines.length + 1}
        >
          <Head columns={columns} />
          <tbody>
            {lines.slice(first, last).map((line, at) => (
              <LineRow
                key={idOf(line)}
                {...{ line, columns, days, turn }}
                rowIndex={first + at + 2}
                top={(first + at + 1) * ROW - top}
              />
            ))}
          </tbody>
          <Total
            columns={columns}
            total={total}
            style={{ position: 'absolute', bottom: 0, left: 0, right: 0 }}
          />
        </table>
      </div>
    </section>
  );
}

/** A call may have several legs on one device. */
const idOf = (line: Line) =>
  line.kind === 'group'
    ? line.group.id
    : `${line.group.id}\n${line.call.acctid} ${line.call.calldate} ${line.place}`;

/** Everything open, as far as it can be printed; of longer reports the headings. */
function Printed({
  headings,
  columns,
  total,
  style,
  days,
  turn,
}: Shown & { readonly headings: readonly Heading[] }) {
  const { t } = useText();
  const isWhole =
    headings.reduce((sum, { group }) => sum + 1 + (group.calls?.list.length ?? 0), 0) <= MOST_PRINTED;
  const lines = toLines(
    headings.map((heading) => ({ ...heading, isOpen: isWhole || heading.group.groups.length > 0 })),
  );
  return (
    <div style={style}>
      {!isWhole && <Text size="sm">{t('reports.printedShort')}</Text>}
      <table>
        <Head columns={columns} />
        <tbody>
          {lines.map((line, at) => (
            <LineRow key={idOf(line)} {...{ line, columns, days, turn }} rowIndex={at + 2} top={undefined} />
          ))}
        </tbody>
        <Total columns={columns} total={total} style={{}} />
      </table>
    </div>
  );
}

function Total({ columns, total, style }: Pick<Shown, 'columns' | 'total' | 'style'>) {
  const { t } = useText();
  return (
    <tfoot style={style}>
      <tr className={`${classes['row']} ${classes['total']}`}>
        <Titled columns={columns}>{t('reports.total')}</Titled>
        <SumCells columns={columns} group={{ sums: total }} />
      </tr>
    </tfoot>
  );
}

function Head({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr className={`${classes['row']} ${classes['head']}`} aria-rowindex={1}>
        {columns.map(({ id, label, isNumber }) => (
          <th key={id} scope="col" className={cellClass(isNumber)} title={label}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}
