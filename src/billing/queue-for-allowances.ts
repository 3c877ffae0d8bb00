import { matchesRule } from '../rating/compile-tariff.ts';
import {
  type AllowanceOrder,
  type Coverage,
  compareForAllowances,
  startAllowances,
  takeAllowance,
} from '../rating/use-allowances.ts';
import type { RatedLeg } from './price-stored-leg.ts';

/** Legs of one month that may take from an allowance, until all of them are known and can take in their order. */
export class AllowanceQueue {
  readonly #zone: string;
  readonly #byCompany = new Map<string, RatedLeg[]>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Keeps a leg that may take; false where none of its tariff's allowances is for such a call. */
  takes(leg: RatedLeg): boolean {
    const { rated, tariff } = leg;
    const { allowances } = tariff.tariff;
    if (allowances.length === 0 || rated.basis !== 'rated' || rated.sixtieths === 0) return false;
    if (!allowances.some((one) => matchesRule(one, rated.numberType, rated.calledInfo))) return false;
    const company = leg.legs.company(leg.row);
    const waiting = this.#byCompany.get(company);
    if (waiting === undefined) this.#byCompany.set(company, [leg]);
    else waiting.push(leg);
    return true;
  }

  /** Company by company, every leg with what it takes. */
  *settle(): Iterable<readonly (readonly [RatedLeg, Coverage | undefined])[]> {
    for (const legs of this.#byCompany.values()) {
      const use = startAllowances(this.#zone);
      yield sortByTime(legs).map((leg) => {
        const coverage = takeAllowance(use, leg.tariff, leg.rated, leg.legs.startAt(leg.row));
        return [leg, coverage] as const;
      });
    }
    this.#byCompany.clear();
  }
}

/**
 * In the order in which allowances are taken. Starts are sorted as numbers that carry the leg's index, which takes a
 * fraction of the time of a comparing sort; only legs of one second are then compared.
 */
function sortByTime(legs: readonly RatedLeg[]): readonly RatedLeg[] {
  const count = legs.length;
  const keys = new Float64Array(count);
  for (const [index, leg] of legs.entries()) keys[index] = leg.legs.startAt(leg.row) * count + index;
  keys.sort();
  const sorted: RatedLeg[] = [];
  for (let from = 0; from < count; ) {
    let end = from + 1;
    const start = Math.floor((keys[from] ?? 0) / count);
    while (end < count && Math.floor((keys[end] ?? 0) / count) === start) end += 1;
    const together = Array.from(keys.subarray(from, end), (key) => legs[key % count]).filter(isLeg);
    if (together.length > 1)
      together.sort((one, other) => compareForAllowances(orderOf(one), orderOf(other)));
    sorted.push(...together);
    from = end;
  }
  return sorted;
}

function isLeg(leg: RatedLeg | undefined): leg is RatedLeg {
  return leg !== undefined;
}

function orderOf({ legs, row }: RatedLeg): AllowanceOrder {
  return {
    startAt: legs.startAt(row),
    acctid: legs.acctid.at(row),
    device: legs.device(row),
    part: legs.part(row),
  };
}
