import type { FigureQuestion } from '../../api/figures.ts';

/** What is asked of margin; System-Admin alone is answered. */
export const MARGIN_MEASURES: NonNullable<FigureQuestion['measures']> = [
  ...(['calls', 'answered', 'cost', 'carrierCost', 'margin', 'unknownCarrierCosts'] as const),
];
