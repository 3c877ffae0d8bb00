import type { DialledNumber } from '../../src/core/phone-number.ts';
import type { Rate, RateCard, RateDeck, Tariff } from '../../src/core/rate-card.ts';
import type { CompiledTariff } from '../../src/rating/compile-tariff.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import type { RateableCall } from '../../src/rating/rate-call.ts';

type FlatRate = Partial<Rate> & { readonly prefix: string };

/** A rate of 0.012 a minute, 60/1, without charges, unless said otherwise. */
export function makeRate({
  perMinute = 12_000,
  nextIncrement = 1,
  ...given
}: FlatRate & { readonly perMinute?: number; readonly nextIncrement?: number }): Rate {
  return {
    destination: `To ${given.prefix}`,
    numberType: 'International',
    band: '',
    connectCharge: 0,
    minimumCharge: 0,
    freeSeconds: 0,
    firstIncrement: 60,
    steps: [{ afterSeconds: 0, perMinute, nextIncrement }],
    ...given,
  };
}

/** A deck named `retail` in force since 1970, priced by start, without bands, unless said otherwise. */
export function makeDeck(rates: readonly Rate[], given: Partial<RateDeck> = {}): RateDeck {
  return {
    name: 'retail',
    from: '1970-01-01',
    fromAt: 0,
    toAt: null,
    currency: 'GBP',
    direction: 'outbound',
    crossing: 'by-start',
    zone: 'Europe/London',
    windows: [],
    holidays: [],
    rates,
    ...given,
  };
}

/** A tariff of the deck `retail` without rules, half-up at six decimals, unless said otherwise. */
export function makeTariff(given: Partial<Tariff> = {}): Tariff {
  return {
    name: 'default',
    currency: 'GBP',
    decks: ['retail'],
    inboundDecks: [],
    adjustments: [],
    allowances: [],
    minimumPerCall: 0,
    capPerCall: null,
    rounding: { mode: 'half-up', decimals: 6, per: 'call' },
    taxPerMillion: 0,
    rentals: [],
    ...given,
  };
}

/** A rate card of decks alone, in London, unless said otherwise. */
export function makeCard(decks: readonly RateDeck[], given: Partial<RateCard> = {}): RateCard {
  return {
    revision: 1,
    zone: 'Europe/London',
    decks,
    tariffs: [],
    companyTariffs: [],
    trunkDecks: [],
    ...given,
  };
}

/** Decks under the tariff `default`: that of all decks, unless it is written. */
export function compileDecks(decks: readonly RateDeck[], tariff?: Tariff): CompiledTariff {
  const card = makeCard(decks, { tariffs: tariff === undefined ? [] : [tariff] });
  return compilePriceBook(card).tariffOf('', 0);
}

/** An answered outside call of one minute, answered as soon as it began, unless said otherwise. */
export function makeCall(given: Partial<RateableCall> & { readonly number: DialledNumber }): RateableCall {
  const startAt = given.startAt ?? 1_000_000;
  return {
    startAt,
    answerAt: startAt,
    billsec: 60,
    answered: true,
    internal: false,
    calledInfo: '',
    trunk: 'trunk-a',
    onPbx: false,
    ...given,
  };
}

/** An E.164 number. */
export function makeNumber(digits: string): DialledNumber {
  return { kind: 'e164', digits, outside: digits, short: digits, rule: 'plus' };
}
