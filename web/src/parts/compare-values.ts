/** What rows of a table are sorted by: names, counts, or money in its smallest unit. */
export type SortValue = string | number | bigint | null;

/** Compares names as the locale sorts them, digits within by their worth, and figures by their size. */
export function compareValues(locale: string): (one: SortValue, other: SortValue) => number {
  const names = new Intl.Collator(locale, { numeric: true });
  return (one, other) => {
    if (typeof one === 'string' && typeof other === 'string') return names.compare(one, other);
    if (one === null || other === null || one === other) return 0;
    return one < other ? -1 : 1;
  };
}
