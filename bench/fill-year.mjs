import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMPANIES } from './platform.mjs';

export const YEAR = 2025;
export const pad = (number) => String(number).padStart(2, '0');

const MIGRATIONS = new URL('../src/store/calls/migrations/', import.meta.url);

/** Where a benchmark keeps its data. Data made for another shape of the tables is of no use: its folder has another name. */
export function dataFolder(bench, calls) {
  const shape = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) shape.update(readFileSync(new URL(file, MIGRATIONS)));
  const name = `.data/${bench}-${calls}-${shape.digest('hex').slice(0, 8)}`;
  return fileURLToPath(new URL(name, import.meta.url));
}

/**
 * A year of legs by the engine's own generator: what importing them would leave. Past months are at rest, in one part
 * each; the last is open, in the several parts that arriving batches leave.
 */
export async function fillYear(engine, calls) {
  const step = 500_000;
  for (let from = 0; from < calls; from += step) {
    const count = Math.min(step, calls - from);
    process.stderr.write(`\rmaking ${from + count} of ${calls} calls`);
    await engine.command(`
      INSERT INTO outbound_leg (company, device, started_at, call_key, part, acctid, owner, sip_name, merge_device,
        merge_sip_name, number_type, called_info, called, dialled, number, billsec, ring_seconds, cost, trunk, cid, answered,
        version, is_deleted)
      WITH cityHash64(number) AS h,
        if(h % 100 < 6, 0, 1 + intDiv(h, 100) % ${COMPANIES - 1}) AS c, intDiv(h, 7919) % 20 AS d,
        concat('c', leftPad(toString(c), 3, '0')) AS company_id,
        concat('05', leftPad(lower(hex(toUInt16(c))), 4, '0'), leftPad(lower(hex(toUInt8(d))), 6, '0'), '0') AS device_id,
        ['National', 'Mobile', 'International', 'Local'][1 + h % 4] AS kind,
        concat('0', toString(1000000000 + h % 899999999)) AS number_called
      SELECT company_id, device_id,
        toDateTime('${YEAR}-01-01 00:00:00', 'UTC') + toUInt32(number * (31536000 / ${calls})), h % pow(2, 52), 0, number + 1,
        concat('Person ', toString(c), '-', toString(d)), device_id, device_id, device_id,
        kind, concat('Destination ', toString(h % 200)), number_called, concat('9', number_called),
        concat('44', substring(number_called, 2)), intDiv(h, 13) % 600,
        h % 20, if(h % 50 = 0, NULL, toDecimal64(h % 500000, 6) / 100000), 'trunk-a', '02079460000', 1, 1, 0
      FROM numbers(${from}, ${count})`);
  }
  process.stderr.write('\nmerging the months that are past\n');
  await restPast(engine);
}

/** Past months as they are at rest, in one part each, whatever was written into them. */
export async function restPast(engine) {
  for (let month = 1; month < 12; month += 1) {
    await engine.command(
      `OPTIMIZE TABLE outbound_leg PARTITION ${YEAR}${pad(month)} FINAL SETTINGS optimize_skip_merged_partitions = 1`,
    );
  }
}
