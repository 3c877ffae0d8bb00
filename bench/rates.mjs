import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { describePlatform } from './platform.mjs';
import { round } from './timing.mjs';

const FOLDER = fileURLToPath(new URL('.data/', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../bin/ringledger', import.meta.url));
const PLACES = 4000;

/**
 * A price list as a carrier sends it, by `ringledger rates import`: a new one, the same again, one over it in which every
 * price is another, and one as the next month's version. The floor is the catalog's engine taking the same rows.
 */
export async function benchRates(prefixes, report) {
  mkdirSync(FOLDER, { recursive: true });
  const data = `${FOLDER}rates`;
  rmSync(data, { recursive: true, force: true });
  const floor = await timeFloor(prefixes);
  const server = spawn(PROGRAM, ['serve', '--data', data, '--port', '0'], {
    env: { ...process.env, RINGLEDGER_ADMIN_PASSWORD: 'bench', RINGLEDGER_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!existsSync(`${data}/server.json`)) await sleep(50);
    writeFileSync(`${FOLDER}directory.json`, JSON.stringify(describePlatform()));
    execFileSync(PROGRAM, ['directory', 'import', `${FOLDER}directory.json`, '--data', data]);
    for (const [list, dearer, from] of [
      ['new', 0, '2026-01-01'],
      ['same again', 0, '2026-01-01'],
      ['every price changed in place', 1, '2026-01-01'],
      ['as the next version', 2, '2026-02-01'],
    ]) {
      const file = `${FOLDER}rates.csv`;
      writeFileSync(file, writeList(prefixes, dearer));
      const words = ['rates', 'import', file, '--deck', 'carrier', '--from', from, '--currency', 'GBP'];
      const started = performance.now();
      execFileSync(PROGRAM, [...words, '--data', data]);
      const seconds = (performance.now() - started) / 1000;
      report({
        ...{ bench: 'import-of-rates', list, prefixes, seconds: round(seconds, 2) },
        rates_per_second: Math.round(prefixes / seconds),
        ...{ floor_seconds: round(floor, 2), ratio: round(seconds / floor, 2) },
      });
    }
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

const priceOf = (at, dearer) => ((at % 97) + 1 + dearer) / 1000;

function writeList(prefixes, dearer) {
  const rows = Array.from(
    { length: prefixes },
    (_, at) => `${1_000_000 + at},Place ${at % PLACES},Mobile,${priceOf(at, dearer)}`,
  );
  return ['prefix,destination,numberType,perMinute', ...rows].join('\n');
}

/** The rows of such a list, put into a table with its key, all at once. */
async function timeFloor(prefixes) {
  const engine = await PGlite.create();
  try {
    await engine.exec('create table rate (prefix text primary key, destination text, per_minute bigint)');
    const at = Array.from({ length: prefixes }, (_, index) => index);
    const columns = [
      at.map((index) => String(1_000_000 + index)),
      at.map((index) => `Place ${index % PLACES}`),
      at.map((index) => priceOf(index, 0) * 1e6),
    ];
    const started = performance.now();
    await engine.query(
      'insert into rate select * from unnest($1::text[], $2::text[], $3::bigint[])',
      columns,
    );
    return (performance.now() - started) / 1000;
  } finally {
    await engine.close();
  }
}
