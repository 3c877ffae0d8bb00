import { isDeepStrictEqual } from 'node:util';
import { collectFaults, type Refuse } from '../../core/collect-faults.ts';
import { groupBy } from '../../core/group-by.ts';
import { type Limits, readLimits, tellLimits } from './cgrates-limits.ts';
import { createPlanReader, type PlanDeck } from './cgrates-plan.ts';
import { readTariffPlan, TARIFF_PLAN_FILES, type TariffPlanRow } from './cgrates-rows.ts';
import type {
  ForeignDeck,
  ForeignFiles,
  ForeignImport,
  ForeignOptions,
  ForeignTariff,
} from './foreign-deck.ts';

/** Messages, data and the like are other categories. */
const CALLS = 'call';

const NOTES = [
  'CGRateS bills nothing for an answered call of 0 seconds; here it bills the first increment.',
  'CGRateS rounds the cost of each increment to its rounding_decimals (5 unless set); here it stays exact, and the call is rounded once.',
];

/**
 * Reads a CGRateS tariff plan folder: each rating profile of calls (tenant and subject) is a deck, each activation a
 * version, and a tariff with the deck's rounding, maximum cost and fallback subjects goes with it. The columns are
 * those of cgrates-rows.ts; the meaning is that of docs/rals.rst and engine/calldesc.go of CGRateS 0.11. Throws
 * `invalid-request` with every fault, each with its file and line.
 */
export function readCgrates(files: ForeignFiles, options: ForeignOptions): ForeignImport {
  return collectFaults('The tariff plan cannot be read.', (refuse) => {
    const notes: string[] = [...NOTES];
    const note = (text: string) => void notes.push(text);
    const plan = readTariffPlan(files, refuse, note);
    const plans = createPlanReader(plan, refuse, note);
    const profiles = groupBy(
      plan['RatingProfiles.csv'].filter((row) => row.cell('category') === CALLS),
      nameProfile,
    );
    const decks: ForeignDeck[] = [];
    const limits = new Map<string, Limits | undefined>();
    for (const [name, rows] of profiles) {
      const versions = rows.flatMap((row) => readVersion(name, row, plans.readPlan, refuse));
      checkDates(versions, refuse);
      decks.push(...versions.map(({ deck }) => deck).sort((one, other) => compare(one.from, other.from)));
      const rates = versions.flatMap((version) => [...version.plan.destinationRates]);
      limits.set(name, readLimits(rates, options, refuse, note));
    }
    const tariffs = [...profiles].map(([name, rows]) => toTariff(name, rows, limits, refuse, note));
    if (profiles.size === 0 && files.size > 0) {
      refuse('RatingProfiles.csv', `There is no rating profile of the category "${CALLS}": add one.`);
    }
    const used = new Set([...plans.used, ...[...profiles.values()].flat()]);
    for (const file of TARIFF_PLAN_FILES) noteUnused(plan[file], used, note);
    // A plan that two profiles name is noted by each of them.
    return { decks, tariffs, notes: [...new Set(notes)] };
  });
}

function nameProfile(row: TariffPlanRow): string {
  return `${row.cell('tenant')} ${row.cell('subject')}`;
}

interface Version {
  readonly row: TariffPlanRow;
  readonly plan: PlanDeck;
  readonly deck: ForeignDeck & { readonly from: string };
}

function readVersion(
  name: string,
  row: TariffPlanRow,
  readPlan: (id: string, from: TariffPlanRow) => PlanDeck | undefined,
  refuse: Refuse,
): readonly Version[] {
  const text = row.cell('activationTime');
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00:00(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const from = match?.[1];
  if (from === undefined) {
    refuse(
      row.where,
      `ActivationTime "${text}" is no beginning of a day, and a deck's version begins with one: write it as in "2026-04-01T00:00:00Z".`,
    );
  }
  const plan = readPlan(row.cell('ratingPlanId'), row);
  if (plan === undefined || from === undefined) return [];
  return [{ row, plan, deck: { name, from, terms: plan.terms, rates: plan.rates } }];
}

function checkDates(versions: readonly Version[], refuse: Refuse): void {
  for (const [index, { row, deck }] of versions.entries()) {
    const other = versions.slice(0, index).find((one) => one.deck.from === deck.from);
    if (other === undefined) continue;
    refuse(
      row.where,
      `"${deck.name}" has a rating plan from ${deck.from} on ${other.row.where} already: keep one.`,
    );
  }
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : 1;
}

function toTariff(
  name: string,
  rows: readonly TariffPlanRow[],
  limits: ReadonlyMap<string, Limits | undefined>,
  refuse: Refuse,
  note: (text: string) => void,
): ForeignTariff {
  const decks = new Set([name]);
  const own = limits.get(name);
  for (const row of rows) {
    for (const subject of row.cell('ratesFallbackSubject').split(';')) {
      if (subject === '') continue;
      const fallback = `${row.cell('tenant')} ${subject}`;
      if (limits.has(fallback)) {
        decks.add(fallback);
        checkFallback(row, own, fallback, limits.get(fallback), refuse);
      } else {
        note(`${row.where}: the fallback subject "${subject}" has no rating profile of calls: left out.`);
      }
    }
  }
  return { name, decks: [...decks], ...own };
}

/** Calls that a fallback prices are those of the same tariff, which rounds and caps in one way. */
function checkFallback(
  row: TariffPlanRow,
  own: Limits | undefined,
  fallback: string,
  others: Limits | undefined,
  refuse: Refuse,
): void {
  if (own === undefined || others === undefined || isDeepStrictEqual(own, others)) return;
  refuse(
    row.where,
    `Calls are ${tellLimits(own)}, and those that the fallback "${fallback}" prices ${tellLimits(others)}; a tariff has one rounding and one cap: make them the same, or leave them out with --ignore rounding,max-cost.`,
  );
}

function noteUnused(
  rows: readonly TariffPlanRow[],
  used: ReadonlySet<TariffPlanRow>,
  note: (text: string) => void,
): void {
  for (const row of rows) {
    if (used.has(row)) continue;
    const name = row.cell('id') === '' ? `${row.cell('category')} of ${nameProfile(row)}` : row.cell('id');
    note(`${row.where}: "${name}" belongs to no price of calls: left out.`);
  }
}
