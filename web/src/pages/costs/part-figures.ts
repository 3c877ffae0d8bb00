import type { FigureQuestion, FigureRow } from '../../api/figures.ts';
import type { CallsOf } from '../../parts/calls-link.tsx';
import type { CostPart } from './cost-search.ts';

export const MEASURES: NonNullable<FigureQuestion['measures']> = ['cost', 'calls', 'unknownCosts'];

/** By what a part is told from others: people of two companies may have one name. */
export const DIMENSIONS_OF = {
  company: ['company'],
  name: ['company', 'name'],
  destination: ['destination'],
  numberType: ['numberType'],
} as const satisfies Record<CostPart, NonNullable<FigureQuestion['dimensions']>>;

/** What makes a part itself, as a text. */
export function idOf({ key }: FigureRow, by: CostPart): string {
  return DIMENSIONS_OF[by].map((name) => key[name] ?? '').join('\n');
}

/** The question about these parts alone; it may bring others of the same names. */
export function askedParts(rows: readonly FigureRow[], by: CostPart): Partial<FigureQuestion> {
  return Object.fromEntries(
    DIMENSIONS_OF[by].map((name) => [name, [...new Set(rows.map(({ key }) => key[name] ?? ''))]]),
  );
}

/** The calls of a part. */
export function callsOfPart({ key }: FigureRow, by: CostPart): CallsOf {
  const { company, name, destination, numberType } = key;
  const ofCompany = company === undefined ? {} : { company };
  switch (by) {
    case 'company':
      return ofCompany;
    case 'name':
      return { ...ofCompany, name: [name ?? ''] };
    case 'destination':
      return { destination: [destination ?? ''] };
    case 'numberType':
      return { numberType: [numberType ?? ''] };
  }
}
