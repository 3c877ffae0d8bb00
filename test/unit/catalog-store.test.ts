import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readCatalogMigrations } from '../../src/store/catalog/migrate.ts';
import type { Migration } from '../../src/store/read-migrations.ts';
import { CATALOG_HOMES, type OpenHome, openEmptyHome } from '../support/catalog-home.ts';

const READ_MIGRATIONS = sql`select number from migration order by number`;

async function readNumbers(catalog: Catalog): Promise<readonly number[]> {
  const result = (await catalog.db.execute(READ_MIGRATIONS)) as { rows: readonly { number: number }[] };
  return result.rows.map((row) => row.number);
}

async function refusalOf(run: Promise<unknown>): Promise<RingledgerError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RingledgerError)) throw new Error(`not a refusal: ${String(error)}`);
  return error;
}

/** Notes who is inside, and whether anybody else was. */
function createRoom() {
  let inside = 0;
  const room = {
    most: 0,
    enter: async () => {
      inside++;
      room.most = Math.max(room.most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    },
  };
  return room;
}

describe.each(CATALOG_HOMES)('the catalog, %s', (kind) => {
  let opened: OpenHome;
  let catalog: Catalog;
  let own: readonly Migration[];

  beforeAll(async () => {
    opened = await openEmptyHome(kind);
    catalog = await connectCatalog(opened.home);
    own = await readCatalogMigrations();
  });
  afterAll(async () => {
    await catalog?.close();
    await opened?.remove();
  });

  const reopen = async (migrations?: readonly Migration[]) => {
    if (kind === 'embedded') await catalog.close();
    try {
      return await connectCatalog(opened.home, migrations);
    } finally {
      if (kind === 'embedded') catalog = await connectCatalog(opened.home);
    }
  };

  it('has run its migrations, each once', async () => {
    const numbers = own.map((migration) => migration.number);
    expect(numbers[0]).toBe(1);
    expect(await readNumbers(catalog)).toEqual(numbers);
  });

  it('counts from 1, without gaps or repeats, whoever asks', async () => {
    expect(await catalog.takeNumbers('one', 1)).toBe(1);
    expect(await catalog.takeNumbers('one', 5)).toBe(2);
    expect(await catalog.takeNumbers('one', 1)).toBe(7);
    expect(await catalog.takeNumbers('another', 1)).toBe(1);

    const counts = [3, 1, 4, 1, 5, 9, 2, 6];
    const firsts = await Promise.all(counts.map((count) => catalog.takeNumbers('many', count)));
    const taken = firsts.flatMap((first, index) =>
      Array.from({ length: counts[index] ?? 0 }, (_, step) => first + step),
    );
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
  });

  it('takes no number of nothing', async () => {
    await expect(catalog.takeNumbers('one', 0)).rejects.toThrow(RangeError);
    await expect(catalog.takeNumbers('one', 1.5)).rejects.toThrow(RangeError);
  });

  it('raises a counter, and never lowers it', async () => {
    await catalog.raiseCounter('raised', 5_000_000_000);
    expect(await catalog.takeNumbers('raised', 1)).toBe(5_000_000_001);
    await catalog.raiseCounter('raised', 7);
    expect(await catalog.takeNumbers('raised', 1)).toBe(5_000_000_002);
  });

  it('lets one holder of a name in at a time', async () => {
    const room = createRoom();
    await Promise.all(Array.from({ length: 6 }, () => catalog.withLock('room', room.enter)));
    expect(room.most).toBe(1);
  });

  it('lets holders of different names in side by side', async () => {
    let tell: (word: string) => void = () => undefined;
    const told = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const waiting = catalog.withLock('listener', () => told);
    await catalog.withLock('speaker', async () => tell('heard'));
    expect(await waiting).toBe('heard');
  });

  it('tells the holder of a lock whether another waits for it', async () => {
    let next: Promise<boolean> | undefined;
    await catalog.withLock('sought', async (lock) => {
      expect(await lock.isWanted()).toBe(false);
      next = catalog.withLock('sought', (its) => its.isWanted());
      expect(await lock.isWanted()).toBe(true);
      expect(await catalog.withLock('another', (its) => its.isWanted())).toBe(false);
    });
    expect(await next).toBe(false);
  });

  it('gives a lock back when its holder fails, and answers with what the holder said', async () => {
    const failing = catalog.withLock('fragile', () => Promise.reject(new Error('dropped it')));
    await expect(failing).rejects.toThrow('dropped it');
    expect(await catalog.withLock('fragile', async () => 'next')).toBe('next');
  });

  it('refuses a store that a newer version has written', async () => {
    const refusal = await refusalOf(reopen([]));
    expect(refusal.code).toBe('invalid-config');
    expect(refusal.message).toBe(
      'The store has run migration 0001-access.sql, which this version of Ringledger does not have: start the newer version that wrote it.',
    );
  });

  it('refuses an old migration that was changed', async () => {
    const changed = own.map((migration) => ({ ...migration, hash: 'other' }));
    const refusal = await refusalOf(reopen(changed));
    expect(refusal.message).toBe(
      'Migration 0001-access.sql is not the text that the store ran as 0001-access.sql: put the old text back, and make the change in a new migration.',
    );
  });

  it('undoes the whole of a migration that fails', async () => {
    const number = own.length + 1;
    const broken = { number, name: 'broken', hash: 'a', sql: 'create table half (id int); select nonsense;' };
    await expect(reopen([...own, broken])).rejects.toThrow();
    expect(await readNumbers(catalog)).toEqual(own.map((migration) => migration.number));
    await expect(catalog.db.execute(sql`select * from half`)).rejects.toThrow();
  });
});

describe('the catalog on a server', () => {
  let opened: OpenHome;
  let url: string;

  beforeAll(async () => {
    opened = await openEmptyHome('server');
    if (!('url' in opened.home)) throw new Error('a server has a URL');
    url = opened.home.url;
  });
  afterAll(() => opened?.remove());

  it('is brought up to date once when several start at the same moment', async () => {
    const own = await readCatalogMigrations();
    const slow = {
      number: own.length + 1,
      name: 'slow',
      hash: 'slow',
      sql: 'select pg_sleep(0.3); create table slow (id int);',
    };
    const catalogs = await Promise.all([1, 2, 3].map(() => connectCatalog({ url }, [...own, slow])));
    for (const catalog of catalogs) {
      expect(await readNumbers(catalog)).toEqual([...own.map(({ number }) => number), slow.number]);
    }
    const room = createRoom();
    await Promise.all([...catalogs, ...catalogs].map((catalog) => catalog.withLock('room', room.enter)));
    expect(room.most).toBe(1);

    const firsts = await Promise.all(catalogs.map((catalog) => catalog.takeNumbers('shared', 10)));
    expect(firsts.sort((a, b) => a - b)).toEqual([1, 11, 21]);
    await Promise.all(catalogs.map((catalog) => catalog.close()));
  });

  it('holds more locks at once than it has connections for queries', async () => {
    const own = await readCatalogMigrations();
    const slow = { number: own.length + 1, name: 'slow', hash: 'slow', sql: '' };
    const catalog = await connectCatalog({ url }, [...own, slow]);
    const names = Array.from({ length: 20 }, (_, index) => `lock ${index}`);
    const taken = await Promise.all(
      names.map((name) => catalog.withLock(name, () => catalog.takeNumbers('held', 1))),
    );
    expect(new Set(taken).size).toBe(names.length);
    await catalog.close();
  });

  it('tells the holder of a lock that another process waits for it', async () => {
    const own = await readCatalogMigrations();
    const slow = { number: own.length + 1, name: 'slow', hash: 'slow', sql: '' };
    const [one, other] = await Promise.all([1, 2].map(() => connectCatalog({ url }, [...own, slow])));
    if (one === undefined || other === undefined) throw new Error('two catalogs are wanted');
    let waiting: Promise<boolean> | undefined;
    await one.withLock('sought', async (lock) => {
      await other.withLock('another', async () => {
        expect(await lock.isWanted()).toBe(false);
      });
      waiting = other.withLock('sought', (its) => its.isWanted());
      await vi.waitFor(async () => expect(await lock.isWanted()).toBe(true), 10_000);
    });
    expect(await waiting).toBe(false);
    await Promise.all([one.close(), other.close()]);
  });

  it('tells its holder when the server that held the lock went away', async () => {
    const own = await readCatalogMigrations();
    const slow = { number: own.length + 1, name: 'slow', hash: 'slow', sql: '' };
    const catalog = await connectCatalog({ url }, [...own, slow]);
    const refusal = await refusalOf(
      catalog.withLock('cut', async () => {
        await catalog.db.execute(
          sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`,
        );
      }),
    );
    expect(refusal.code).toBe('store-unavailable');
    expect(await catalog.withLock('cut', async () => 'again')).toBe('again');
    await catalog.close();
  });

  it.each([
    ['postgres://joe:hidden@127.0.0.1:1/ledger', 'store-unavailable', '127.0.0.1:1'],
    ['postgres://joe:hidden@no-such-host.invalid/ledger', 'store-unavailable', 'no-such-host.invalid'],
    ['joe:hidden@127.0.0.1/ledger', 'invalid-config', 'postgres://user:password@host:5432/database'],
    ['https://joe:hidden@127.0.0.1/ledger', 'invalid-config', 'RINGLEDGER_POSTGRES_URL'],
  ])('says what is wrong with %s, and never the password', async (address, code, named) => {
    const refusal = await refusalOf(connectCatalog({ url: address }));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(named);
    expect(refusal.message).toContain('RINGLEDGER_POSTGRES_URL');
    expect(refusal.message).not.toContain('hidden');
  });

  it('says that the password was refused, or that the database is missing', async () => {
    const wrong = await refusalOf(connectCatalog({ url: url.replace('secret-word', 'guess-word') }));
    expect(wrong.message).toMatch(
      /^The Postgres server at 127\.0\.0\.1:\d+ cannot be used \(it refuses the user name or password\): check RINGLEDGER_POSTGRES_URL, and that the server is running\.$/,
    );
    const missing = await refusalOf(connectCatalog({ url: url.replace(/\w+$/, 'nowhere') }));
    expect(missing.message).toContain('it has no database of that name');
    expect(missing.message).not.toContain('secret-word');
  });
});
