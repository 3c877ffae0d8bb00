import { WordList } from '../core/word-list.ts';
import type { RateMatch } from '../rating/find-rate.ts';
import type { RateTable } from '../rating/rate-table.ts';

/** What a match's calls are called, as numbers of a list of words. */
interface NumberedNames {
  readonly numberTypes: Uint32Array;
  readonly destinations: Uint32Array;
}

/** The words of a run. Those of a table are numbered once: to look two up for each leg took a tenth of a run. */
export class RunWords extends WordList {
  readonly #tables = new Map<RateTable, NumberedNames>();
  #last: { readonly table: RateTable; readonly names: NumberedNames } | undefined;

  numberTypeOf({ table, prefix }: RateMatch): number {
    return this.#namesOf(table).numberTypes[table.nameOf[prefix] ?? 0] ?? 0;
  }

  destinationOf({ table, prefix }: RateMatch): number {
    return this.#namesOf(table).destinations[table.nameOf[prefix] ?? 0] ?? 0;
  }

  #namesOf(table: RateTable): NumberedNames {
    if (this.#last?.table === table) return this.#last.names;
    const names = this.#tables.get(table) ?? this.#numberNames(table);
    this.#last = { table, names };
    return names;
  }

  #numberNames(table: RateTable): NumberedNames {
    const names = {
      numberTypes: Uint32Array.from(table.names, ({ numberType }) => this.numberOf(numberType)),
      destinations: Uint32Array.from(table.names, ({ destination }) => this.numberOf(destination)),
    };
    this.#tables.set(table, names);
    return names;
  }
}
