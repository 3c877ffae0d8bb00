import type { RunScope } from '../../core/rating-run.ts';
import type { WordList } from '../../core/word-list.ts';
import { type CallStore, readRows } from './call-store.ts';
import { OUTBOUND_KEY as PLACE } from './past-legs.ts';
import { type LegColumns, restrictToScope } from './priceable-legs.ts';
import { pickMoney, pickWhole, pickWide, pickWords, repeat, writeBlock } from './write-native.ts';

/** Which run's charges are written, and which time it prices the leg, from 1 on: the latest counts. */
export interface Writing {
  readonly run: number;
  /** Revision of the rate card that prices; undefined where every leg keeps its own. */
  readonly rates: number | undefined;
  readonly attempt: number;
}

/** Charges of a block of legs, as columns. Money is millionths, NaN where it is unknown; words are numbers of `words`. */
export interface ChargeColumns {
  readonly legs: LegColumns;
  readonly words: WordList;
  readonly cost: Float64Array;
  readonly carrierCost: Float64Array;
  readonly allowance: Uint32Array;
  readonly covered: Uint32Array;
  readonly numberType: Uint32Array;
  readonly calledInfo: Uint32Array;
}

/** The charges of the picked rows, in their order, as a block to be inserted. */
export function encodeCharges(
  { legs, words, ...charges }: ChargeColumns,
  picked: Uint32Array,
  { run, rates, attempt }: Writing,
): Buffer {
  const ofWords = (numbers: Uint32Array) => pickWords({ words: words.words, indexes: numbers }, picked);
  return writeBlock(picked.length, {
    run: repeat(run, picked.length),
    company: pickWords(legs.company, picked),
    device: pickWords(legs.device, picked),
    started_at: pickWhole(legs.startAt, picked),
    call_key: pickWide(legs.callKey, picked),
    part: pickWhole(legs.part, picked),
    leg_version: pickWide(legs.version, picked),
    cost: pickMoney(charges.cost, picked),
    carrier_cost: pickMoney(charges.carrierCost, picked),
    allowance: ofWords(charges.allowance),
    covered: pickWhole(charges.covered, picked),
    number_type: ofWords(charges.numberType),
    called_info: ofWords(charges.calledInfo),
    rates: rates === undefined ? pickWhole(legs.rates, picked) : repeat(rates, picked.length),
    attempt: repeat(attempt, picked.length),
  });
}

const COLUMNS = {
  run: 'UInt32',
  company: 'LowCardinality(String)',
  device: 'LowCardinality(String)',
  started_at: 'UInt32',
  call_key: 'Int64',
  part: 'UInt32',
  leg_version: 'Int64',
  cost: 'Nullable(Decimal(18, 6))',
  carrier_cost: 'Nullable(Decimal(18, 6))',
  allowance: 'LowCardinality(String)',
  covered: 'UInt32',
  number_type: 'LowCardinality(String)',
  called_info: 'LowCardinality(String)',
  rates: 'UInt32',
  attempt: 'UInt32',
} as const;

/** Appends blocks of charges; resolves when they are durable. Nobody sees them before their run is published. */
export async function insertCharges(store: CallStore, blocks: readonly Buffer[]): Promise<void> {
  if (blocks.length > 0) await store.insert('charge', COLUMNS, Buffer.concat(blocks), 'Native');
}

/** Removes the charges of runs that will never be published. */
export async function removeCharges(store: CallStore, runs: readonly number[]): Promise<void> {
  if (runs.length === 0) return;
  await store.command(`ALTER TABLE charge DELETE WHERE run IN (${runs.join(', ')})`);
}

/** Runs that have charges. */
export async function findChargedRuns(store: CallStore): Promise<ReadonlySet<number>> {
  const rows = await readRows<[number]>(store, 'SELECT DISTINCT run FROM charge');
  return new Set(rows.map(([run]) => run));
}

/** The highest number of any run that priced something here; 0 where none did. */
export async function readHighestRun(store: CallStore): Promise<number> {
  const [row] = await readRows<[number]>(
    store,
    'SELECT greatest((SELECT max(run) FROM charge), (SELECT max(run) FROM outbound_leg))',
  );
  return row?.[0] ?? 0;
}

/** Companies with legs above a version, and when the first and the last of them start. */
export async function findTouchedCompanies(
  store: CallStore,
  above: number,
): Promise<readonly { company: string; firstAt: number; lastAt: number }[]> {
  const rows = await readRows<[string, number, number]>(
    store,
    `SELECT company, toUnixTimestamp(min(started_at)), toUnixTimestamp(max(started_at)) FROM outbound_leg
     WHERE version > {above:UInt64} GROUP BY company ORDER BY company`,
    { above },
  );
  return rows.map(([company, firstAt, lastAt]) => ({ company, firstAt, lastAt }));
}

/** Companies with legs in the scope that were made above a version. */
export async function findChangedCompanies(
  store: CallStore,
  scope: RunScope,
  above: number,
): Promise<readonly string[]> {
  const { where, parameters } = restrictToScope(scope);
  const rows = await readRows<[string]>(
    store,
    `SELECT DISTINCT company FROM outbound_leg WHERE ${where} AND version > {above:UInt64} ORDER BY company`,
    { ...parameters, above },
  );
  return rows.map(([company]) => company);
}

/** What a published run is, for readers that look beside the legs, and for putting its charges into them. */
export interface PublishedRun extends RunScope {
  readonly run: number;
  /** Version that its charges have in the legs. */
  readonly version: number;
}

/** Leg columns that no run changes, in the order in which they are put back. */
const KEPT_COLUMNS = `acctid, owner, sip_name, merge_device, merge_sip_name, called, dialled, number, billsec,
  ring_seconds, trunk, cid, internal, answered, on_pbx`;
const CHARGED_COLUMNS = 'cost, carrier_cost, allowance, covered, number_type, called_info';

/**
 * Puts the charges of a published run into the legs of a window, where they replace the prices there; what they replace
 * is kept. To do so again changes nothing: a leg that has its charge is of another version than the one that was priced.
 * So is a leg that was made again meanwhile: its charge goes to the leg as it was, which had it until then.
 */
export async function settleCharges(store: CallStore, run: PublishedRun): Promise<void> {
  const { where, parameters } = restrictToScope(run);
  const given = { ...parameters, run: run.run, version: run.version };
  const later = `SELECT ${PLACE} FROM outbound_leg WHERE ${where} AND version > {version:UInt64}`;
  await store.command(
    `INSERT INTO outbound_leg_past SELECT * FROM outbound_leg
     WHERE ${where} AND version < {version:UInt64}
       AND (${PLACE}) IN (SELECT ${PLACE} FROM charge WHERE run = {run:UInt32} AND ${where})
     SETTINGS max_partitions_per_insert_block = 0`,
    given,
  );
  await store.command(putCharges('outbound_leg', `outbound_leg FINAL WHERE ${where}`, where), given);
  await store.command(
    putCharges(
      'outbound_leg_past',
      `outbound_leg_past FINAL WHERE ${where} AND (${PLACE}) IN (${later})`,
      where,
    ),
    given,
  );
}

function putCharges(into: string, legs: string, where: string): string {
  return `INSERT INTO ${into} (${PLACE}, ${KEPT_COLUMNS}, ${CHARGED_COLUMNS}, rates, run, version)
     SELECT ${PLACE}, ${KEPT_COLUMNS}, ${CHARGED_COLUMNS}, rates, {run:UInt32}, {version:UInt64}
     FROM (SELECT ${PLACE}, version AS leg_version, ${KEPT_COLUMNS} FROM ${legs}) AS leg
     INNER JOIN (
       SELECT ${PLACE}, leg_version, ${CHARGED_COLUMNS}, rates FROM charge FINAL WHERE run = {run:UInt32} AND ${where}
     ) AS priced USING (${PLACE}, leg_version)
     SETTINGS max_partitions_per_insert_block = 0, do_not_merge_across_partitions_select_final = 1`;
}

/**
 * The table expression of outbound legs with the charges of a published run over them, for a query whose legs are
 * `legs`; parameters are those of the query and `overlay_run`.
 */
export function overlayCharges(legs: string): string {
  const renamed = CHARGED_COLUMNS.split(', ').map((column) => `${column} AS run_${column}`);
  const replaced = CHARGED_COLUMNS.split(', ').map(
    (column) => `if(priced = 1, run_${column}, ${column}) AS ${column}`,
  );
  const names = CHARGED_COLUMNS.split(', ').map((column) => `run_${column}`);
  return `(SELECT * EXCEPT (leg_version, priced, ${names.join(', ')}) REPLACE (${replaced.join(', ')})
    FROM (SELECT *, version AS leg_version FROM ${legs}) AS leg
    LEFT JOIN (
      SELECT ${PLACE}, leg_version, ${renamed.join(', ')}, toUInt8(1) AS priced FROM charge FINAL
      WHERE run = {overlay_run:UInt32} AND started_at >= {from:UInt32} AND started_at < {to:UInt32}
    ) AS charged USING (${PLACE}, leg_version))`;
}
