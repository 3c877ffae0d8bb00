import fc from 'fast-check';
import type { Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyCdr } from '../../src/ingest/identify.ts';
import { type CutProxy, startCutProxy } from '../support/cut-proxy.ts';
import { databaseKind, settingsOf, stamp } from '../support/database-feeds.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, runOnce, until } from '../support/live-house.ts';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import { FREEPBX_CDR, NUMBERED_CDR } from '../support/pbx-tables.ts';
import { toTableRow } from '../support/table-rows.ts';
import { makeCdr } from '../unit/attribute-samples.ts';

/** Whatever happens to source, network, server and clock, in the end every record is there once. */
const NOW = 1_795_530_000;
const DAY = 86_400;

type ScheduleEvent =
  | { readonly what: 'rows'; readonly ages: readonly number[] }
  | { readonly what: 'set-clock'; readonly by: number }
  | { readonly what: 'kill-server' | 'cut-network' | 'restart-feed' | 'pause' };

const arbitraryEvent: fc.Arbitrary<ScheduleEvent> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('rows' as const),
      // Out of order within a day, some in the same second, some of a clock that runs ahead.
      ages: fc.array(fc.oneof(fc.integer({ min: -3_000, max: DAY }), fc.constantFrom(60, 61, 3_600)), {
        minLength: 1,
        maxLength: 25,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'kill-server' as const }) },
  { weight: 2, arbitrary: fc.constant({ what: 'cut-network' as const }) },
  { weight: 2, arbitrary: fc.constant({ what: 'restart-feed' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('set-clock' as const),
      by: fc.integer({ min: -DAY, max: DAY }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ what: 'pause' as const }) },
);

describe('a table that is read while things go wrong', () => {
  let server: RunningMariadb;
  let proxy: CutProxy;
  let root: Connection;
  let house: LiveHouse;
  let now = NOW;
  let life: FeedLife;
  let isWanted = false;
  let serial = 0;

  beforeAll(async () => {
    // One after the other: opening stores keeps the process so busy that it hears nothing of a server.
    house = await openLiveHouse(emptyDirectory());
    // What was committed is there after a kill, as it is in the tables of a PBX.
    server = await startMariadb(['--innodb-flush-log-at-trx-commit=2']);
    proxy = await startCutProxy(server.port);
    root = await server.connect();
    await root.query("CREATE USER reader@'%' IDENTIFIED BY 'read only'");
    await root.query("GRANT SELECT ON asteriskcdrdb.* TO reader@'%'");
  });
  afterAll(async () => {
    isWanted = false;
    await life?.stop();
    await root?.end();
    await proxy.close();
    await Promise.all([server?.stop(), house?.end()]);
  });

  /** As the server does: what fails is begun again, from the cursor that was kept last. */
  function live(cursor: unknown): void {
    life = runOnce(house, databaseKind('asterisk-mysql'), settingsOf(proxy.port), { cursor, now: () => now });
    const mine = life;
    mine.ended.catch(() => {
      if (isWanted && life === mine) setTimeout(() => isWanted && life === mine && live(mine.cursor()), 100);
    });
  }

  it.each([
    ['by the time of the start', FREEPBX_CDR],
    ['by its number', NUMBERED_CDR],
  ])(
    'has each of its records kept once, read %s',
    async (_, table) => {
      const columns = new Set(table.match(/\w+(?= (?:varchar|int|datetime))/g));
      await fc.assert(
        fc.asyncProperty(fc.array(arbitraryEvent, { minLength: 3, maxLength: 9 }), async (events) => {
          await root.query('DROP TABLE IF EXISTS cdr');
          await root.query(table);
          await house.clear();
          now = NOW;
          const identities: string[] = [];
          isWanted = true;
          live(null);
          for (const event of events) {
            if (event.what === 'rows') {
              for (const age of event.ages) identities.push(await insert(NOW - age, columns));
            } else await befall(event);
          }
          await until(
            async () => (await house.column('cdr', 'identity')).length >= identities.length,
            `${identities.length} records`,
          );
          isWanted = false;
          await life.stop();
          expect(await house.column('cdr', 'identity')).toEqual(identities.sort());
        }),
        { numRuns: 6 },
      );
    },
    300_000,
  );

  async function befall(event: Exclude<ScheduleEvent, { what: 'rows' }>): Promise<void> {
    if (event.what === 'cut-network') proxy.cut();
    if (event.what === 'set-clock') now = NOW + event.by;
    if (event.what === 'pause') await new Promise((resolve) => setTimeout(resolve, 300));
    if (event.what === 'kill-server') {
      await root.end();
      await server.killAndStart();
      root = await server.connect();
    }
    if (event.what === 'restart-feed') {
      const { cursor } = life;
      await life.stop();
      live(cursor());
    }
  }

  async function insert(startAt: number, columns: ReadonlySet<string>): Promise<string> {
    serial += 1;
    const has = columns.has('sequence');
    const cdr = makeCdr({
      startAt,
      uniqueid: `${startAt}.${serial}`,
      linkedid: '',
      sequence: has ? serial : null,
    });
    const row = Object.entries(toTableRow(cdr)).filter(([name]) => columns.has(name));
    await root.query('INSERT INTO cdr SET ?', [{ ...Object.fromEntries(row), calldate: stamp(startAt) }]);
    return String(identifyCdr(cdr));
  }
});
