import { formatMoney } from '../core/money.ts';
import type { GroupChange, RunComparison, RunDifference, WhatIfComparison } from '../core/rating-run.ts';
import { PriceSums } from '../rating/price-sums.ts';
import { MostChanged } from './most-changed.ts';
import { type GroupTotals, PriceGroups } from './price-groups.ts';
import { CHANGED, OUT_OF_SCOPE, type RatedBlock } from './rated-block.ts';

/** Groups that are listed at most, those that change most first; of what-ifs, everybody on any PBX there is. */
const MOST_GROUPS = 200;
const MOST_GROUPS_OF_WHAT_IF = 10_000;

/** Old prices and new ones of a run's calls, added up as they are priced: nothing has to be read for it again. */
export class PriceComparison {
  #names: readonly string[] = [];
  #calls = 0;
  readonly #companies = new PriceGroups();
  readonly #numberTypes = new PriceGroups();
  readonly #destinations = new PriceGroups();
  readonly #before = new Total();
  readonly #after = new Total();
  readonly #most = new MostChanged();

  /** Adds the legs of a block that are in the run's scope; all blocks share one list of words. */
  add(block: RatedBlock, marks: Uint8Array): void {
    const { words, legs, numberType, calledInfo, numberTypeBefore, calledInfoBefore } = block;
    this.#names = words.words;
    const companies = Uint32Array.from(legs.company.words, (word) => words.numberOf(word));
    for (let row = 0; row < block.rows; row += 1) {
      const mark = marks[row];
      if (mark === OUT_OF_SCOPE) continue;
      const isRecharged = mark === CHANGED;
      const [costBefore, cost] = [block.costBefore[row] ?? 0, block.cost[row] ?? 0];
      const company = companies[legs.company.indexes[row] ?? 0] ?? 0;
      this.#calls += 1;
      this.#before.add(costBefore);
      this.#after.add(cost);
      this.#companies.add(company, company, costBefore, cost, isRecharged);
      this.#numberTypes.add(numberTypeBefore[row] ?? 0, numberType[row] ?? 0, costBefore, cost, isRecharged);
      this.#destinations.add(calledInfoBefore[row] ?? 0, calledInfo[row] ?? 0, costBefore, cost, isRecharged);
      if (isRecharged) this.#most.add(block, row);
    }
  }

  /** Of a run: the groups in which a call gets another charge. */
  ofRun(): RunComparison {
    const list = (groups: PriceGroups) =>
      groups
        .list(this.#names)
        .filter(({ isTouched }) => isTouched)
        .slice(0, MOST_GROUPS)
        .map(toDifference);
    return {
      ...this.#totals('recharged'),
      byCompany: list(this.#companies),
      byNumberType: list(this.#numberTypes),
      byDestination: list(this.#destinations),
      mostChanged: this.#most.list(),
    };
  }

  /** Of a what-if: all groups, and what counts as changed is a call that costs another sum. */
  ofWhatIf(): WhatIfComparison {
    const list = (groups: PriceGroups) =>
      groups.list(this.#names).slice(0, MOST_GROUPS_OF_WHAT_IF).map(toGroupChange);
    return {
      ...this.#totals('changed'),
      byCompany: list(this.#companies),
      byNumberType: list(this.#numberTypes),
      byDestination: list(this.#destinations),
      mostChanged: this.#most.list().filter(({ before, after }) => before !== after),
    };
  }

  #totals(counted: 'changed' | 'recharged') {
    const companies = this.#companies.list(this.#names);
    const sum = (name: 'changed' | 'recharged' | 'becameKnown' | 'becameUnknown') =>
      companies.reduce((total, company) => total + company[name], 0);
    return {
      calls: this.#calls,
      changed: sum(counted),
      before: this.#before.tell(),
      after: this.#after.tell(),
      becameKnown: sum('becameKnown'),
      becameUnknown: sum('becameUnknown'),
    };
  }
}

/** Costs of all calls. */
class Total {
  readonly #cost = new PriceSums();
  #unknown = 0;

  add(micros: number): void {
    if (Number.isNaN(micros)) this.#unknown += 1;
    else this.#cost.add(0, micros);
  }

  tell(): RunComparison['before'] {
    return { cost: formatMoney(this.#cost.of(0)), unknown: this.#unknown };
  }
}

function toDifference({ name, recharged, before, after }: GroupTotals): RunDifference {
  return { name, changed: recharged, before, after };
}

function toGroupChange({
  name,
  changed,
  before,
  after,
  becameKnown,
  becameUnknown,
}: GroupTotals): GroupChange {
  return { name, changed, before, after, becameKnown, becameUnknown };
}
