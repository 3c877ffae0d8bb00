import type { Rate, RateDeck } from '../../src/core/charge.ts';
import type { RateableCall } from '../../src/rating/rate-call.ts';

/** A rate of 0.012 a minute, 60/1, without charges, unless said otherwise. */
export function makeRate(given: Partial<Rate> & { readonly prefix: string }): Rate {
  return {
    destination: `To ${given.prefix}`,
    numberType: 'International',
    connectCharge: 0n,
    perMinute: 12_000n,
    firstIncrement: 60,
    nextIncrement: 1,
    minimumCharge: 0n,
    ...given,
  };
}

export function makeDeck(rates: readonly Rate[], given: Partial<RateDeck> = {}): RateDeck {
  return { name: 'retail', from: '1970-01-01', fromAt: 0, currency: 'GBP', rates, ...given };
}

/** An answered outside call of one minute, unless said otherwise. */
export function makeCall(given: Partial<RateableCall> & Pick<RateableCall, 'number'>): RateableCall {
  return {
    startAt: 1_000_000,
    answerAt: given.startAt ?? 1_000_000,
    billsec: 60,
    answered: true,
    internal: false,
    calledInfo: '',
    trunk: 'trunk-a',
    onPbx: false,
    ...given,
  };
}
