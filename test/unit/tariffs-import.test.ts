import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDeck } from '../../src/billing/import-deck.ts';
import { exportTariffs, importTariffs } from '../../src/billing/tariffs-import.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { importDirectory } from '../../src/directory/import-directory.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readRateCard } from '../../src/store/catalog/rates.ts';
import { readRevision } from '../../src/store/catalog/rates-revision.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';

const inLondon = (date: string) => startOfDay('Europe/London', date);
const DIRECTORY = {
  zone: 'Europe/London',
  dialling: { country: 'GB', international: '00', national: '0' },
  companies: [{ id: 'acme', name: 'Acme' }],
  trunks: [{ id: 'trunk-a', channels: ['SIP/trunk-a'] }],
};
const STANDARD = {
  name: 'Standard',
  currency: 'GBP',
  decks: ['uk'],
  inboundDecks: ['ddis'],
  adjustments: [{ numberTypes: ['Mobile'], percent: '12.5' }, { percent: '-3' }],
  allowances: [
    { name: 'Minutes', numberTypes: ['National'], minutes: 1000, per: 'month' },
    { name: 'Calls', destinations: ['London'], calls: 100, per: 'day' },
  ],
  minimumPerCall: '0.01',
  capPerCall: '5',
  rounding: { mode: 'half-even', decimals: 2, per: 'period' },
  taxPercent: '20',
  rentals: [{ name: 'Line', per: 'device', monthly: '5.5' }],
};
const FILE = {
  tariffs: [STANDARD, { name: 'Plain', currency: 'GBP', decks: ['uk'] }],
  companies: [
    { company: 'acme', tariff: 'Plain', to: '2026-01-01' },
    { company: 'acme', tariff: 'Standard', from: '2026-01-01', to: null },
  ],
  trunks: [{ trunk: 'trunk-a', deck: 'carrier-a', from: null, to: null }],
};

describe.each(CATALOG_HOMES)('tariffs in the catalog, %s', (kind) => {
  let opened: OpenHome;
  let catalog: Catalog;
  beforeAll(async () => {
    opened = await openCatalogHome(kind);
    catalog = await connectCatalog(opened.home);
    await importDirectory(catalog, JSON.stringify(DIRECTORY));
    const csv = 'prefix,numberType,perMinute\n44,National,0.01';
    for (const [name, direction] of [['uk'], ['carrier-a'], ['ddis', 'inbound-ddi']] as const) {
      await importDeck(catalog, { name, from: '2026-01-01', currency: 'GBP', csv, direction });
    }
  });
  afterAll(async () => {
    await catalog.close();
    await opened.remove();
  });

  const read = (revision: number | 'current' = 'current') =>
    readRateCard(catalog.db, revision, 'Europe/London', inLondon);

  it('keeps a file as one revision, after telling what it would do', async () => {
    const before = await readRevision(catalog.db);
    const told = {
      added: ['Standard', 'Plain'],
      changed: [],
      removed: [],
      unchanged: [],
      begun: [
        'company acme pays by "Plain" until before 2026-01-01',
        'company acme pays by "Standard" from 2026-01-01',
        'trunk trunk-a is billed by "carrier-a"',
      ],
      ended: [],
      warnings: [
        'No tariff is of company "default", and no deck is left for them: their calls will have no price. Name them under "companies", or write a tariff named "default".',
      ],
    };
    const text = JSON.stringify(FILE);
    expect(await importTariffs(catalog, text, { dryRun: true })).toEqual({
      dryRun: true,
      revision: before,
      ...told,
    });
    expect((await read()).tariffs).toEqual([]);
    expect(await importTariffs(catalog, text)).toEqual({ dryRun: false, revision: before + 1, ...told });
    const card = await read();
    expect(card.companyTariffs).toEqual([
      { to: 'acme', name: 'Plain', from: null, fromAt: 0, toAt: inLondon('2026-01-01') },
      { to: 'acme', name: 'Standard', from: '2026-01-01', fromAt: inLondon('2026-01-01'), toAt: null },
    ]);
    expect(card.trunkDecks).toEqual([
      { to: 'trunk-a', name: 'carrier-a', from: null, fromAt: 0, toAt: null },
    ]);
    expect(card.tariffs.find(({ name }) => name === 'Standard')).toEqual({
      name: 'Standard',
      currency: 'GBP',
      decks: ['uk'],
      inboundDecks: ['ddis'],
      adjustments: [
        { numberTypes: ['Mobile'], destinations: [], perMillion: 125_000 },
        { numberTypes: [], destinations: [], perMillion: -30_000 },
      ],
      allowances: [
        {
          name: 'Minutes',
          numberTypes: ['National'],
          destinations: [],
          unit: 'seconds',
          quantity: 60_000,
          per: 'month',
        },
        {
          name: 'Calls',
          numberTypes: [],
          destinations: ['London'],
          unit: 'calls',
          quantity: 100,
          per: 'day',
        },
      ],
      minimumPerCall: 10_000,
      capPerCall: 5_000_000,
      rounding: { mode: 'half-even', decimals: 2, per: 'period' },
      taxPerMillion: 200_000,
      rentals: [{ name: 'Line', per: 'device', monthly: 5_500_000 }],
    });
    expect(card.tariffs.find(({ name }) => name === 'Plain')).toMatchObject({
      rounding: { mode: 'half-up', decimals: 6, per: 'call' },
      capPerCall: null,
    });
  });

  it('warns of nobody where a default is written, or a deck is left for it', async () => {
    const withDefault = { tariffs: [{ ...STANDARD, name: 'default' }] };
    expect(await importTariffs(catalog, JSON.stringify(withDefault), { dryRun: true })).toMatchObject({
      warnings: [],
    });
    const inboundOnly = { tariffs: [{ ...STANDARD, decks: [] }], companies: [] };
    expect(await importTariffs(catalog, JSON.stringify(inboundOnly), { dryRun: true })).toMatchObject({
      warnings: [],
    });
  });

  it('changes nothing when the same file, or what was exported, is imported again', async () => {
    const before = await readRevision(catalog.db);
    const exported = await exportTariffs(catalog.db, before);
    for (const file of [FILE, exported]) {
      const again = await importTariffs(catalog, JSON.stringify(file));
      expect(again).toMatchObject({
        revision: before,
        added: [],
        changed: [],
        removed: [],
        begun: [],
        ended: [],
      });
    }
  });

  it('ends what a file leaves out, and still knows what was', async () => {
    const before = await readRevision(catalog.db);
    const file = { tariffs: [{ ...STANDARD, taxPercent: '21' }], companies: [FILE.companies[1]] };
    expect(await importTariffs(catalog, JSON.stringify(file))).toMatchObject({
      revision: before + 1,
      changed: ['Standard'],
      removed: ['Plain'],
      begun: [],
      ended: [
        'company acme pays by "Plain" until before 2026-01-01',
        'trunk trunk-a is billed by "carrier-a"',
      ],
    });
    const [now, then] = [await read(), await read(before)];
    expect(now.tariffs.map(({ name, taxPerMillion }) => [name, taxPerMillion])).toEqual([
      ['Standard', 210_000],
    ]);
    expect(now.trunkDecks).toEqual([]);
    expect(then.tariffs.map(({ name, taxPerMillion }) => [name, taxPerMillion])).toEqual([
      ['Plain', 0],
      ['Standard', 200_000],
    ]);
    expect([then.companyTariffs.length, then.trunkDecks.length]).toEqual([2, 1]);
    await importTariffs(catalog, JSON.stringify(FILE));
    expect(await read()).toEqual({ ...then, revision: before + 2 });
  });

  it('refuses what was changed at a revision since which others have changed them', async () => {
    const seen = await readRevision(catalog.db);
    const [one, other] = ['19', '18'].map((taxPercent) =>
      JSON.stringify({ ...FILE, tariffs: [{ ...STANDARD, taxPercent }, FILE.tariffs[1]] }),
    );
    const csv = 'prefix,numberType,perMinute\n44,National,0.02';
    await importDeck(catalog, { name: 'uk', from: '2026-02-01', currency: 'GBP', csv });
    // Another price list is nothing that somebody who changes tariffs would undo.
    expect(await importTariffs(catalog, one ?? '', { seen })).toMatchObject({ changed: ['Standard'] });
    const late = importTariffs(catalog, other ?? '', { seen, dryRun: true });
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      message: `Somebody has changed the tariffs since revision ${seen}: look at them again, then change them.`,
    });
    await importTariffs(catalog, JSON.stringify(FILE));
    // The same again is what was seen.
    expect(await importTariffs(catalog, other ?? '', { seen, dryRun: true })).toMatchObject({
      changed: ['Standard'],
    });
  });

  it('takes a deck in another currency only where no tariff holds it', async () => {
    const csv = 'prefix,numberType,perMinute\n44,National,0.01';
    const francs = { name: 'francs', from: '2026-06-01', currency: 'CHF', csv };
    const sameDeck = importDeck(catalog, { ...francs, name: 'uk' });
    await expect(sameDeck).rejects.toMatchObject({ code: 'conflict' });
    await expect(importDeck(catalog, francs)).rejects.toThrow(
      'The deck is in "CHF", and the tariffs in "GBP": write the tariff "default", which holds every deck that nothing else names until it is written.',
    );
    const written = {
      ...FILE,
      tariffs: [...FILE.tariffs, { name: 'default', currency: 'GBP', decks: ['uk'] }],
    };
    await importTariffs(catalog, JSON.stringify(written));
    expect(await importDeck(catalog, francs)).toMatchObject({ added: 1 });
    await expect(importTariffs(catalog, JSON.stringify(FILE))).rejects.toThrow('is in CHF and');
    const naming = {
      ...written,
      tariffs: [{ ...STANDARD, decks: ['uk', 'francs'] }, ...written.tariffs.slice(1)],
    };
    await expect(importTariffs(catalog, JSON.stringify(naming))).rejects.toThrow(
      'tariffs[0].decks[1]: deck "francs" is in CHF and the tariff in GBP',
    );
  });
});
