import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { CHARGED_SIDES, type ChargedSide } from './charge-tables.ts';
import { restrictToScope } from './run-scope.ts';

/** What a published run is, for readers that look beside the legs, and for putting its charges into them. */
export interface PublishedRun extends RunScope {
  readonly run: number;
  /** Version that its charges have in the legs. */
  readonly version: number;
}

/**
 * Puts the charges of a published run into the legs of a window, where they replace the prices there; what they replace
 * is kept. To do so again changes nothing: a leg that has its charge is of another version than the one that was priced.
 * So is a leg that was made again meanwhile: its charge goes to the leg as it was, which had it until then.
 */
export async function settleCharges(store: CallStore, run: PublishedRun): Promise<void> {
  for (const side of CHARGED_SIDES) {
    // A run that is restricted to devices leaves what came in alone.
    if (side.legs === 'outbound_leg' || run.devices === null) await settleSide(store, side, run);
  }
}

/**
 * No two rows of an insert are alike: to search them for such takes two fifths of its work. Some hundred thousand are
 * written at a time: left to itself the engine gathers a million in memory first.
 */
const SETTINGS = `max_partitions_per_insert_block = 0, optimize_on_insert = 0,
  min_insert_block_size_rows = 262144, min_insert_block_size_bytes = 67108864`;

async function settleSide(store: CallStore, side: ChargedSide, run: PublishedRun): Promise<void> {
  const { legs, charges, place } = side;
  const { where, parameters } = restrictToScope(run);
  const given = { ...parameters, run: run.run, version: run.version };
  // Mostly nothing that came in is charged, and a year's scope has months without calls: their legs need not be read.
  const any = `SELECT 1 FROM ${charges} WHERE run = {run:UInt32} AND ${where} LIMIT 1`;
  if ((await readRows(store, any, given)).length === 0) return;
  const later = `SELECT ${place} FROM ${legs} WHERE ${where} AND version > {version:UInt64}`;
  await store.command(
    `INSERT INTO ${legs}_past SELECT * FROM ${legs}
     WHERE ${where} AND version < {version:UInt64}
       AND (${place}) IN (SELECT ${place} FROM ${charges} WHERE run = {run:UInt32} AND ${where})
     SETTINGS ${SETTINGS}`,
    given,
  );
  await store.command(putCharges(side, legs, `${legs} FINAL WHERE ${where}`, where), given);
  // Mostly there are none, and to find so by the statement below would read all charges once more.
  if ((await readRows(store, `${later} LIMIT 1`, given)).length === 0) return;
  await store.command(
    putCharges(side, `${legs}_past`, `${legs}_past FINAL WHERE ${where} AND (${place}) IN (${later})`, where),
    given,
  );
}

function putCharges(
  { charges, place, kept, charged }: ChargedSide,
  into: string,
  legs: string,
  where: string,
): string {
  const columns = charged.join(', ');
  return `INSERT INTO ${into} (${place}, ${kept}, ${columns}, rates, run, version)
     SELECT ${place}, ${kept}, ${columns}, rates, {run:UInt32}, {version:UInt64}
     FROM (SELECT ${place}, version AS leg_version, ${kept} FROM ${legs}) AS leg
     INNER JOIN (
       SELECT ${place}, leg_version, ${columns}, rates FROM ${charges} FINAL WHERE run = {run:UInt32} AND ${where}
     ) AS priced USING (${place}, leg_version)
     SETTINGS ${SETTINGS}, do_not_merge_across_partitions_select_final = 1`;
}

/**
 * The table expression of legs with the charges of a published run over them, for a query whose legs are `legs`;
 * parameters are those of the query, its `from` and `to`, and `overlay_run`.
 */
export function overlayCharges({ charges, place, charged }: ChargedSide, legs: string): string {
  const columns = [...charged, 'rates', 'run'];
  const renamed = columns.map((column) => `${column} AS run_${column}`);
  const replaced = columns.map((column) => `if(priced = 1, run_${column}, ${column}) AS ${column}`);
  const names = columns.map((column) => `run_${column}`);
  return `(SELECT * EXCEPT (leg_version, priced, ${names.join(', ')}) REPLACE (${replaced.join(', ')})
    FROM (SELECT *, version AS leg_version FROM ${legs}) AS leg
    LEFT JOIN (
      SELECT ${place}, leg_version, ${renamed.join(', ')}, toUInt8(1) AS priced FROM ${charges} FINAL
      WHERE run = {overlay_run:UInt32} AND started_at >= {from:UInt32} AND started_at < {to:UInt32}
    ) AS charged_by_run USING (${place}, leg_version))`;
}
