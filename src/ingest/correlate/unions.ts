import type { CallStore } from '../../store/calls/call-store.ts';
import { readTies } from '../../store/calls/call-ties.ts';
import type { Window } from '../../store/calls/cdr-rows.ts';

/**
 * Call keys that were found to be of one call, as sets that grow together (union-find by size). A key that was joined
 * with none is a set by itself and is not kept.
 */
export class Unions {
  readonly #sets = new Map<number, number[]>();

  /** Joins the sets of two keys; false where they are one already. */
  join(one: number, other: number): boolean {
    if (one === other) return false;
    const first = this.#sets.get(one);
    const second = this.#sets.get(other);
    if (first !== undefined && first === second) return false;
    const a = first ?? this.#alone(one);
    const b = second ?? this.#alone(other);
    const [larger, smaller] = a.length < b.length ? [b, a] : [a, b];
    for (const key of smaller) {
      larger.push(key);
      this.#sets.set(key, larger);
    }
    return true;
  }

  /** All keys of a key's set; the same list for each of them, and undefined for a key by itself. */
  of(key: number): readonly number[] | undefined {
    return this.#sets.get(key);
  }

  #alone(key: number): number[] {
    const set = [key];
    this.#sets.set(key, set);
    return set;
  }
}

/** Ties that records within the window proved when they came. */
export async function readUnions(store: CallStore, window: Window): Promise<Unions> {
  const unions = new Unions();
  await readTies(store, window, (callKey, joinedKey) => unions.join(callKey, joinedKey));
  return unions;
}
