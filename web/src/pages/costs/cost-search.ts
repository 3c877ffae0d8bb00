/** By what costs are put together over months. */
export const COST_PARTS = ['company', 'name', 'destination', 'numberType'] as const;
export type CostPart = (typeof COST_PARTS)[number];

export const MARGIN_PARTS = ['trunk', 'company', 'destination'] as const;
export type MarginPart = (typeof MARGIN_PARTS)[number];

export const MONTH_COUNTS = [3, 6, 12, 24] as const;
export const USUAL_MONTHS = 6;

/** Calls of which way costs are of; those that go out where it is not said. */
export const WAYS = ['out', 'in', 'both'] as const;

/** What the address of the pages of costs says beside days and company. */
export interface CostSearch {
  readonly by?: CostPart;
  readonly months?: (typeof MONTH_COUNTS)[number];
  readonly way?: (typeof WAYS)[number];
  readonly all?: true;
  readonly margin?: MarginPart;
  /** Whose statement, and of which month, as in 2026-11. */
  readonly of?: string;
  readonly billed?: string;
}

/** Reads an address: what is none of its words is left out. */
export function readCostSearch(search: Record<string, unknown>): CostSearch {
  const { of, billed } = search;
  const one = <Word>(words: readonly Word[], given: unknown) => words.find((word) => word === given);
  const isMonth = typeof billed === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(billed);
  const read = {
    by: one(COST_PARTS, search['by']),
    months: one(MONTH_COUNTS, search['months']),
    way: one(WAYS, search['way']),
    all: one([true] as const, search['all']),
    margin: one(MARGIN_PARTS, search['margin']),
    // Digits that people write into an address are read as a number.
    of: (typeof of === 'string' && of !== '') || typeof of === 'number' ? String(of) : undefined,
    billed: isMonth ? billed : undefined,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
