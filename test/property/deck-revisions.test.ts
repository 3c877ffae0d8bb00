import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDeck } from '../../src/billing/import-deck.ts';
import { writeRates } from '../../src/billing/write-deck.ts';
import type { Rate } from '../../src/core/rate-card.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readRateCard } from '../../src/store/catalog/rates.ts';
import { type OpenHome, openCatalogHome } from '../support/catalog-home.ts';
import { makeRate } from '../support/rate-cards.ts';
import '../support/fixed-seed.ts';

const DAYS = ['2026-01-01', '2026-07-01'] as const;
const rates = fc
  .uniqueArray(
    fc.record({
      prefix: fc.constantFrom('1', '44', '447', '*97'),
      perMinute: fc.integer({ min: 0, max: 3 }),
      steps: fc.boolean(),
    }),
    { minLength: 1, selector: ({ prefix }) => prefix },
  )
  .map((list) =>
    list.map(({ prefix, perMinute, steps }) => {
      const rate = makeRate({ prefix, perMinute });
      const later = { afterSeconds: 60, perMinute: 1, nextIncrement: 6 };
      return steps ? { ...rate, steps: [...rate.steps, later] } : rate;
    }),
  );
const imports = fc.array(fc.record({ from: fc.constantFrom(...DAYS), rates }), {
  minLength: 1,
  maxLength: 6,
});

const byPrefix = (list: readonly Rate[]) =>
  list.toSorted((one, other) => (one.prefix < other.prefix ? -1 : 1));

describe('revisions', () => {
  let opened: OpenHome;
  let catalog: Catalog;
  beforeAll(async () => {
    opened = await openCatalogHome('embedded');
    catalog = await connectCatalog(opened.home);
  });
  afterAll(async () => {
    await catalog.close();
    await opened.remove();
  });

  it('can each be read for ever as they were made, whatever is imported later', async () => {
    let decks = 0;
    await fc.assert(
      fc.asyncProperty(imports, async (sequence) => {
        decks += 1;
        const name = `deck ${decks}`;
        const held = new Map<string, readonly Rate[]>();
        const expected = new Map<number, ReadonlyMap<string, readonly Rate[]>>();
        for (const one of sequence) {
          const csv = [...writeRates(one.rates)].join('');
          const file = { name, from: one.from, currency: 'GBP', csv };
          const { revision } = await importDeck(catalog, file);
          held.set(one.from, byPrefix(one.rates));
          expected.set(revision, new Map(held));
        }
        for (const [revision, versions] of expected) {
          const card = await readRateCard(catalog.db, revision, 'UTC', () => 0);
          const own = card.decks.filter((deck) => deck.name === name);
          expect(new Map(own.map((deck) => [deck.from, byPrefix(deck.rates)]))).toEqual(versions);
        }
      }),
      { numRuns: 25 },
    );
  });
});
