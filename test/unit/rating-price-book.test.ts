import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import type { Assignment, RateCard } from '../../src/core/rate-card.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { makeCard, makeDeck, makeRate, makeTariff } from '../support/rate-cards.ts';

const rates = [makeRate({ prefix: '44' })];
const assign = (to: string, name: string, given: Partial<Assignment> = {}): Assignment => ({
  to,
  name,
  from: null,
  fromAt: 0,
  toAt: null,
  ...given,
});

function faultsOf(card: RateCard): readonly string[] {
  try {
    compilePriceBook(card);
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    expect(error.code).toBe('invalid-request');
    return error.faults.map(({ where, message }) => `${where}: ${message}`);
  }
  return [];
}

describe('the default tariff', () => {
  it('holds, unless it is written, the decks that no tariff and no trunk names, in their order', () => {
    const decks = ['world', 'own', 'special', 'carrier'].map((name) => makeDeck(rates, { name }));
    const ddi = makeDeck(rates, { name: 'ddi', direction: 'inbound-ddi' });
    const card = makeCard([...decks, ddi], {
      tariffs: [makeTariff({ name: 'vip', decks: ['special'] })],
      trunkDecks: [assign('trunk-a', 'carrier')],
    });
    const { tariff } = compilePriceBook(card).tariffOf('acme', 0);
    expect(tariff).toMatchObject({
      name: 'default',
      decks: ['world', 'own'],
      inboundDecks: ['ddi'],
      minimumPerCall: 0,
      capPerCall: null,
      rounding: { mode: 'half-up', decimals: 6, per: 'call' },
    });
  });

  it('is the written one where there is one', () => {
    const card = makeCard([makeDeck(rates)], { tariffs: [makeTariff({ minimumPerCall: 5 })] });
    expect(compilePriceBook(card).tariffOf('acme', 0).tariff.minimumPerCall).toBe(5);
  });

  it('has no decks and no currency where there are none', () => {
    const book = compilePriceBook(makeCard([]));
    expect(book.currency).toBe('XXX');
    expect(book.tariffOf('acme', 0).decks).toEqual([]);
  });

  it("has the carrier's currency where its is the only deck", () => {
    const card = makeCard([makeDeck(rates, { currency: 'EUR' })], {
      trunkDecks: [assign('trunk-a', 'retail')],
    });
    expect(compilePriceBook(card).currency).toBe('EUR');
  });
});

describe('who pays by what', () => {
  const card = makeCard([makeDeck(rates)], {
    tariffs: [makeTariff({ name: 'old' }), makeTariff({ name: 'young' })],
    companyTariffs: [assign('acme', 'old', { toAt: 2000 }), assign('acme', 'young', { fromAt: 1000 })],
    trunkDecks: [assign('trunk-a', 'retail', { fromAt: 1000, toAt: 2000 })],
  });
  const book = compilePriceBook(card);

  it.each([
    ['acme', 999, 'old'],
    ['acme', 1000, 'young'],
    ['acme', 5000, 'young'],
    ['globex', 1000, 'default'],
  ])('%s at %i pays by %s', (company, at, name) => {
    expect(book.tariffOf(company, at).tariff.name).toBe(name);
  });

  it.each([
    ['trunk-a', 999, undefined],
    ['trunk-a', 1000, 'retail'],
    ['trunk-a', 2000, undefined],
    ['trunk-b', 1000, undefined],
  ])("%s's carrier at %i bills by %s", (trunk, at, name) => {
    expect(book.carrierDeckOf(trunk, at)?.name).toBe(name);
  });
});

describe('a rate card that contradicts itself', () => {
  it('is refused with every fault at once', () => {
    const card = makeCard(
      [
        makeDeck(rates),
        makeDeck([makeRate({ prefix: '44', band: 'peak' }), makeRate({ prefix: '1', band: 'peak' })], {
          name: 'euro',
          currency: 'EUR',
        }),
        makeDeck(rates, { name: 'ddi', direction: 'inbound-ddi', from: '2026-01-01' }),
      ],
      {
        tariffs: [
          makeTariff({
            name: 'one',
            decks: ['retail', 'gone', 'euro', 'ddi'],
            inboundDecks: ['retail', 'lost'],
          }),
          makeTariff({ name: 'two', currency: 'USD', decks: [] }),
        ],
        companyTariffs: [assign('acme', 'three')],
        trunkDecks: [assign('trunk-a', 'none'), assign('trunk-b', 'euro'), assign('trunk-c', 'ddi')],
      },
    );
    expect(faultsOf(card)).toEqual([
      'tariff one: decks names "gone", which is no deck: import it, or take it off.',
      'tariff one: the deck "euro" of 1970-01-01 is in EUR and the tariff in GBP: one tariff bills in one currency.',
      'tariff one: the deck "ddi" of 2026-01-01 is inbound-ddi: list it under inboundDecks.',
      'tariff one: the deck "retail" of 1970-01-01 is outbound: list it under decks.',
      'tariff one: inboundDecks names "lost", which is no deck: import it, or take it off.',
      'tariffs: the tariffs are in different currencies ("one" GBP, "two" USD, "default" GBP): write one.',
      'company acme: "three" is no tariff: import it, or name another.',
      'trunk trunk-a: "none" is no deck: import it, or name another.',
      `trunk trunk-b: the carrier's deck "euro" of 1970-01-01 is in EUR, and the tariffs are in GBP: a margin needs both in one currency.`,
      `trunk trunk-c: the carrier's deck "ddi" of 2026-01-01 is inbound-ddi: a carrier bills by an outbound deck.`,
      'deck euro of 1970-01-01: rates are written for the band "peak", which has no time window: add one, or name another band.',
    ]);
  });

  it('is not a card that is in order', () => {
    expect(faultsOf(makeCard([makeDeck(rates)], { tariffs: [makeTariff()] }))).toEqual([]);
  });
});
