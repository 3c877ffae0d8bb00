import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { type LegBlock, restrictToScope, type StoredCharge } from './priceable-legs.ts';
import { MoneyWriter, WholeWriter, WideWriter, WordWriter, writeBlock } from './write-native.ts';

/** What makes an outbound leg the same leg in every table. */
const PLACE = 'company, device, started_at, call_key, part';

/** Which run's charges are written, and which time it prices the leg, from 1 on: the latest counts. */
export interface Writing {
  readonly run: number;
  readonly attempt: number;
}

/** Charges that a run makes, gathered as columns. */
export class ChargeWriter {
  readonly #writing: Writing;
  readonly #columns = {
    run: new WholeWriter(),
    company: new WordWriter(),
    device: new WordWriter(),
    started_at: new WholeWriter(),
    call_key: new WideWriter(),
    part: new WholeWriter(),
    leg_version: new WideWriter(),
    acctid: new WideWriter(),
    cost: new MoneyWriter(),
    carrier_cost: new MoneyWriter(),
    allowance: new WordWriter(),
    covered: new WholeWriter(),
    number_type: new WordWriter(),
    called_info: new WordWriter(),
    cost_before: new MoneyWriter(),
    number_type_before: new WordWriter(),
    called_info_before: new WordWriter(),
    attempt: new WholeWriter(),
  };
  rows = 0;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** Adds the charge of a leg, beside the one it has. */
  add(legs: LegBlock, leg: number, charge: StoredCharge): void {
    const columns = this.#columns;
    const row = this.rows;
    columns.run.set(row, this.#writing.run);
    columns.company.set(row, legs.company(leg));
    columns.device.set(row, legs.device(leg));
    columns.started_at.set(row, legs.startAt(leg));
    columns.call_key.set(row, legs.callKey.at(leg));
    columns.part.set(row, legs.part(leg));
    columns.leg_version.set(row, legs.version.at(leg));
    columns.acctid.set(row, legs.acctid.at(leg));
    columns.cost.set(row, charge.cost);
    columns.carrier_cost.set(row, charge.carrierCost);
    columns.allowance.set(row, charge.allowance);
    columns.covered.set(row, charge.covered);
    columns.number_type.set(row, charge.numberType);
    columns.called_info.set(row, charge.calledInfo);
    columns.cost_before.set(row, legs.cost.at(leg));
    columns.number_type_before.set(row, legs.numberType(leg));
    columns.called_info_before.set(row, legs.calledInfo(leg));
    columns.attempt.set(row, this.#writing.attempt);
    this.rows += 1;
  }

  /** Appends what was added; resolves when it is durable. Nobody sees it before its run is published. */
  async insert(store: CallStore): Promise<void> {
    if (this.rows === 0) return;
    const columns = Object.fromEntries(Object.entries(this.#columns).map(([name, { type }]) => [name, type]));
    await store.insert('charge', columns, writeBlock(this.rows, this.#columns), 'Native');
  }
}

/** Removes the charges of runs that will never be published. */
export async function removeCharges(store: CallStore, runs: readonly number[]): Promise<void> {
  if (runs.length === 0) return;
  await store.command(`ALTER TABLE charge DELETE WHERE run IN (${runs.join(', ')})`);
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
  /** Revision of the rate card that priced it. */
  readonly rates: number;
  /** Version that its charges have in the legs. */
  readonly version: number;
}

/** Leg columns that no run changes, in the order in which they are put back. */
const KEPT_COLUMNS = `acctid, owner, sip_name, merge_device, merge_sip_name, called, dialled, number, billsec,
  ring_seconds, trunk, cid, internal, answered, on_pbx`;
const CHARGED_COLUMNS = 'cost, carrier_cost, allowance, covered, number_type, called_info';

/**
 * Puts the charges of a published run into the legs of a window, where they replace the prices there. To do so again
 * changes nothing: a leg that has its charge is of another version than the one that was priced. So is a leg that was
 * made again meanwhile.
 */
export async function settleCharges(store: CallStore, run: PublishedRun): Promise<void> {
  const { where, parameters } = restrictToScope(run);
  await store.command(
    `INSERT INTO outbound_leg (${PLACE}, ${KEPT_COLUMNS}, ${CHARGED_COLUMNS}, rates, run, version)
     SELECT ${PLACE}, ${KEPT_COLUMNS}, ${CHARGED_COLUMNS}, {rates:UInt32}, {run:UInt32}, {version:UInt64}
     FROM (SELECT ${PLACE}, version AS leg_version, ${KEPT_COLUMNS} FROM outbound_leg FINAL WHERE ${where}) AS leg
     INNER JOIN (
       SELECT ${PLACE}, leg_version, ${CHARGED_COLUMNS} FROM charge FINAL WHERE run = {run:UInt32} AND ${where}
     ) AS priced USING (${PLACE}, leg_version)
     SETTINGS max_partitions_per_insert_block = 0, do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, rates: run.rates, run: run.run, version: run.version },
  );
}

/**
 * The table expression of outbound legs with the charges of a published run over them, for a query whose conditions
 * on legs are `where`; parameters are those of the query and `overlay_run`.
 */
export function overlayCharges(where: string): string {
  const renamed = CHARGED_COLUMNS.split(', ').map((column) => `${column} AS run_${column}`);
  const replaced = CHARGED_COLUMNS.split(', ').map(
    (column) => `if(priced = 1, run_${column}, ${column}) AS ${column}`,
  );
  const names = CHARGED_COLUMNS.split(', ').map((column) => `run_${column}`);
  return `(SELECT * EXCEPT (leg_version, priced, ${names.join(', ')}) REPLACE (${replaced.join(', ')})
    FROM (SELECT *, version AS leg_version FROM outbound_leg FINAL WHERE ${where}) AS leg
    LEFT JOIN (
      SELECT ${PLACE}, leg_version, ${renamed.join(', ')}, toUInt8(1) AS priced FROM charge FINAL
      WHERE run = {overlay_run:UInt32} AND started_at >= {from:UInt32} AND started_at < {to:UInt32}
    ) AS charged USING (${PLACE}, leg_version))`;
}
