import { expect } from 'vitest';
import type { RunComparison, WhatIfComparison } from '../../src/core/rating-run.ts';

/** What a run compares by is what it was in the what-if; groups that nothing changes are there beside them. */
export function expectSame(found: WhatIfComparison, real: RunComparison | null): void {
  if (real === null) throw new Error('the run has no comparison');
  const totals = ({ calls, before, after, becameKnown, becameUnknown }: RunComparison) => ({
    ...{ calls, before, after, becameKnown, becameUnknown },
  });
  expect(totals(found)).toEqual(totals(real));
  for (const list of ['byCompany', 'byNumberType', 'byDestination'] as const) {
    const figures = new Map(found[list].map(({ name, before, after }) => [name, { before, after }]));
    for (const { name, before, after } of real[list]) {
      expect({ name, ...figures.get(name) }).toEqual({ name, before, after });
      figures.delete(name);
    }
    for (const { before, after } of figures.values()) expect(after).toBe(before);
  }
}
