import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDeck } from '../../src/billing/import-deck.ts';
import { loadTariff } from '../../src/billing/load-tariff.ts';
import { RingledgerError } from '../../src/core/errors.ts';
import { readInsideNumber } from '../../src/core/phone-number.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { rateCall } from '../../src/rating/rate-call.ts';
import type { Tariff } from '../../src/rating/tariff.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readVersion } from '../../src/store/catalog/versions.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';

const HEADER =
  'prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge';
const FIRST = `${HEADER}
44,United Kingdom,National,0,0.0120,60,1,0
447,"United Kingdom, mobile",Mobile,0,0.0950,60,1,0
1,United States and Canada,International,0.0200,0.0180,6,6,0
*600,,Test Number,0,0,1,1,0`;

const inLondon = (date: string) => startOfDay('Europe/London', date);

function deckNames(tariff: Tariff): readonly string[] {
  return tariff.decks.flatMap((deck) => deck.versions.map((version) => `${deck.name} ${version.from}`));
}

function ratesOf(tariff: Tariff, deck: string, from: string) {
  const version = tariff.decks.find(({ name }) => name === deck)?.versions.find((one) => one.from === from);
  return [...(version?.numbers.rates ?? []), ...(version?.codes.rates ?? [])];
}

function minuteAt(tariff: Tariff, digits: string, startAt: number): bigint | null {
  const number = { kind: 'e164' as const, digits, outside: digits, short: digits, rule: 'plus' as const };
  const call = {
    billsec: 60,
    answered: true,
    internal: false,
    calledInfo: '',
    trunk: 'trunk-a',
    onPbx: false,
  };
  return rateCall({ ...call, number, startAt }, tariff).cost;
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

  it('makes a tariff without rates of no decks', async () => {
    expect(await loadTariff(catalog, inLondon)).toEqual({ currency: 'XXX', decks: [] });
  });

  it('gives back to the millionth what was imported', async () => {
    const file = { name: 'retail', from: '2026-01-01', currency: 'GBP', csv: FIRST };
    expect(await importDeck(catalog, file)).toEqual({
      rates: 4,
      added: 4,
      changed: 0,
      removed: 0,
      unchanged: 0,
    });
    const tariff = await loadTariff(catalog, inLondon);
    expect(tariff.currency).toBe('GBP');
    expect(ratesOf(tariff, 'retail', '2026-01-01')).toContainEqual({
      prefix: '447',
      destination: 'United Kingdom, mobile',
      numberType: 'Mobile',
      connectCharge: 0n,
      perMinute: 95_000n,
      firstIncrement: 60,
      nextIncrement: 1,
      minimumCharge: 0n,
    });
    expect(
      rateCall(
        {
          number: readInsideNumber('*600'),
          startAt: inLondon('2026-03-01'),
          billsec: 61,
          answered: true,
          internal: false,
          calledInfo: '',
          trunk: '',
          onPbx: true,
        },
        tariff,
      ),
    ).toMatchObject({ cost: 0n, numberType: 'Test Number', calledInfo: '' });
  });

  it('replaces a dated version and counts what differs', async () => {
    const version = await readVersion(catalog, 'rates');
    const csv = `${HEADER}
44,United Kingdom,National,0,0.0120,60,1,0
447,"United Kingdom, mobile",Mobile,0,0.0951,60,1,0
1,United States and Canada,International,0.0200,0.0180,6,6,0
33,France,International,0,1000000,1,1,0.000001`;
    const file = { name: 'retail', from: '2026-01-01', currency: 'GBP', csv };
    expect(await importDeck(catalog, file)).toEqual({
      rates: 4,
      added: 1,
      changed: 1,
      removed: 1,
      unchanged: 2,
    });
    const rates = ratesOf(await loadTariff(catalog, inLondon), 'retail', '2026-01-01');
    expect(rates.map((rate) => [rate.prefix, rate.perMinute]).sort()).toEqual([
      ['1', 18_000n],
      ['33', 1_000_000_000_000n],
      ['44', 12_000n],
      ['447', 95_100n],
    ]);
    expect(await readVersion(catalog, 'rates')).toBeGreaterThan(version);
    expect(await importDeck(catalog, file)).toMatchObject({ unchanged: 4, added: 0, changed: 0, removed: 0 });
  });

  it('keeps decks in the order of their first import, and the version of the day', async () => {
    const csv = (perMinute: string) =>
      `prefix,numberType,perMinute\n44,National,${perMinute}\n49,International,0.05`;
    await importDeck(catalog, { name: 'a-later-deck', from: '2020-01-01', currency: 'GBP', csv: csv('9') });
    await importDeck(catalog, { name: 'retail', from: '2026-06-01', currency: 'GBP', csv: csv('0.02') });
    await importDeck(catalog, { name: 'retail', from: '2025-06-01', currency: 'GBP', csv: csv('0.03') });
    const tariff = await loadTariff(catalog, inLondon);
    expect(deckNames(tariff)).toEqual([
      'retail 2025-06-01',
      'retail 2026-01-01',
      'retail 2026-06-01',
      'a-later-deck 2020-01-01',
    ]);
    const june = Date.UTC(2026, 4, 31, 23, 0, 0) / 1000;
    expect(minuteAt(tariff, '442079460000', june - 1)).toBe(12_000n);
    expect(minuteAt(tariff, '442079460000', june)).toBe(20_000n);
    expect(minuteAt(tariff, '442079460000', inLondon('2025-05-31'))).toBe(9_000_000n);
    expect(minuteAt(tariff, '4930123456', inLondon('2026-02-01'))).toBe(50_000n);
  });

  it('refuses a second currency with a sentence, and leaves the decks as they were', async () => {
    const before = deckNames(await loadTariff(catalog, inLondon));
    const file = { name: 'other', from: '2026-01-01', currency: 'EUR', csv: FIRST };
    const refusal = await refusalOf(importDeck(catalog, file));
    expect(refusal.code).toBe('conflict');
    expect(refusal.message).toBe(
      'The deck is in "EUR", and the deck "retail" that is already here in "GBP": write all decks in one currency, as a PBX bills in one.',
    );
    expect(deckNames(await loadTariff(catalog, inLondon))).toEqual(before);
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
  });

  it('leaves nothing of a deck whose rates cannot all be kept', async () => {
    await catalog.db.execute(sql`alter table rate add constraint spoiled check (prefix <> '4989')`);
    const csv = 'prefix,numberType,perMinute\n49,International,1\n4989,International,1';
    const file = { name: 'half', from: '2026-01-01', currency: 'GBP', csv };
    await expect(importDeck(catalog, file)).rejects.toThrow();
    expect(deckNames(await loadTariff(catalog, inLondon))).not.toContain('half 2026-01-01');
  });
});
