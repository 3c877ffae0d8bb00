import type { Directory } from '../core/directory.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { ExplainableInbound } from '../store/calls/explainable-inbound.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import { explainInboundLeg } from './explain-inbound-leg.ts';
import { explainLeg } from './explain-leg.ts';

/** Legs priced between two turns of the event loop, so that others are answered meanwhile. */
const LEGS_A_TURN = 512;

/** For each leg, in their order, in what pricing it again by its own revision differs from what it was charged; else empty. */
export function findDiscrepancies(
  legs: readonly ExplainableLeg[],
  directory: Directory,
  prices: (revision: number) => Promise<PriceBook>,
): Promise<readonly string[]> {
  return byRevision(legs, prices, (leg, book) => explainLeg(leg, directory, book).discrepancy);
}

/** The same of legs on which calls that came in are charged. */
export function findInboundDiscrepancies(
  legs: readonly ExplainableInbound[],
  directory: Directory,
  prices: (revision: number) => Promise<PriceBook>,
): Promise<readonly string[]> {
  return byRevision(legs, prices, (leg, book) => {
    const explained = explainInboundLeg(leg, directory, book, undefined);
    if (explained !== undefined) return explained.discrepancy;
    if (leg.cost === null) return '';
    return `Priced again by revision ${leg.rates} of the rates, it is not charged, and was charged ${leg.cost}.`;
  });
}

/** Legs of one revision are priced together: their price book, which may be large, is asked for once. */
async function byRevision<Leg extends { readonly rates: number }>(
  legs: readonly Leg[],
  prices: (revision: number) => Promise<PriceBook>,
  tell: (leg: Leg, book: PriceBook) => string,
): Promise<readonly string[]> {
  const told = legs.map(() => '');
  let done = 0;
  for (const revision of new Set(legs.map(({ rates }) => rates))) {
    const book = await prices(revision);
    for (const [at, leg] of legs.entries()) {
      if (leg.rates !== revision) continue;
      told[at] = tell(leg, book);
      done += 1;
      if (done % LEGS_A_TURN === 0) await new Promise(setImmediate);
    }
  }
  return told;
}
