import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { restPast, YEAR } from './fill-year.mjs';
import { KEY, openYear } from './open-year.mjs';
import { timeAll, timeMoves, timePrices } from './price-in-sql.mjs';
import { round } from './timing.mjs';

const TYPES = ['National', 'Mobile', 'Local', 'International'];

/**
 * A year of `calls` calls priced again by a deck of `prefixes` prefixes with three bands and a tariff with a mark-up, a cap
 * and included minutes, all prices being other than before: from the request to the swap that publishes. Beside it the engine
 * itself does the same in SQL (`price-in-sql.mjs`): all of it, the prices alone, and as a floor moves what a run moves.
 */
export async function benchRecalculate(calls, prefixes, report) {
  const { url, engine, now, close } = await openYear('recalculate', calls);
  try {
    // Other prices than those of the last time.
    const raise = 1 + (now() % 997);
    await importPrices(url, prefixes, raise);
    await restPast(engine);
    const run = await recalculate(url);
    const seconds = (Date.parse(run.publishedAt) - Date.parse(run.madeAt)) / 1000;
    const peak = readPeakRss();
    // The legs that the run has settled are written anew: without this the engine would have twice as many to read.
    await restPast(engine);
    const moved = await timeMoves(engine);
    const floor = await timePrices(engine, prefixes, raise);
    const whole = await timeAll(engine, prefixes, raise);
    const [before, ours] = [run.comparison.before, run.comparison.after].map(Number);
    if (Math.abs(whole.sum - ours) > 1e-4)
      throw new Error(`SQL made ${whole.sum} of it, we ${ours} (${before} before)`);
    report({
      bench: 'recalculate-year',
      calls: run.comparison.calls,
      changed: run.comparison.changed,
      prefixes,
      seconds: round(seconds, 2),
      calls_per_second: Math.round(run.comparison.calls / seconds),
      settled_seconds: round((Date.parse(run.finishedAt) - Date.parse(run.publishedAt)) / 1000, 2),
      peak_rss_mib: peak,
      sql_seconds: round(whole.seconds, 2),
      sql_calls_per_second: Math.round(run.comparison.calls / whole.seconds),
      ratio: round(seconds / whole.seconds, 2),
      floor_seconds: round(floor.seconds, 2),
      ratio_to_floor: round(seconds / floor.seconds, 2),
      moves_seconds: round(moved.seconds, 2),
      moves_cpu_seconds: round(moved.cpuSeconds, 2),
      ratio_to_moves: round(seconds / moved.seconds, 2),
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
