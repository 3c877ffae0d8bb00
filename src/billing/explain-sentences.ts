import type { Directory } from '../core/directory.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { ExplainableInbound } from '../store/calls/explainable-inbound.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import { explainInboundLeg } from './explain-inbound-leg.ts';
import { explainLeg, explainLegInSentence } from './explain-leg.ts';

/** The prices at a revision of the rate card. */
type Prices = (revision: number) => Promise<PriceBook>;

/** Legs explained between two turns of the event loop, so that others are answered meanwhile. */
const LEGS_A_TURN = 512;

/** One sentence for each leg that went out, in their order. */
export function explainSentences(
  legs: readonly ExplainableLeg[],
  directory: Directory,
  prices: Prices,
): Promise<readonly string[]> {
  return explainEach(legs, prices, (leg, book) =>
    explainLegInSentence(leg, explainLeg(leg, directory, book)),
  );
}

/** One sentence for each leg on which a call that came in was charged; empty where its tariff charges none now. */
export function explainInboundSentences(
  legs: readonly ExplainableInbound[],
  directory: Directory,
  prices: Prices,
): Promise<readonly string[]> {
  return explainEach(
    legs,
    prices,
    (leg, book) => explainInboundLeg(leg, directory, book, undefined)?.sentence ?? '',
  );
}

/** Legs of one revision are explained together: their price book, which may be large, is asked for once. */
async function explainEach<Leg extends { readonly rates: number }>(
  legs: readonly Leg[],
  prices: Prices,
  explain: (leg: Leg, book: PriceBook) => string,
): Promise<readonly string[]> {
  const sentences = legs.map(() => '');
  let explained = 0;
  for (const revision of new Set(legs.map(({ rates }) => rates))) {
    const book = await prices(revision);
    for (const [at, leg] of legs.entries()) {
      if (leg.rates !== revision) continue;
      sentences[at] = explain(leg, book);
      explained += 1;
      if (explained % LEGS_A_TURN === 0) await new Promise(setImmediate);
    }
  }
  return sentences;
}
