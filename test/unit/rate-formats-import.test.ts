import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importForeign } from '../../src/billing/import-foreign.ts';
import { exportTariffs, importTariffs } from '../../src/billing/tariffs-import.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readRateCard } from '../../src/store/catalog/rates.ts';
import { readRevision } from '../../src/store/catalog/rates-revision.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';

const HOUSE = 'test/fixtures/rates/cgrates/house';
const FILES = new Map(
  readdirSync(HOUSE)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => [name, readFileSync(join(HOUSE, name), 'utf8')]),
);
const LIST = new Map([['list.csv', 'Prefix;Destination;Price;Billing\n447;Mobile;0.1;1/1\n44;UK;0.02;60/1']]);
const LIMITS = { capPerCall: '5', rounding: { mode: 'half-up', decimals: 2, per: 'call' } };
const DRY = { dryRun: true };
const inLondon = (date: string) => startOfDay('Europe/London', date);

describe.each(CATALOG_HOMES)('foreign rates in the catalog, %s', (kind) => {
  let opened: OpenHome;
  let catalog: Catalog;
  beforeAll(async () => {
    opened = await openCatalogHome(kind);
    catalog = await connectCatalog(opened.home);
  });
  afterAll(async () => {
    await catalog.close();
    await opened.remove();
  });
  const readDecks = async () => (await readRateCard(catalog.db, 'current', 'Europe/London', inLondon)).decks;

  it('tells what would come of it and keeps nothing', async () => {
    const before = await readRevision(catalog.db);
    const { decks, notes } = await importForeign(catalog, 'cgrates', FILES, { currency: 'EUR' }, {}, DRY);
    expect(decks.map(({ deck, from, rates }) => [deck, from, rates])).toEqual([
      ['house gold', '2025-01-01', 9],
      ['house gold', '2026-01-01', 18],
      ['house silver', '2025-01-01', 9],
    ]);
    expect(notes).toContain('Chargers.csv is no file of prices: left out.');
    expect(await readRevision(catalog.db)).toBe(before);
  });

  it('keeps each version with its bands, and fills the number types in', async () => {
    await importForeign(catalog, 'cgrates', FILES, { currency: 'EUR' }, {});
    const decks = await readDecks();
    const gold = decks.find(({ name, from }) => name === 'house gold' && from === '2026-01-01');
    expect(gold?.crossing).toBe('by-part');
    expect(gold?.windows.map(({ band }) => band)).toEqual(['*any', 'WORKDAY+*any', '*any', 'SUNDAY']);
    expect(gold?.rates.find(({ prefix }) => prefix === '49151')?.numberType).not.toBe('');
    expect(decks).toHaveLength(3);
  });

  it('keeps rounding and cap only when asked, and tells them as a tariffs.json has them', async () => {
    const naming = { currency: 'EUR' };
    const { tariffs, tariffsImport } = await importForeign(catalog, 'cgrates', FILES, naming, {}, DRY);
    expect(tariffs).toEqual([
      { name: 'house gold', currency: 'EUR', decks: ['house gold', 'house silver'], ...LIMITS },
      { name: 'house silver', currency: 'EUR', decks: ['house silver'], ...LIMITS },
    ]);
    expect(tariffsImport).toBeUndefined();
    expect((await exportTariffs(catalog.db, await readRevision(catalog.db))).tariffs).toEqual([]);
  });

  it('adds tariffs, and leaves alone what the files do not state of those there are', async () => {
    const own = {
      ...{ name: 'house gold', currency: 'EUR', decks: ['house gold'], taxPercent: '19' },
      rentals: [{ name: 'Line', per: 'company', monthly: '5' }],
    };
    const companies = [{ company: 'default', tariff: 'house gold', from: null, to: null }];
    await importTariffs(catalog, JSON.stringify({ tariffs: [own], companies }));
    const wish = { withTariffs: true };
    const { tariffsImport } = await importForeign(catalog, 'cgrates', FILES, { currency: 'EUR' }, {}, wish);
    expect(tariffsImport).toMatchObject({
      ...{ added: ['house silver'], changed: ['house gold'], removed: [], begun: [], ended: [] },
      warnings: [],
    });
    const decks = ['house gold', 'house silver'];
    expect(await exportTariffs(catalog.db, await readRevision(catalog.db))).toEqual({
      tariffs: [
        { ...own, decks, ...LIMITS },
        { name: 'house silver', currency: 'EUR', decks: ['house silver'], ...LIMITS },
      ],
      companies,
      trunks: [],
    });
    const again = await importForeign(catalog, 'cgrates', FILES, { currency: 'EUR' }, {}, wish);
    expect(again.tariffsImport).toMatchObject({ added: [], changed: [], unchanged: decks });
  });

  it('finds dry what a tariff of decks to come would be refused for', async () => {
    const files = new Map([...FILES, ['RatingProfiles.csv', 'house,call,new,2026-01-01,RP_OLD,']]);
    const wish = { ...DRY, withTariffs: true };
    const { tariffsImport } = await importForeign(catalog, 'cgrates', files, { currency: 'EUR' }, {}, wish);
    expect(tariffsImport).toMatchObject({ dryRun: true, added: ['house new'] });
    const before = await readRevision(catalog.db);
    const list = { deck: 'list', from: '2026-01-01', currency: 'EUR' };
    await expect(importForeign(catalog, 'price-list', LIST, list, {}, { withTariffs: true })).rejects.toThrow(
      'The files state no tariffs',
    );
    expect(await readRevision(catalog.db)).toBe(before);
  });

  it('changes nothing when one of its decks cannot be kept', async () => {
    const before = await readRevision(catalog.db);
    const naming = { deck: 'list', from: '2026-01-01', currency: 'GBP' };
    await expect(importForeign(catalog, 'price-list', LIST, naming, {})).rejects.toThrow('EUR');
    expect(await readRevision(catalog.db)).toBe(before);
  });

  it('keeps a price list under the name and day that are given', async () => {
    const naming = { deck: 'list', from: '2026-01-01', currency: 'EUR' };
    await importForeign(catalog, 'price-list', LIST, naming, {});
    const list = (await readDecks()).find(({ name }) => name === 'list');
    expect(list?.rates.map(({ prefix, steps }) => [prefix, steps[0]?.perMinute])).toEqual([
      ['44', 20_000],
      ['447', 100_000],
    ]);
  });
});
