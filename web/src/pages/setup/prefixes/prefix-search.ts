/** What the address of a version's rates says: which version, and what of it. */
export interface PrefixSearch {
  readonly deck?: string;
  /** First day of the version. */
  readonly since?: string;
  readonly search?: string;
  /** A prefix to begin a new rate with. */
  readonly add?: string;
}

/** Reads an address: what is none of its words is left out. Digits that people write into an address are numbers. */
export function readPrefixSearch(search: Record<string, unknown>): PrefixSearch {
  const textOf = (value: unknown) =>
    typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
  const since = textOf(search['since']);
  const read = {
    deck: textOf(search['deck']),
    since: since !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(since) ? since : undefined,
    search: textOf(search['search']),
    add: textOf(search['add']),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
