import { pad, YEAR } from './fill-year.mjs';

/**
 * The deck and tariff of `recalculate.mjs` as SQL of the engine's own, in whole numbers: three bands, a first minute and
 * seconds after it, a mark-up, a cap, half-up at four decimals. The prefix is known to have seven digits, and the tariff to
 * be one: a rating engine in SQL could not know either.
 */
const PRICED = `
  toTimeZone(started_at, 'Europe/London') AS local, toDayOfWeek(local) AS day,
  multiIf(day >= 6, 1, toHour(local) >= 8 AND toHour(local) < 18, 3, 2) AS factor,
  toInt64(greatest(billsec, 60)) AS billed, (factor * 4000 + base) * billed AS sixtieths,
  if(place % 4 = 1, 11, 10) AS tenths`;
/** Of a call of which so many seconds are included. */
const costWithout = (covered) => `if(isNull(place), NULL, toDecimal64(least(
  intDiv(2 * sixtieths * (billed - ${covered}) * tenths + 60000 * billed, 120000 * billed) * 100, 5000000), 6) / 1000000)`;
const LEGS = `outbound_leg FINAL LEFT JOIN sql_rate ON substring(number, 1, 7) = prefix`;
const SETTINGS = `SETTINGS max_partitions_per_insert_block = 0, optimize_on_insert = 0, join_use_nulls = 1,
  do_not_merge_across_partitions_select_final = 1`;

/**
 * How long the engine takes to move what a run moves, and to price nothing: to read the legs with all that a price depends
 * on, and to write as many charges with all their columns, out of memory. Each once: no rating engine that keeps its charges
 * here moves less. `cpuSeconds` is what both take of all cores.
 */
export async function timeMoves(engine) {
  await dropAll(engine);
  await engine.command('CREATE TABLE sql_charge AS charge');
  const moved = `company, device, started_at, call_key, part, version, cost, carrier_cost, allowance, covered, number_type,
    called_info`;
  const read = await time(() =>
    engine.read(
      `SELECT ${moved}, acctid, number, dialled, billsec, ring_seconds, answered, on_pbx, trunk, rates
       FROM outbound_leg FINAL WHERE internal = 0 ${SETTINGS}`,
      {},
      'Null',
    ),
  );
  await engine.command(
    `CREATE TABLE sql_moved ENGINE = Memory AS SELECT ${moved} FROM outbound_leg FINAL WHERE internal = 0 ${SETTINGS}`,
  );
  const written = await time(() =>
    engine.command(
      `INSERT INTO sql_charge (run, company, device, started_at, call_key, part, leg_version, cost, carrier_cost, allowance,
         covered, number_type, called_info, rates, attempt)
       SELECT 1, ${moved}, 2, 1 FROM sql_moved ${SETTINGS}`,
    ),
  );
  await dropAll(engine);
  return { seconds: read.seconds + written.seconds, cpuSeconds: read.cpuSeconds + written.cpuSeconds };
}

/** How long the engine takes for prices alone, without what is included, kept with little more than what they are of. */
export async function timePrices(engine, prefixes, raise) {
  await makeRates(engine, prefixes, raise);
  await engine.command(
    `CREATE TABLE sql_charge (company LowCardinality(String), device LowCardinality(String), started_at DateTime('UTC'),
       call_key UInt64, part UInt16, cost Nullable(Decimal(18, 6))) ENGINE = MergeTree
     PARTITION BY toYYYYMM(started_at) ORDER BY (company, device, started_at, call_key, part)`,
  );
  const { seconds } = await time(() =>
    engine.command(
      `INSERT INTO sql_charge WITH ${PRICED}
       SELECT company, device, started_at, call_key, part, ${costWithout(0)} FROM ${LEGS} ${SETTINGS}`,
    ),
  );
  await dropAll(engine);
  return { seconds };
}

/**
 * How long it takes for all that a run does: what is included taken in the order of time, charges with all their columns,
 * and old and new sums by company, number type and destination. `sum` is what the calls come to.
 */
export async function timeAll(engine, prefixes, raise) {
  await makeRates(engine, prefixes, raise);
  await engine.command('CREATE TABLE sql_charge AS charge');
  const { seconds } = await time(async () => {
    for (let month = 1; month <= 12; month += 1) await priceMonth(engine, month);
    for (const sums of [
      'SELECT company, number_type, called_info, count(), sum(cost) FROM sql_charge GROUP BY ALL',
      'SELECT company, number_type, called_info, count(), sum(cost) FROM outbound_leg FINAL GROUP BY ALL',
    ]) {
      await engine.read(sums, {}, 'Native');
    }
  });
  const sum = Number(await engine.read('SELECT sum(cost) FROM sql_charge', {}, 'TSVRaw'));
  await dropAll(engine);
  return { seconds, sum };
}

/** One month of every company, as allowances begin anew with each. */
async function priceMonth(engine, month) {
  const beginning = (year, one) => `toDateTime('${year}-${pad(one)}-01 00:00:00', 'Europe/London')`;
  const next = month === 12 ? beginning(YEAR + 1, 1) : beginning(YEAR, month + 1);
  await engine.command(
    `INSERT INTO sql_charge (run, company, device, started_at, call_key, part, leg_version, cost, carrier_cost, allowance,
       covered, number_type, called_info, rates, attempt)
     SELECT 1, company, device, started_at, call_key, part, version, ${costWithout('included')}, NULL,
       if(included > 0, 'minutes', ''), included,
       if(isNull(place), 'Unknown', ['National', 'Mobile', 'Local', 'International'][1 + assumeNotNull(place) % 4]),
       if(isNull(place), '', concat('Place ', toString(place))), 2, 1
     FROM (SELECT *, toInt64(greatest(0, least(takes, 60000 - (taken - takes)))) AS included FROM (
       WITH ${PRICED}, if(place % 4 IN (0, 2), billed, 0) AS wanted
       SELECT company, device, started_at, call_key, part, version, place, billed, sixtieths, tenths,
         ifNull(wanted, 0) AS takes, sum(takes) OVER (PARTITION BY company
           ORDER BY started_at, acctid, device, part ROWS UNBOUNDED PRECEDING) AS taken
       FROM ${LEGS} WHERE internal = 0 AND started_at >= ${beginning(YEAR, month)} AND started_at < ${next}))
     ${SETTINGS}`,
  );
}

async function makeRates(engine, prefixes, raise) {
  await dropAll(engine);
  await engine.command(
    `CREATE TABLE sql_rate ENGINE = Memory AS
     SELECT concat('44', toString(10000 + number)) AS prefix, number % 500 AS place, number % 5000 + ${raise} AS base
     FROM numbers(${Math.floor(prefixes * 0.9)})`,
  );
}

async function dropAll(engine) {
  for (const table of ['sql_rate', 'sql_moved', 'sql_charge'])
    await engine.command(`DROP TABLE IF EXISTS ${table} SYNC`);
}

async function time(work) {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
}
