import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { YEAR } from './fill-year.mjs';
import { KEY, openYear } from './open-year.mjs';
import { round } from './timing.mjs';

const TYPES = ['National', 'Mobile', 'Local', 'International'];

/**
 * A year of `calls` calls priced again by a deck of `prefixes` prefixes with three bands and a tariff with a mark-up, a cap
 * and included minutes, all prices being other than before: from the request to the swap that publishes. The floor is the
 * engine itself pricing the same calls in SQL, by a join on the prefix and without allowances.
 */
export async function benchRecalculate(calls, prefixes, report) {
  const { url, engine, now, close } = await openYear('recalculate', calls);
  try {
    // Other prices than those of the last time.
    const raise = 1 + (now() % 997);
    await importPrices(url, prefixes, raise);
    const run = await recalculate(url);
    const seconds = (Date.parse(run.publishedAt) - Date.parse(run.madeAt)) / 1000;
    const peak = readPeakRss();
    const floorSeconds = await timeFloor(engine, prefixes, raise);
    report({
      bench: 'recalculate-year',
      calls: run.comparison.calls,
      changed: run.comparison.changed,
      prefixes,
      seconds: round(seconds, 2),
      calls_per_second: Math.round(run.comparison.calls / seconds),
      settled_seconds: round((Date.parse(run.finishedAt) - Date.parse(run.publishedAt)) / 1000, 2),
      peak_rss_mib: peak,
      floor_seconds: round(floorSeconds, 2),
      ratio: round(seconds / floorSeconds, 2),
    });
  } finally {
    await close();
  }
}

/** The dialled numbers begin with 44 and five digits: most prefixes are there, the rest abroad. */
function prefixOf(index, prefixes) {
  const home = Math.floor(prefixes * 0.9);
  return index < home ? `44${10_000 + index}` : `2${100_000 + index - home}`;
}

const perMinute = (index, band, raise) => (3 - band) * 4000 + (index % 5000) + raise;

async function importPrices(url, prefixes, raise) {
  const lines = ['prefix,destination,numberType,band,perMinute,firstIncrement,nextIncrement'];
  for (let index = 0; index < prefixes; index += 1) {
    const place = `${prefixOf(index, prefixes)},Place ${index % 500},${TYPES[(index % 500) % 4]}`;
    for (const [band, name] of ['peak', '', 'weekend'].entries()) {
      lines.push(`${place},${name},${(perMinute(index, band, raise) / 1e6).toFixed(6)},60,1`);
    }
  }
  const bands = 'band,days,from,to\npeak,mon-fri,08:00,18:00\nweekend,sat sun,00:00,24:00\n';
  const body = JSON.stringify({ csv: `${lines.join('\n')}\n`, bands });
  await post(`${url}/api/v1/rates?deck=bench&from=2020-01-01&currency=GBP`, body, 'application/json');
  const tariff = {
    name: 'default',
    currency: 'GBP',
    decks: ['bench'],
    adjustments: [{ numberTypes: ['Mobile'], percent: '10' }],
    allowances: [{ name: 'minutes', numberTypes: ['Local', 'National'], minutes: 1000, per: 'month' }],
    capPerCall: '5',
    rounding: { mode: 'half-up', decimals: 4, per: 'call' },
  };
  await post(`${url}/api/v1/tariffs`, JSON.stringify({ tariffs: [tariff], companies: [], trunks: [] }));
}

async function recalculate(url) {
  const wish = { from: `${YEAR}-01-01`, to: `${YEAR + 1}-01-01`, reason: 'benchmark' };
  const lines = (await post(`${url}/api/v1/runs`, JSON.stringify(wish), 'application/json'))
    .trim()
    .split('\n');
  return JSON.parse(lines.at(-1)).result;
}

/** The same bands, increments, mark-up, cap and rounding as one SQL; the prefix is known to have seven digits. */
async function timeFloor(engine, prefixes, raise) {
  await engine.command('DROP TABLE IF EXISTS floor_rate SYNC');
  await engine.command('DROP TABLE IF EXISTS floor_charge SYNC');
  await engine.command(
    `CREATE TABLE floor_rate ENGINE = Memory AS
     SELECT concat('44', toString(10000 + number)) AS prefix, number % 500 AS place, number % 5000 + ${raise} AS base
     FROM numbers(${Math.floor(prefixes * 0.9)})`,
  );
  await engine.command(
    `CREATE TABLE floor_charge (company LowCardinality(String), device LowCardinality(String), started_at DateTime('UTC'),
       call_key UInt64, part UInt16, cost Nullable(Decimal(18, 6))) ENGINE = MergeTree
     PARTITION BY toYYYYMM(started_at) ORDER BY (company, device, started_at, call_key, part)`,
  );
  const started = performance.now();
  await engine.command(
    `INSERT INTO floor_charge
     WITH toTimeZone(started_at, 'Europe/London') AS local, toDayOfWeek(local) AS day,
       multiIf(day >= 6, 1, toHour(local) >= 8 AND toHour(local) < 18, 3, 2) AS factor,
       intDiv((factor * 4000 + base) * greatest(billsec, 60) * if(place % 4 = 1, 11, 10) + 300, 600) AS micros
     SELECT company, device, started_at, call_key, part,
       if(place IS NULL, NULL, toDecimal64(least(intDiv(micros + 50, 100) * 100, 5000000), 6) / 1000000)
     FROM outbound_leg FINAL LEFT JOIN floor_rate ON substring(number, 1, 7) = prefix
     SETTINGS max_partitions_per_insert_block = 0, do_not_merge_across_partitions_select_final = 1`,
  );
  const seconds = (performance.now() - started) / 1000;
  await engine.command('DROP TABLE floor_rate SYNC');
  await engine.command('DROP TABLE floor_charge SYNC');
  return seconds;
}

function readPeakRss() {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024);
}

/** Not by `fetch`, which gives up where no line comes for five minutes: settling ten million legs says nothing. */
async function post(url, body, type = 'text/plain') {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': type };
  const sent = request(url, { method: 'POST', headers });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  const written = await text(answer);
  const isOk = answer.statusCode >= 200 && answer.statusCode < 300;
  if (!isOk || /"problem":/.test(written)) throw new Error(`${url}: ${written.slice(-600)}`);
  return written;
}
