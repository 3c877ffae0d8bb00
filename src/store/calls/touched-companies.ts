import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { restrictToScope } from './run-scope.ts';

/** Companies with outbound legs above a version, and when the first and the last of them start. */
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
  const inbound = restrictToScope({ ...scope, devices: null });
  const rows = await readRows<[string]>(
    store,
    `SELECT DISTINCT company FROM (
       SELECT company FROM outbound_leg WHERE ${where} AND version > {above:UInt64}
       UNION ALL
       SELECT company FROM inbound_leg WHERE ${inbound.where} AND version > {above:UInt64})
     ORDER BY company`,
    { ...parameters, above },
  );
  return rows.map(([company]) => company);
}
