import type { Refuse } from '../../core/collect-faults.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Rate } from '../../core/rate-card.ts';
import type { TariffPlan, TariffPlanRow } from './cgrates-rows.ts';
import { readSlots, type SlotPrices } from './cgrates-slots.ts';
import { readTiming, type Timing } from './cgrates-timings.ts';
import type { ForeignDeck } from './foreign-deck.ts';
import { coversWeek, planBands } from './plan-bands.ts';
import { ANY_DESTINATION, readPrefix } from './read-prefix.ts';

/** One line of DestinationRates.csv at one timing of the plan. */
interface Binding {
  readonly destination: string;
  readonly weight: number;
  readonly timing: Timing;
  readonly prices: SlotPrices;
  readonly row: TariffPlanRow;
}

export interface PlanDeck extends Pick<ForeignDeck, 'terms' | 'rates'> {
  /** Lines of DestinationRates.csv that it was made of: rounding and maximum cost stand there. */
  readonly destinationRates: ReadonlySet<TariffPlanRow>;
}

const ANY = '*any';

/** Makes decks of the plans of one folder. */
export interface PlanReader {
  /** Rows that were read for any plan. */
  readonly used: ReadonlySet<TariffPlanRow>;
  readPlan(id: string, from: TariffPlanRow): PlanDeck | undefined;
}

/** `readPlan` reads a plan once, however many profiles name it: its faults are told once. */
export function createPlanReader(plan: TariffPlan, refuse: Refuse, note: (text: string) => void): PlanReader {
  const byId = (rows: readonly TariffPlanRow[]) => groupBy(rows, (row) => row.cell('id'));
  const timings = byId(plan['Timings.csv']);
  const destinations = byId(plan['Destinations.csv']);
  const rates = byId(plan['Rates.csv']);
  const destinationRates = byId(plan['DestinationRates.csv']);
  const plans = byId(plan['RatingPlans.csv']);
  const used = new Set<TariffPlanRow>();
  const prices = new Map<string, SlotPrices | undefined>();
  const decks = new Map<string, PlanDeck | undefined>();
  const timingsRead = new Map<string, Timing | undefined>();

  const find = (
    rows: ReadonlyMap<string, readonly TariffPlanRow[]>,
    id: string,
    file: string,
    from: TariffPlanRow,
  ) => {
    const found = rows.get(id) ?? [];
    if (found.length === 0) refuse(from.where, `"${id}" is not in ${file}: add its lines there.`);
    for (const row of found) used.add(row);
    return found;
  };
  const once = <Value>(seen: Map<string, Value>, key: string, make: () => Value): Value | undefined => {
    if (!seen.has(key)) seen.set(key, make());
    return seen.get(key);
  };

  const readBindings = (planRow: TariffPlanRow): readonly Binding[] => {
    const weight = Number(planRow.cell('weight') || '0');
    if (!Number.isFinite(weight)) {
      refuse(planRow.where, `Weight "${planRow.cell('weight')}" is no number: write one, as in "10".`);
      return [];
    }
    const timingId = planRow.cell('timingId');
    const timing = once(timingsRead, timingId, () => readTiming(timingId, timings, planRow, refuse));
    for (const row of timings.get(timingId) ?? []) used.add(row);
    const id = planRow.cell('destinationRatesId');
    return find(destinationRates, id, 'DestinationRates.csv', planRow).flatMap((row): readonly Binding[] => {
      const ratesId = row.cell('ratesId');
      const slots = once(prices, ratesId, () => {
        const rows = find(rates, ratesId, 'Rates.csv', row);
        return rows.length === 0 ? undefined : readSlots(rows, refuse, note);
      });
      if (timing === undefined || slots === undefined) return [];
      return [{ destination: row.cell('destinationId'), weight, timing, prices: slots, row }];
    });
  };

  const makeDeck = (id: string, from: TariffPlanRow): PlanDeck | undefined => {
    const rows = find(plans, id, 'RatingPlans.csv', from);
    const bindings = rows.flatMap(readBindings);
    if (bindings.length === 0) return undefined;
    const prefixes = new Map<string, Map<string, readonly Binding[]>>();
    for (const [destination, own] of groupBy(bindings, (binding) => binding.destination)) {
      const first = own[0];
      if (first === undefined) continue;
      checkClash(own, refuse);
      for (const prefix of listPrefixes(destination, first.row)) {
        const owners = prefixes.get(prefix) ?? new Map<string, readonly Binding[]>();
        prefixes.set(prefix, owners.set(destination, own));
      }
    }
    return {
      ...toDeck(id, prefixes, refuse, note),
      destinationRates: new Set(bindings.map(({ row }) => row)),
    };
  };

  const listPrefixes = (destination: string, from: TariffPlanRow): readonly string[] => {
    if (destination === ANY) return [ANY];
    return find(destinations, destination, 'Destinations.csv', from).flatMap((row) => {
      const read = readPrefix(row.cell('prefix'));
      if ('prefixes' in read) return read.prefixes;
      refuse(row.where, read.fault);
      return [];
    });
  };

  return { used, readPlan: (id, from) => once(decks, id, () => makeDeck(id, from)) };
}

/** Of two prices of one destination with one weight, both at once, CGRateS takes either. */
function checkClash(bindings: readonly Binding[], refuse: Refuse): void {
  for (const [index, one] of bindings.entries()) {
    const other = bindings
      .slice(0, index)
      .find(
        ({ weight, timing }) =>
          weight === one.weight &&
          timing.startMinute === one.timing.startMinute &&
          timing.spans.some(({ from }) => one.timing.spans.some((span) => span.from === from)),
      );
    if (other === undefined) continue;
    refuse(
      one.row.where,
      `"${one.destination}" has a price on ${other.row.where} with the same weight at the same time ("${one.timing.name}"): give one of them a higher weight in RatingPlans.csv.`,
    );
  }
}

/** The higher weight rules; of one weight, what began last (engine/rateinterval.go, RateIntervalTimeSorter). */
function sortBindings(bindings: readonly Binding[]): readonly Binding[] {
  return [...bindings].sort(
    (one, other) => other.weight - one.weight || other.timing.startMinute - one.timing.startMinute,
  );
}

type Owners = ReadonlyMap<string, readonly Binding[]>;

function toDeck(
  id: string,
  prefixes: ReadonlyMap<string, Owners>,
  refuse: Refuse,
  note: (text: string) => void,
): Pick<PlanDeck, 'terms' | 'rates'> {
  const lists = new Map(
    [...prefixes].map(([prefix, owners]) => [prefix, orderOwners(prefix, owners, refuse)]),
  );
  const entries: { prefix: string; bindings: readonly Binding[] }[] = [];
  for (const prefix of lists.keys()) {
    if (prefix !== ANY) entries.push({ prefix, bindings: fillGaps(prefix, lists) });
  }
  const any = lists.get(ANY);
  if (any !== undefined) {
    const free = ANY_DESTINATION.filter((digit) => !lists.has(digit));
    note(`Plan "${id}" prices *any destination: written as the prefixes ${free.join(', ')}.`);
    entries.push(...free.map((prefix) => ({ prefix, bindings: any })));
  }
  for (const { prefix, bindings } of entries) {
    if (!coversWeek(bindings.map(({ timing }) => timing))) {
      note(
        `Plan "${id}" has no price for "${prefix}" at some hours of the week: calls begun then have no known cost.`,
      );
    }
  }
  return toRates(entries);
}

/** A prefix has one destination, its own, whichever shorter prefix fills its hours. */
function toRates(entries: readonly { prefix: string; bindings: readonly Binding[] }[]) {
  const keyOf = (bindings: readonly Binding[]) => bindings.map(({ timing }) => timing.name).join('\n');
  const groups = groupBy(entries, ({ bindings }) => keyOf(bindings));
  const plan = planBands(
    [...groups.values()].map(([first]) => first?.bindings.map(({ timing }) => timing) ?? []),
  );
  const bandsOf = new Map([...groups.keys()].map((key, index) => [key, plan.bands[index] ?? []]));
  const rates = entries.flatMap(({ prefix, bindings }) =>
    (bandsOf.get(keyOf(bindings)) ?? []).flatMap(({ band, opening }): readonly Rate[] => {
      const binding = bindings[opening];
      if (binding === undefined) return [];
      const destination = bindings[0]?.destination ?? '';
      return [
        { prefix, destination, numberType: '', band, minimumCharge: 0, freeSeconds: 0, ...binding.prices },
      ];
    }),
  );
  return { terms: { crossing: 'by-part' as const, windows: plan.windows, holidays: [] }, rates };
}

/** A prefix of two destinations is priced by the one of the higher weight (engine/ratingprofile.go). */
function orderOwners(prefix: string, owners: Owners, refuse: Refuse): readonly Binding[] {
  const heaviest = (bindings: readonly Binding[]) => Math.max(...bindings.map(({ weight }) => weight));
  const order = [...owners.values()].sort((one, other) => heaviest(other) - heaviest(one));
  const [first, second] = order;
  if (first !== undefined && second !== undefined && heaviest(first) === heaviest(second)) {
    refuse(
      second[0]?.row.where ?? '',
      `Prefix "${prefix}" belongs to "${first[0]?.destination}" and "${second[0]?.destination}" with the same weight: give one of them a higher weight in RatingPlans.csv.`,
    );
  }
  return order.flatMap(sortBindings);
}

/** Where the longest prefix has no price at the hour, CGRateS goes on with the next shorter one, *any last. */
function fillGaps(prefix: string, lists: ReadonlyMap<string, readonly Binding[]>): readonly Binding[] {
  let bindings = lists.get(prefix) ?? [];
  for (let length = prefix.length - 1; length >= 0; length -= 1) {
    if (coversWeek(bindings.map(({ timing }) => timing))) break;
    bindings = [...bindings, ...(lists.get(length === 0 ? ANY : prefix.slice(0, length)) ?? [])];
  }
  return bindings;
}
