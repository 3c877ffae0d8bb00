import type { RatedOutbound } from './rated-outbound.ts';

/** A block that waits, and for how many companies. */
interface WaitingBlock {
  readonly rated: RatedOutbound;
  companies: number;
}

/**
 * Blocks of one month that wait until all legs of their companies are there: what an allowance leaves of one depends on
 * the others. Legs come company by company, or nearly so, and few blocks wait at a time: their memory stays near.
 */
export class BlocksOfCompanies {
  readonly #blocks = new Map<string, WaitingBlock[]>();
  /** Legs of a company that are not there yet. */
  readonly #missing: Map<string, number>;

  /** `counts` says how many legs of a company will come. */
  constructor(counts: ReadonlyMap<string, number>) {
    this.#missing = new Map(counts);
  }

  /** Lets a block wait; returns the companies of which all legs are there now. */
  add(rated: RatedOutbound): readonly string[] {
    const counts = countRows(rated);
    const block = { rated, companies: counts.size };
    for (const [company, count] of counts) {
      const blocks = this.#blocks.get(company) ?? [];
      blocks.push(block);
      this.#blocks.set(company, blocks);
      this.#missing.set(company, (this.#missing.get(company) ?? 0) - count);
    }
    return [...counts.keys()].filter((company) => this.#missing.get(company) === 0);
  }

  /** A company is settled: returns the blocks that wait for none now. */
  settle(company: string): readonly RatedOutbound[] {
    const blocks = this.#blocks.get(company) ?? [];
    this.#blocks.delete(company);
    for (const block of blocks) block.companies -= 1;
    return blocks.filter(({ companies }) => companies === 0).map(({ rated }) => rated);
  }

  /** Companies for which blocks wait: legs may have come or gone since they were counted. */
  companies(): readonly string[] {
    return [...this.#blocks.keys()];
  }
}

function countRows({ rows, legs: { company } }: RatedOutbound): ReadonlyMap<string, number> {
  const counts = new Uint32Array(company.words.length);
  for (let row = 0; row < rows; row += 1) {
    const word = company.indexes[row] ?? 0;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  const byName = new Map<string, number>();
  for (const [word, name] of company.words.entries()) {
    const count = counts[word] ?? 0;
    if (count > 0) byName.set(name, count);
  }
  return byName;
}
