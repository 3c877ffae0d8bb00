/** Those of many items that have the largest factors, in falling order; of equal ones those that came first. */
export interface Largest<Item> {
  /** `make` is called only where the item is among the largest so far. */
  take(factor: number, make: () => Item): void;
  list(): readonly Item[];
}

/** Keeps `most` items: to keep and sort all of hundreds of thousands takes longer than to find them. */
export function keepLargest<Item>(most: number): Largest<Item> {
  const kept: { readonly factor: number; readonly item: Item }[] = [];
  return {
    take: (factor, make) => {
      const last = kept.at(-1);
      if (kept.length === most && last !== undefined && factor <= last.factor) return;
      const at = kept.findIndex((one) => one.factor < factor);
      kept.splice(at === -1 ? kept.length : at, 0, { factor, item: make() });
      if (kept.length > most) kept.pop();
    },
    list: () => kept.map(({ item }) => item),
  };
}
