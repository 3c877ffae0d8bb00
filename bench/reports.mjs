import { pad, YEAR } from './fill-year.mjs';
import { KEY, openYear } from './open-year.mjs';
import { round, timeInTurn } from './timing.mjs';

const ROUNDS = 15;

/** Reports over a year of `calls` calls; the bare engine answers the same questions in turn, over the same rows. */
export async function benchReports(calls, report) {
  const { url, engine, close } = await openYear('reports', calls);
  try {
    await measure(url, engine, calls, report);
  } finally {
    await close();
  }
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

async function post(url, body) {
  const answer = await fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${KEY}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const head = bytes.subarray(0, 200).toString('utf8');
  if (!answer.ok || /"result":"(fail|retry)"|"problem"/.test(head)) throw new Error(`${url}: ${head}`);
  return bytes;
}
