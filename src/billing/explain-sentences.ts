import type { Directory } from '../core/directory.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import { explainLeg, explainLegInSentence } from './explain-leg.ts';

/** Legs explained between two turns of the event loop, so that others are answered meanwhile. */
const LEGS_A_TURN = 512;

/**
 * One sentence for each leg, in their order. Legs of one revision are explained together: their price book, which may
 * be large, is asked for once.
 */
export async function explainSentences(
  legs: readonly ExplainableLeg[],
  directory: Directory,
  prices: (revision: number) => Promise<PriceBook>,
): Promise<readonly string[]> {
  const sentences = legs.map(() => '');
  let explained = 0;
  for (const revision of new Set(legs.map(({ rates }) => rates))) {
    const book = await prices(revision);
    for (const [at, leg] of legs.entries()) {
      if (leg.rates !== revision) continue;
      sentences[at] = explainLegInSentence(leg, explainLeg(leg, directory, book));
      explained += 1;
      if (explained % LEGS_A_TURN === 0) await new Promise(setImmediate);
    }
  }
  return sentences;
}
