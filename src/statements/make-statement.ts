import type { Directory } from '../core/directory.ts';
import type { Period } from '../core/period.ts';
import { scopeOfCompanies } from '../core/scope.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { addUpStatement, type Totals } from '../rating/statement.ts';
import type { RentedUnits } from '../rating/statement-lines.ts';
import { daysOfMonth, planStatement, type StatementDay } from '../rating/statement-sections.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { readInboundSums } from '../store/calls/statement-inbound-rows.ts';
import { readCallSums } from '../store/calls/statement-rows.ts';
import { checkItems } from './check-items.ts';
import { type ListedCall, listCalls } from './list-calls.ts';
import { refuseFutureRevision, type StatementRequest } from './read-request.ts';

/** What statements are made from; the composition root supplies it. */
export interface StatementParts {
  readonly calls: CallStore;
  readonly directory: () => Promise<Directory>;
  /** The price book of a revision of the rate card, or the current one. */
  readonly prices: (revision?: number) => Promise<PriceBook>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{
    readonly version: number;
    overlayOf(period: Period): number | undefined;
  }>;
}

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
}

/** A statement and, where they are asked for, its calls in order of time. */
export interface PreparedStatement {
  readonly statement: Statement;
  readonly calls: AsyncIterable<ListedCall> | undefined;
  /** Stops the engine where not all calls were read. */
  close(): Promise<void>;
}

/**
 * Makes a statement. It is begun again where prices were published in between, as its calls might not be those of its
 * lines. Throws `invalid-request` for a revision that there is not.
 */
export async function makeStatement(
  { company, month, period, itemised, revision }: StatementRequest,
  parts: StatementParts,
): Promise<PreparedStatement> {
  const [directory, current] = await Promise.all([parts.directory(), parts.prices()]);
  if (revision !== undefined) refuseFutureRevision(revision, current.revision);
  const prices = revision === undefined ? current : await parts.prices(revision);
  const days = daysOfMonth(period);
  const plan = planStatement(days, (at) => prices.tariffOf(company, at).tariff);
  const units = plan.sections.map((section) => countUnits(company, section.days, directory));
  const scope = scopeOfCompanies({ everyCompany: true, companies: [] }, [company]);
  const spanStarts = plan.spans.map(({ startAt }) => startAt);
  for (;;) {
    const published = await parts.publishedRuns();
    const filter = { scope, period, spanStarts, overlayRun: published.overlayOf(period) };
    const [outgoing, incoming] = await Promise.all([
      readCallSums(parts.calls, filter),
      readInboundSums(parts.calls, filter),
    ]);
    const totals = addUpStatement(plan, units, [...outgoing, ...incoming]);
    const stored = itemised ? listCalls(parts.calls, filter) : undefined;
    const close = async () => void (await stored?.return(undefined));
    // By its first call the engine has settled on what it reads.
    const first = await stored?.next();
    if ((await parts.publishedRuns()).version === published.version) {
      const statement = {
        ...totals,
        company: { id: company, name: directory.company(company)?.name ?? company },
        ...{ month, zone: period.zone, from: days[0]?.date ?? '', to: days.at(-1)?.date ?? '' },
        ...{ currency: prices.currency, revision: prices.revision, sectionOf: plan.sectionOf },
      };
      const calls = stored === undefined ? undefined : checkItems(resume(first, stored), totals);
      return { statement, calls, close };
    }
    await close();
  }
}

async function* resume<T>(first: IteratorResult<T> | undefined, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (first === undefined || first.done === true) return;
  yield first.value;
  yield* rest;
}

/** What the directory has at the beginning of each of these days. */
function countUnits(company: string, days: readonly StatementDay[], directory: Directory): RentedUnits {
  const devices = new Set<string>();
  let [companyDays, deviceDays] = [0, 0];
  for (const { startAt } of days) {
    if (directory.hasCompany(company, startAt)) companyDays += 1;
    const today = new Set(directory.devicesOfCompany(company, startAt).map(({ id }) => id));
    deviceDays += today.size;
    for (const id of today) devices.add(id);
  }
  return { companyDays, devices: devices.size, deviceDays };
}
