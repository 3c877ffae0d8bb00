import { type Closing, monthAfter } from '../core/closing.ts';
import { RingledgerError } from '../core/errors.ts';
import type { Period } from '../core/period.ts';
import { scopeOfCompanies } from '../core/scope.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { Totals } from '../rating/statement.ts';
import {
  type AddingParts,
  type AdjustedCall,
  type AdjustedMonth,
  addUpMonth,
  adjustMonths,
  listChanges,
} from './adjust-months.ts';
import { checkItems } from './check-items.ts';
import type { Figures } from './figures.ts';
import { type ExplainStatement, type ListedCall, listCalls, UNEXPLAINED } from './list-calls.ts';
import { type PlannedMonth, planMonth } from './plan-month.ts';
import { refuseFutureRevision, type StatementRequest } from './read-request.ts';

/** What statements are made from; the composition root supplies it. */
export interface StatementParts extends AddingParts {
  readonly explain: ExplainStatement;
  /** Whether nobody has begun to write since a version was finished. */
  readonly isNewest: (version: number) => Promise<boolean>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{ readonly version: number; readonly overlayOf: Overlay }>;
}

type Overlay = (period: Period, asOf?: number) => number | undefined;

/** What a company owes for a month, with what tells it from other statements. */
export interface Statement extends Totals {
  readonly company: { readonly id: string; readonly name: string };
  /** `2026-11`, in the PBX's zone. */
  readonly month: string;
  readonly zone: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** By the span of a call: index of its section. */
  readonly sectionOf: readonly number[];
  /** Revision of the rate card whose tariffs it is by. */
  readonly revision: number;
  /** Whether the month is closed: then nothing changes this statement any more. */
  readonly closed: boolean;
  /** What became of closed months since; in the totals. */
  readonly adjustments: readonly AdjustedMonth[];
}

/** A statement and, where they are asked for, its calls and those of its adjustments in order of time. */
export interface PreparedStatement {
  readonly statement: Statement;
  readonly calls: AsyncIterable<ListedCall> | undefined;
  readonly changes: AsyncIterable<AdjustedCall> | undefined;
  /** Version of its legs. */
  readonly version: number;
  /** Stops the engine where not all calls were read. */
  close(): Promise<void>;
}

/**
 * Makes a statement of figures, and of the closings there were then: of a month that was closed, as it was closed; the
 * first month after those that are closed has their adjustments. It is begun again where prices were published in
 * between, as its calls might not be those of its lines, and where anything was written that is not of these figures.
 * Throws `invalid-request` for a revision that there is not, and for another than that of the closing.
 */
export async function makeStatement(
  request: StatementRequest,
  figures: Figures,
  parts: StatementParts,
): Promise<PreparedStatement> {
  const base = await findBase(request, figures, parts);
  let asOf = base.closed || !figures.isNow ? base.version : undefined;
  for (;;) {
    const published = await parts.publishedRuns();
    const read = await readStatement(request, base, asOf, published.overlayOf, parts);
    if ((await parts.publishedRuns()).version === published.version) {
      if (asOf !== undefined || (await parts.isNewest(base.version))) return read;
      // Somebody writes: what was there at the version stands in the past by then.
      asOf = base.version;
    }
    await read.close();
  }
}

/** What a statement is made from, once it is known whether its month is closed. */
interface StatementBase extends Pick<Figures, 'version' | 'directory'> {
  readonly closed: boolean;
  /** The closings whose months it adjusts, by month. */
  readonly adjusts: readonly Closing[];
  readonly prices: PriceBook;
  readonly planned: PlannedMonth;
}

async function findBase(
  request: StatementRequest,
  figures: Figures,
  parts: StatementParts,
): Promise<StatementBase> {
  const { company, month } = request;
  const closings = (await parts.figures.closings(company)).filter(
    ({ version }) => version <= figures.version,
  );
  const own = closings.find((closing) => closing.month === month);
  const before = closings.filter((closing) => closing.month < month);
  const { version, directory, rates } = own === undefined ? figures : await parts.figures.ofClosing(own);
  const prices = await parts.prices(chooseRevision(request, rates, own), directory.zone);
  const last = before.at(-1);
  const adjusts = last !== undefined && monthAfter(last.month) === month ? before : [];
  const within = own ?? { fromAt: adjusts.at(-1)?.toAt };
  const planned = planMonth(company, month, directory, prices, within);
  return { version, directory, closed: own !== undefined, adjusts, prices, planned };
}

async function readStatement(
  { company, month, itemised, format }: StatementRequest,
  base: StatementBase,
  asOf: number | undefined,
  overlayOf: Overlay,
  parts: StatementParts,
): Promise<PreparedStatement> {
  const { version, directory, closed, planned, prices } = base;
  const { period, spanStarts, days, plan } = planned;
  const source = { asOf, overlayRun: overlayOf(period, asOf) };
  const totals = await addUpMonth(parts.calls, company, planned, source);
  const adjustments = await adjustMonths(parts, base.adjusts, version, (of) => overlayOf(of, version));
  const scope = scopeOfCompanies({ everyCompany: true, companies: [] }, [company]);
  const filter = { ...source, scope, period, spanStarts };
  // On paper there is no room for sentences.
  const explain = format === 'pdf' ? UNEXPLAINED : parts.explain;
  const stored = itemised ? listCalls(parts.calls, filter, explain, directory) : undefined;
  const changes = itemised ? listChanges(parts.calls, adjustments) : undefined;
  // By its first call the engine has settled on what it reads.
  const first = await stored?.next();
  const statement = {
    ...addAdjustments(totals, adjustments),
    company: { id: company, name: directory.company(company)?.name ?? company },
    ...{ month, zone: period.zone, from: days[0]?.date ?? '', to: days.at(-1)?.date ?? '' },
    ...{ currency: prices.currency, revision: prices.revision, sectionOf: plan.sectionOf },
    ...{ closed, adjustments },
  };
  return {
    ...{ statement, changes, version },
    calls: stored === undefined ? undefined : checkItems(resume(first, stored), totals),
    close: async () => void (await Promise.all([stored?.return(undefined), changes?.return(undefined)])),
  };
}

function chooseRevision({ month, revision }: StatementRequest, rates: number, own: Closing | undefined) {
  if (revision === undefined || revision === rates) return rates;
  if (own !== undefined) {
    throw new RingledgerError(
      'invalid-request',
      `revision is "${revision}", but ${month} is closed by revision ${rates}: leave revision out.`,
    );
  }
  refuseFutureRevision(revision, rates);
  return revision;
}

function addAdjustments(own: Totals, adjustments: readonly AdjustedMonth[]): Totals {
  const add = (what: 'subtotal' | 'tax' | 'total') =>
    adjustments.reduce((sum, adjustment) => sum + adjustment[what], own[what]);
  return { ...own, subtotal: add('subtotal'), tax: add('tax'), total: add('total') };
}

async function* resume<T>(first: IteratorResult<T> | undefined, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (first === undefined || first.done === true) return;
  yield first.value;
  yield* rest;
}
