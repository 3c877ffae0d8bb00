import type { Refuse } from '../../core/collect-faults.ts';
import { groupBy } from '../../core/group-by.ts';
import type { BandWindow, Rate } from '../../core/rate-card.ts';
import { readValidity } from './a2billing-times.ts';
import type { DatedRate } from './dated-rates.ts';
import type { NamedRow } from './named-columns.ts';
import { planBands, WEEK_MINUTES, type WeekSpan } from './plan-bands.ts';

/** What stands for any destination. */
export const DEFAULT_PREFIX = 'defaultprefix';

/** One line of a rate card: its price for each of its prefixes, and the part of the week it holds. */
export interface CardRow {
  readonly row: NamedRow;
  readonly span: WeekSpan;
  readonly rates: readonly Omit<Rate, 'band'>[];
}

/** Lines for parts of the week → bands; the default prefix leaves alone what has a line of its own at the time. */
export function placeBands(card: readonly CardRow[], refuse: Refuse, note: (text: string) => void) {
  const validities = new Map(card.map((one) => [one, readValidity(one.row, refuse, note)]));
  const validityOf = (one: CardRow) => validities.get(one) ?? { from: null, until: null };
  const own = groupBy(
    card.filter(isOwn).flatMap((one) => one.rates.map(({ prefix }) => ({ prefix, ...validityOf(one) }))),
    ({ prefix }) => prefix,
  );
  const spans = [...groupBy(card, ({ span }) => `${span.from}-${span.to}`).values()].map(
    (rows) => rows[0]?.span,
  );
  const parts = spans.filter((span) => span !== undefined && !isWholeWeek(span)) as readonly WeekSpan[];
  const plan = planBands(parts.map((span) => [{ name: nameSpan(span), spans: [span] }]));
  const bandsOf = new Map(parts.map((span, index) => [nameSpan(span), plan.bands[index] ?? []]));
  const dated = card.flatMap((one) => {
    const validity = validityOf(one);
    const bands = isWholeWeek(one.span) ? [{ band: '' }] : (bandsOf.get(nameSpan(one.span)) ?? []);
    return one.rates
      .filter(({ prefix }) => isOwn(one) || !(own.get(prefix) ?? []).some((other) => covers(other, validity)))
      .flatMap((rate) =>
        bands.map(({ band }) => ({ line: one.row.line, ...validity, rate: { ...rate, band } })),
      );
  });
  return { windows: plan.windows, dated };
}

export function keepUsed(windows: readonly BandWindow[], rates: readonly DatedRate[]): readonly BandWindow[] {
  const used = new Set(rates.map(({ rate }) => rate.band));
  return windows.filter(({ band }) => used.has(band));
}

/** A prefix has one destination: that of its first line. */
export function nameOnce(rows: readonly DatedRate[], note: (text: string) => void): readonly Rate[] {
  const first = new Map<string, DatedRate>();
  return rows.map((row) => {
    const named = first.get(row.rate.prefix) ?? row;
    first.set(row.rate.prefix, named);
    const { destination } = named.rate;
    if (destination !== row.rate.destination) {
      note(`Line ${row.line}: "${row.rate.prefix}" is named "${destination}", as on line ${named.line}.`);
    }
    return { ...row.rate, destination };
  });
}

/** Of two prices at once A2Billing takes the cheaper: no order of ours says that. */
export function checkWholeWeek(rows: readonly DatedRate[], refuse: Refuse): void {
  const whole = rows.find(({ rate }) => rate.band === '');
  const part = rows.find(({ rate }) => rate.band !== '');
  if (whole === undefined || part === undefined) return;
  refuse(
    `line ${part.line}`,
    `prefix "${part.rate.prefix}" has a price for the whole week on line ${whole.line} and for a part of it here, and A2Billing takes the cheaper of the two: give them times that do not overlap.`,
  );
}

type Validity = Pick<DatedRate, 'from' | 'until'>;

function covers(one: Validity, other: Validity): boolean {
  const isEarlier = one.from === null || (other.from !== null && one.from <= other.from);
  return isEarlier && (one.until === null || (other.until !== null && one.until >= other.until));
}

function isOwn({ row }: CardRow): boolean {
  return row.cell('dialprefix') !== DEFAULT_PREFIX;
}

function isWholeWeek({ from, to }: WeekSpan): boolean {
  return from === 0 && to === WEEK_MINUTES;
}

function nameSpan({ from, to }: WeekSpan): string {
  return `${nameMinute(from)}-${nameMinute(to)}`;
}

function nameMinute(minute: number): string {
  const day = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'sun'][Math.floor(minute / 1440)];
  const time = minute === WEEK_MINUTES ? 1440 : minute % 1440;
  return `${day} ${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}
