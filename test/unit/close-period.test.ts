import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { settleAlone } from '../../src/billing/publish-run.ts';
import { refuseOverlapping } from '../../src/billing/rating-runs.ts';
import { type ClosingParts, closePeriod } from '../../src/closing/close-period.ts';
import { readFinishedVersion } from '../../src/ingest/landing.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { insertClosings, listAllClosings, listClosings } from '../../src/store/catalog/closings.ts';
import { keepDirectory, readKeptDirectory } from '../../src/store/catalog/directory-snapshots.ts';
import {
  appendHistory,
  findInstantOf,
  findMomentAt,
  findNewestMoment,
} from '../../src/store/catalog/figure-history.ts';
import { insertRun, moveRun } from '../../src/store/catalog/rating-runs.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';
import { emptyDirectory, NO_ENTRIES } from '../support/empty-directory.ts';
import { makeBook } from '../support/priced-books.ts';
import { openRatingHouse, type RatingHouse } from '../support/rating-house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('closing a month', () => {
  let house: RatingHouse;
  let now = Date.parse('2026-11-05T00:00:00Z') / 1000;
  const wish = { month: '2026-10', companies: null, reason: 'invoices sent' };
  const parts = (): ClosingParts => {
    const runs = house.runs();
    return {
      catalog: house.catalog,
      directory: runs.directory,
      now: () => now,
      refusePricing: (scope) => refuseOverlapping(house.catalog, scope),
      settleAllowances: async () => {},
      settleAlone: (next) => settleAlone(runs, next),
      alone: (run) => runs.alone((version) => run(version, house.directory)),
    };
  };
  beforeAll(async () => {
    house = await openRatingHouse('chDB in a folder', makeBook(1, 'old'));
  });
  afterAll(() => house?.close());

  it('waits for nobody: it is to be asked for again once a run of the month is priced', async () => {
    const scope = { fromAt: now - 20 * 86_400, toAt: now, companies: ['test'], devices: null };
    const id = await insertRun(house.catalog.db, {
      ...{ ...scope, reason: 'a test', askedBy: 'tester', rates: 1, readVersion: 0, calls: 0 },
    });
    const refused = closePeriod(parts(), wish, 'admin');
    await expect(refused).rejects.toMatchObject({ code: 'retry' });
    await expect(refused).rejects.toThrow(`Run ${id} is pricing calls of this scope`);
    expect(await listAllClosings(house.catalog.db)).toEqual([]);
    // One of other companies is no hindrance.
    await closePeriod(parts(), { ...wish, companies: ['default'] }, 'admin');
    await moveRun(house.catalog.db, id, ['pricing'], 'cancelled');
    expect(await closePeriod(parts(), wish, 'admin')).toEqual({ month: '2026-10', companies: ['test'] });
  });

  it('keeps a version that is above all legs there are, and is written by then', async () => {
    const [closing] = await listClosings(house.catalog.db, 'test');
    expect(closing?.version).toBeLessThanOrEqual(await readFinishedVersion(house.catalog));
    expect(closing).toMatchObject({ closedBy: 'admin', reason: 'invoices sent', month: '2026-10' });
  });

  it('begins a month where the one before ended, and is for months that are over', async () => {
    await expect(closePeriod(parts(), { ...wish, month: '2026-11' }, 'admin')).rejects.toThrow(
      '2026-11 is not over yet',
    );
    now = Date.parse('2026-12-01T00:00:00Z') / 1000;
    await closePeriod(parts(), { ...wish, month: '2026-11' }, 'admin');
    const [october, november] = await listClosings(house.catalog.db, 'test');
    expect(november?.fromAt).toBe(october?.toAt);
  });
});

describe.each(CATALOG_HOMES)('what is kept of a closing, catalog %s', (kind) => {
  let home: OpenHome;
  let catalog: Catalog;
  beforeAll(async () => {
    home = await openCatalogHome(kind);
    catalog = await connectCatalog(home.home);
  });
  afterAll(async () => {
    await catalog?.close();
    await home?.remove();
  });

  it('is a directory, whole, once', async () => {
    const entries = { ...NO_ENTRIES, companies: [{ id: 'acme', name: 'Ünïted "Acme"' }] };
    const hash = await keepDirectory(catalog.db, entries);
    expect(await keepDirectory(catalog.db, structuredClone(entries))).toBe(hash);
    expect(await readKeptDirectory(catalog.db, hash)).toEqual(entries);
  });

  it('is a moment that an instant of whole milliseconds means exactly', async () => {
    for (const version of [1, 2, 3, 4]) await appendHistory(catalog.db, version, emptyDirectory());
    expect(await findNewestMoment(catalog.db)).toMatchObject({ version: 4, rates: 0 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const version of [1, 2, 3, 4]) {
      const at = await findInstantOf(catalog.db, version);
      if (at === undefined) throw new Error('it was appended');
      expect(await findMomentAt(catalog.db, at)).toMatchObject({ moment: { version } });
      const before = await findMomentAt(catalog.db, new Date(at.getTime() - 1));
      expect(before).not.toMatchObject({ moment: { version } });
    }
    expect(await findInstantOf(catalog.db, 5)).toBeUndefined();
  });

  it('is never changed or taken away, and there is one of a month', async () => {
    const directory = await keepDirectory(catalog.db, NO_ENTRIES);
    const closing = {
      ...{ company: 'acme', month: '2026-10', fromAt: 1, toAt: 2, version: 3, directory, rates: 0 },
      ...{ closedBy: 'admin', reason: 'x' },
    };
    await insertClosings(catalog.db, [closing]);
    await expect(insertClosings(catalog.db, [{ ...closing, month: '2026-11' }, closing])).rejects.toThrow();
    const reasons = await Promise.all(
      [sql`update period_closing set reason = 'y'`, sql`delete from period_closing`].map((change) =>
        catalog.db.execute(change).then(
          () => 'done',
          (error: Error) => String(error.cause ?? error),
        ),
      ),
    );
    for (const reason of reasons) expect(reason).toContain('a closing is final');
    expect(await listClosings(catalog.db, 'acme')).toMatchObject([
      { ...closing, closedAt: expect.any(Date) },
    ]);
  });
});
