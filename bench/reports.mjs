import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createApp } from '../dist/app.js';
import { readConfig } from '../dist/config.js';
import { connectCalls } from '../dist/store/calls/connect.js';
import { COMPANIES, describePlatform } from './platform.mjs';
import { round, timeInTurn } from './timing.mjs';

const KEY = 'key-of-the-benchmark-alone-on-loopback';
const ROUNDS = 15;
const YEAR = 2025;

/** Reports over a year of `calls` calls; the bare engine answers the same questions in turn, over the same rows. */
export async function benchReports(calls, report) {
  const data = fileURLToPath(new URL(`.data/reports-${calls}-${shapeOfStore()}`, import.meta.url));
  const ready = existsSync(`${data}/ready`);
  if (!ready) rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const config = readConfig(
    { data, port: '0' },
    { RINGLEDGER_ADMIN_PASSWORD: 'bench', RINGLEDGER_LOG_LEVEL: 'error' },
  );
  const now = () => Math.floor(Date.now() / 1000);
  const app = await createApp({ config, logger: pino({ level: 'error' }), now, localKey: KEY });
  const url = await app.server.listen({ host: '127.0.0.1', port: 0 });
  const engine = await connectCalls({ folder: `${data}/calls` });
  try {
    if (!ready) {
      await post(`${url}/api/v1/directory`, JSON.stringify(describePlatform()));
      await fill(engine, calls);
      writeFileSync(`${data}/ready`, '');
    }
    await measure(url, engine, calls, report);
  } finally {
    await engine.close();
    await app.close();
  }
}

/** Data made for another shape of the tables is of no use: its folder has another name. */
function shapeOfStore() {
  const tables = new URL('../src/store/calls/migrations/0001-calls.sql', import.meta.url);
  return createHash('sha256').update(readFileSync(tables)).digest('hex').slice(0, 8);
}

async function measure(url, engine, calls, report) {
  const month = (number) =>
    `started_at >= toDateTime('${YEAR}-${pad(number)}-01 00:00:00', 'Europe/London') AND
     started_at < toDateTime('${YEAR + (number === 12 ? 1 : 0)}-${pad(number === 12 ? 1 : number + 1)}-01 00:00:00', 'Europe/London')`;
  const aggregate = (where) => `SELECT company, device, sum(cost), sum(billsec), countIf(cost IS NULL)
     FROM outbound_leg WHERE ${where} GROUP BY company, device`;
  const columns = (
    where,
  ) => `SELECT acctid, toUnixTimestamp(started_at) AS calldate, number_type AS type, called_info, called, dialled,
     billsec AS billsecs, ring_seconds AS ringtime, cost, trunk, cid FROM outbound_leg WHERE company = 'c000' AND ${where}
     SETTINGS output_format_json_quote_64bit_integers = 0`;
  const questions = [
    {
      bench: 'outsummary-month-detail',
      command: 'outsummary',
      scope: { month: 6, year: YEAR, detail: true },
      floor: [aggregate(month(6)), 'JSONCompactEachRow'],
    },
    {
      bench: 'outsummary-open-month-detail',
      command: 'outsummary',
      scope: { month: 12, year: YEAR, detail: true },
      floor: [aggregate(month(12)), 'JSONCompactEachRow'],
    },
    {
      bench: 'outcalls-largest-company-month',
      command: 'outcalls',
      scope: { company: 'c000', month: 6, year: YEAR },
      floor: [columns(month(6)), 'JSONEachRow'],
    },
    {
      bench: 'outcalls-largest-company-open-month',
      command: 'outcalls',
      scope: { company: 'c000', month: 12, year: YEAR },
      floor: [columns(month(12)), 'JSONEachRow'],
    },
  ];
  for (const { bench, command, scope, floor } of questions) {
    const [sql, format] = floor;
    let bytes = 0;
    const times = await timeInTurn(
      async () => {
        const answer = await post(`${url}/rest/call/${command}`, JSON.stringify({ type: 'cdr', scope }));
        bytes = answer.length;
      },
      async () => {
        for await (const chunk of engine.stream(sql, {}, format)) void chunk.length;
      },
      ROUNDS,
    );
    report({
      bench,
      calls,
      bytes,
      ours_ms: round(times.ours),
      floor_ms: round(times.floor),
      ratio: round(times.ours / times.floor, 2),
    });
  }
}

const pad = (number) => String(number).padStart(2, '0');

async function post(url, body) {
  const answer = await fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${KEY}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const head = bytes.subarray(0, 200).toString('utf8');
  if (!answer.ok || /"result":"(fail|retry)"|"problem"/.test(head)) throw new Error(`${url}: ${head}`);
  return bytes;
}

/**
 * A year of legs by the engine's own generator: what importing them would leave. Past months are at rest, in one part
 * each; the last is open, in the several parts that arriving batches leave.
 */
async function fill(engine, calls) {
  const step = 500_000;
  for (let from = 0; from < calls; from += step) {
    const count = Math.min(step, calls - from);
    process.stderr.write(`\rmaking ${from + count} of ${calls} calls`);
    await engine.command(`
      INSERT INTO outbound_leg (company, device, started_at, call_key, part, acctid, owner, sip_name, merge_device,
        merge_sip_name, number_type, called_info, called, dialled, billsec, ring_seconds, cost, trunk, cid, answered,
        explanation, version, is_deleted)
      WITH cityHash64(number) AS h,
        if(h % 100 < 6, 0, 1 + intDiv(h, 100) % ${COMPANIES - 1}) AS c, intDiv(h, 7919) % 20 AS d,
        concat('c', leftPad(toString(c), 3, '0')) AS company_id,
        concat('05', leftPad(lower(hex(toUInt16(c))), 4, '0'), leftPad(lower(hex(toUInt8(d))), 6, '0'), '0') AS device_id,
        ['National', 'Mobile', 'International', 'Local'][1 + h % 4] AS kind,
        concat('0', toString(1000000000 + h % 899999999)) AS number_called
      SELECT company_id, device_id,
        toDateTime('${YEAR}-01-01 00:00:00', 'UTC') + toUInt32(number * (31536000 / ${calls})), h % pow(2, 52), 0, number + 1,
        concat('Person ', toString(c), '-', toString(d)), device_id, device_id, device_id,
        kind, concat('Destination ', toString(h % 200)), number_called, concat('9', number_called), intDiv(h, 13) % 600,
        h % 20, if(h % 50 = 0, NULL, toDecimal64(h % 500000, 6) / 100000), 'trunk-a', '02079460000', 1,
        concat('{"basis":"rated","number":"44', substring(number_called, 2), '","deck":"bench","deckFrom":"${YEAR}-01-01","prefix":"44"}'), 1, 0
      FROM numbers(${from}, ${count})`);
  }
  process.stderr.write('\nmerging the months that are past\n');
  for (let month = 1; month < 12; month += 1) {
    await engine.command(`OPTIMIZE TABLE outbound_leg PARTITION ${YEAR}${pad(month)} FINAL`);
  }
}
