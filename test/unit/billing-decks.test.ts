import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDeck } from '../../src/billing/import-deck.ts';
import { RingledgerError } from '../../src/core/errors.ts';
import type { RateCard } from '../../src/core/rate-card.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readCatalogMigrations } from '../../src/store/catalog/migrate.ts';
import { readRateCard } from '../../src/store/catalog/rates.ts';
import { readRevision } from '../../src/store/catalog/rates-revision.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome, openEmptyHome } from '../support/catalog-home.ts';

const HEADER =
  'prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge';
const FIRST = `${HEADER}
44,United Kingdom,National,0,0.0120,60,1,0
447,"United Kingdom, mobile",Mobile,0,0.0950,60,1,0
1,United States and Canada,International,0.0200,0.0180,6,6,0
*600,,Test Number,0,0,1,1,0`;

const inLondon = (date: string) => startOfDay('Europe/London', date);

function deckNames(card: RateCard): readonly string[] {
  return card.decks.map((deck) => `${deck.name} ${deck.from}`);
}

/** Prices a minute of a version, by prefix and band. */
function minutesOf(card: RateCard, name: string, from: string): Readonly<Record<string, readonly number[]>> {
  const deck = card.decks.find((one) => one.name === name && one.from === from);
  const entries = (deck?.rates ?? []).map((rate) => [
    `${rate.prefix} ${rate.band}`.trim(),
    rate.steps.map(({ perMinute }) => perMinute),
  ]);
  return Object.fromEntries(entries);
}

async function refusalOf(run: Promise<unknown>): Promise<RingledgerError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RingledgerError)) throw new Error(`not a refusal: ${String(error)}`);
  return error;
}

describe.each(CATALOG_HOMES)('rate decks in the catalog, %s', (kind) => {
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

  const read = (revision: number | 'current' = 'current') =>
    readRateCard(catalog.db, revision, 'Europe/London', inLondon);

  it('is an empty card before the first import', async () => {
    expect(await read()).toEqual({
      revision: 0,
      zone: 'Europe/London',
      decks: [],
      tariffs: [],
      companyTariffs: [],
      trunkDecks: [],
    });
  });

  it('gives back to the millionth what was imported', async () => {
    const file = { name: 'retail', from: '2026-01-01', currency: 'GBP', csv: FIRST };
    expect(await importDeck(catalog, file)).toEqual({
      dryRun: false,
      revision: 1,
      against: null,
      rates: 4,
      added: 4,
      changed: 0,
      dearer: 0,
      cheaper: 0,
      otherwise: 0,
      removed: 0,
      unchanged: 0,
      largest: [],
      ...{ firstAdded: [], firstRemoved: [] },
      terms: [],
      gaps: [],
      jumps: 0,
      largestJumps: [],
      warnings: [],
    });
    const [deck, ...others] = (await read()).decks;
    expect(others).toEqual([]);
    expect(deck).toMatchObject({
      name: 'retail',
      fromAt: inLondon('2026-01-01'),
      toAt: null,
      currency: 'GBP',
      direction: 'outbound',
      crossing: 'by-start',
      zone: 'Europe/London',
      windows: [],
      holidays: [],
    });
    expect(deck?.rates).toContainEqual({
      prefix: '447',
      destination: 'United Kingdom, mobile',
      numberType: 'Mobile',
      band: '',
      connectCharge: 0,
      minimumCharge: 0,
      freeSeconds: 0,
      firstIncrement: 60,
      steps: [{ afterSeconds: 0, perMinute: 95_000, nextIncrement: 1 }],
    });
  });

  it('replaces a dated version, counts what differs, and can still be read as it was', async () => {
    const csv = `${HEADER}
44,United Kingdom,National,0,0.0120,60,1,0
447,"United Kingdom, mobile",Mobile,0,0.0951,60,1,0
1,United States and Canada,International,0.0200,0.0180,6,6,0
33,France,International,0,1000000,1,1,0.000001`;
    const file = { name: 'retail', from: '2026-01-01', currency: 'GBP', csv };
    expect(await importDeck(catalog, file, true)).toMatchObject({ dryRun: true, revision: 1, added: 1 });
    expect((await read()).revision).toBe(1);
    expect(await importDeck(catalog, file)).toMatchObject({
      revision: 2,
      against: '2026-01-01',
      rates: 4,
      added: 1,
      changed: 1,
      dearer: 1,
      removed: 1,
      unchanged: 2,
      largest: [{ prefix: '447', price: 'perMinute', before: '0.095', after: '0.0951' }],
    });
    expect(minutesOf(await read(), 'retail', '2026-01-01')).toEqual({
      '1': [18_000],
      '33': [1_000_000_000_000],
      '44': [12_000],
      '447': [95_100],
    });
    expect(minutesOf(await read(1), 'retail', '2026-01-01')).toEqual({
      '1': [18_000],
      '44': [12_000],
      '447': [95_000],
      '*600': [0],
    });
  });

  it('makes no revision of what changes nothing', async () => {
    const card = await read();
    const rates = card.decks[0]?.rates ?? [];
    const csv = `prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge
44,United Kingdom,National,0,0.0120,60,1,0
447,"United Kingdom, mobile",Mobile,0,0.0951,60,1,0
1,United States and Canada,International,0.0200,0.0180,6,6,0
33,France,International,0,1000000,1,1,0.000001`;
    const again = await importDeck(catalog, { name: 'retail', from: '2026-01-01', currency: 'GBP', csv });
    expect(again).toMatchObject({ revision: card.revision, unchanged: rates.length, added: 0, changed: 0 });
    expect(await readRevision(catalog.db)).toBe(card.revision);
  });

  it('keeps bands, holidays, steps and validity by revision, and hands them to the next version', async () => {
    const csv = `prefix,numberType,band,afterSeconds,perMinute,freeSeconds
44,National,peak,0,0.03,5
44,National,peak,60,0.02,
44,National,,0,0.01,`;
    const first = {
      name: 'banded',
      from: '2026-01-01',
      currency: 'GBP',
      csv,
      bands: 'band,days,from,to\npeak,mon-fri,08:00,18:00',
      holidays: 'date,name\n2026-12-25,Christmas Day',
      crossing: 'by-part',
      zone: 'Europe/Paris',
      to: '2026-12-31',
    };
    const { revision } = await importDeck(catalog, first);
    const deckAt = async (from: string, at: number | 'current' = 'current') =>
      (await read(at)).decks.find((one) => one.name === 'banded' && one.from === from);
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const terms = {
      crossing: 'by-part',
      zone: 'Europe/Paris',
      windows: [{ band: 'peak', days, fromMinute: 480, toMinute: 1080 }],
      holidays: ['2026-12-25'],
    };
    expect(await deckAt('2026-01-01')).toMatchObject({ ...terms, toAt: inLondon('2026-12-31') });
    expect(minutesOf(await read(), 'banded', '2026-01-01')).toEqual({
      '44 peak': [30_000, 20_000],
      '44': [10_000],
    });

    const next = { name: 'banded', from: '2026-07-01', currency: 'GBP', csv: csv.replace('0.03', '0.04') };
    expect(await importDeck(catalog, next)).toMatchObject({
      against: '2026-01-01',
      changed: 1,
      dearer: 1,
      unchanged: 1,
    });
    expect(await deckAt('2026-07-01')).toMatchObject({ ...terms, toAt: null });
    const withoutHolidays = { ...next, holidays: 'date,name', zone: 'none' };
    expect(await importDeck(catalog, withoutHolidays)).toMatchObject({
      unchanged: 2,
      terms: ["Zone of the bands: Europe/Paris, now the PBX's.", 'The holidays are others: 1, now 0.'],
    });
    expect(await deckAt('2026-07-01')).toMatchObject({ holidays: [], zone: 'Europe/London' });
    expect(await deckAt('2026-07-01', revision + 1)).toMatchObject(terms);
    expect(await deckAt('2026-07-01', revision)).toBeUndefined();
  });

  it('keeps decks in the order of their first import, and the version of the day', async () => {
    const csv = (perMinute: string) =>
      `prefix,numberType,perMinute\n44,National,${perMinute}\n49,International,0.05`;
    await importDeck(catalog, { name: 'a-later-deck', from: '2020-01-01', currency: 'GBP', csv: csv('9') });
    await importDeck(catalog, { name: 'retail', from: '2026-06-01', currency: 'GBP', csv: csv('0.02') });
    await importDeck(catalog, { name: 'retail', from: '2025-06-01', currency: 'GBP', csv: csv('0.03') });
    expect(deckNames(await read())).toEqual([
      'retail 2025-06-01',
      'retail 2026-01-01',
      'retail 2026-06-01',
      'banded 2026-01-01',
      'banded 2026-07-01',
      'a-later-deck 2020-01-01',
    ]);
  });

  it('refuses a second currency with a sentence, and leaves the decks as they were', async () => {
    const before = deckNames(await read());
    const file = { name: 'other', from: '2026-01-01', currency: 'EUR', csv: FIRST };
    const refusal = await refusalOf(importDeck(catalog, file));
    expect(refusal.code).toBe('conflict');
    expect(refusal.message).toBe(
      'The deck is in "EUR", and the deck "retail" that is already here in "GBP": write all decks in one currency, as a PBX bills in one.',
    );
    expect(deckNames(await read())).toEqual(before);
  });

  it('names what is wrong with name, date, currency and file at once', async () => {
    const file = { name: ' ', from: '2026-02-30', currency: 'gbp', csv: 'prefix,numberType\n44,National' };
    const refusal = await refusalOf(importDeck(catalog, file));
    expect(refusal.code).toBe('invalid-request');
    expect(refusal.faults.map((fault) => fault.where)).toEqual(['deck', 'from', 'currency', 'line 1']);
  });

  it('imports two files for one version at once, one after the other', async () => {
    const file = (perMinute: string) => ({
      name: 'raced',
      from: '2026-01-01',
      currency: 'GBP',
      csv: `prefix,numberType,perMinute\n44,National,${perMinute}`,
    });
    const counts = await Promise.all([importDeck(catalog, file('1')), importDeck(catalog, file('2'))]);
    expect(counts.map(({ added, changed }) => [added, changed])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(counts.map(({ revision }) => revision)).toEqual([counts[0].revision, counts[0].revision + 1]);
  });

  it('ends all rates of a version that is all new, and none of others nor of before', async () => {
    const list = (perMinute: string) =>
      `prefix,numberType,perMinute\n43,Mobile,${perMinute}\n44,Mobile,${perMinute}`;
    const given = { name: 'all-new', from: '2026-01-01', currency: 'GBP' };
    const first = await importDeck(catalog, { ...given, csv: list('0.1') });
    await importDeck(catalog, { ...given, from: '2026-07-01', csv: list('0.2') });
    const other = await importDeck(catalog, { ...given, name: 'beside', csv: list('0.3') });
    const second = await importDeck(catalog, { ...given, csv: list('0.4') });
    expect(second).toMatchObject({ changed: 2, unchanged: 0 });
    await importDeck(catalog, { ...given, csv: list('0.5') });
    const pricesAt = async (revision: number | 'current') => {
      const card = await read(revision);
      const versions = [
        ['all-new', '2026-01-01'],
        ['all-new', '2026-07-01'],
        ['beside', '2026-01-01'],
      ] as const;
      return versions.map(([name, from]) => minutesOf(card, name, from));
    };
    const both = (perMinute: number) => ({ '43': [perMinute], '44': [perMinute] });
    expect(await pricesAt(first.revision)).toEqual([both(100_000), {}, {}]);
    expect(await pricesAt(other.revision)).toEqual([both(100_000), both(200_000), both(300_000)]);
    expect(await pricesAt(second.revision)).toEqual([both(400_000), both(200_000), both(300_000)]);
    expect(await pricesAt('current')).toEqual([both(500_000), both(200_000), both(300_000)]);
  });

  it('leaves nothing of a deck whose rates cannot all be kept', async () => {
    await catalog.db.execute(sql`alter table rate add constraint spoiled check (prefix <> '4989')`);
    const csv = 'prefix,numberType,perMinute\n49,International,1\n4989,International,1';
    const file = { name: 'half', from: '2026-01-01', currency: 'GBP', csv };
    await expect(importDeck(catalog, file)).rejects.toThrow();
    expect(deckNames(await read())).not.toContain('half 2026-01-01');
  });
});

describe.each(CATALOG_HOMES)('decks of a catalog from before revisions, %s', (kind) => {
  it('are current, and were so from the first revision on', async () => {
    const opened = await openEmptyHome(kind);
    const migrations = await readCatalogMigrations();
    try {
      const old = await connectCatalog(opened.home, migrations.slice(0, 3));
      await old.db.execute(sql`insert into rate_deck (name, currency) values ('retail', 'GBP')`);
      await old.db.execute(sql`insert into rate_deck_version (deck_id, from_date) values (1, '2026-01-01')`);
      await old.db.execute(
        sql`insert into rate values (1, '44', 'United Kingdom', 'National', 0.02, 0.012345, 60, 1, 1.5)`,
      );
      await old.db.execute(sql`insert into counter values ('version:rates', 7)`);
      await old.close();
      const catalog = await connectCatalog(opened.home);
      const card = await readRateCard(catalog.db, 'current', 'Europe/London', inLondon);
      expect(card).toMatchObject({
        revision: 7,
        decks: [{ name: 'retail', crossing: 'by-start', toAt: null }],
      });
      expect(card.decks[0]?.rates).toEqual([
        {
          prefix: '44',
          destination: 'United Kingdom',
          numberType: 'National',
          band: '',
          connectCharge: 20_000,
          minimumCharge: 1_500_000,
          freeSeconds: 0,
          firstIncrement: 60,
          steps: [{ afterSeconds: 0, perMinute: 12_345, nextIncrement: 1 }],
        },
      ]);
      expect((await readRateCard(catalog.db, 7, 'UTC', inLondon)).decks).toHaveLength(1);
      await catalog.close();
    } finally {
      await opened.remove();
    }
  });
});
