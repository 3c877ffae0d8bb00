import { type CallStore, readRows } from './call-store.ts';
import { OUTBOUND_KEY as PLACE } from './past-legs.ts';
import { bind, type Culprit, legs, type ProofFilter, SETTINGS, WITHIN } from './proof-filter.ts';

/** What the charges of a company's outbound legs come to; `cost` is decimal text. */
export interface ChargeSum {
  readonly company: string;
  readonly calls: number;
  readonly seconds: number;
  readonly cost: string;
  readonly unknown: number;
}

/** The columns of a leg that say what it costs, and by which run. */
const CHARGED = ['acctid', 'billsec', 'cost', 'run'] as const;

/**
 * Outbound legs with `charged`, what their charge says they cost: that of the run that is published and not settled, else
 * that which the run that priced them wrote, else, for legs that no run priced, their own price on arrival. `has_charge` is
 * 0 where a run priced the leg and wrote no charge of it.
 */
function chargedLegs(filter: ProofFilter): string {
  const runs = ['outbound_leg', ...(filter.asOf === undefined ? [] : ['outbound_leg_past'])]
    .map((table) => `SELECT run FROM ${table} WHERE ${WITHIN} AND run > 0`)
    .join(' UNION DISTINCT ');
  const written = `(SELECT run, ${PLACE}, cost AS run_cost, toUInt8(1) AS has_run FROM charge FINAL
    WHERE ${WITHIN} AND run IN (${runs}))`;
  const settled = `(SELECT ${PLACE}, last_version, acctid, billsec, cost, run, run_cost, has_run
    FROM ${legs('outbound_leg', filter, CHARGED)} AS leg LEFT JOIN ${written} AS written USING (run, ${PLACE}))`;
  const own =
    'if(run = 0, cost, run_cost) AS charged, cost AS told, toUInt8(run = 0 OR has_run = 1) AS has_charge';
  if (filter.overlayRun === undefined) return `(SELECT company, acctid, billsec, ${own} FROM ${settled})`;
  const overlay = `(SELECT ${PLACE}, leg_version AS last_version, cost AS over_cost, toUInt8(1) AS has_over FROM charge FINAL
    WHERE ${WITHIN} AND run = {overlay_run:UInt32})`;
  return `(SELECT company, acctid, billsec, if(has_over = 1, over_cost, if(run = 0, cost, run_cost)) AS charged,
      if(has_over = 1, over_cost, cost) AS told, toUInt8(has_over = 1 OR run = 0 OR has_run = 1) AS has_charge
    FROM ${settled} AS leg LEFT JOIN ${overlay} AS over USING (${PLACE}, last_version))`;
}

/** What charges come to by company, in order of company. */
export async function sumCharges(store: CallStore, filter: ProofFilter): Promise<readonly ChargeSum[]> {
  const rows = await readRows<[string, number, number, string, number]>(
    store,
    `SELECT company, count(), sum(billsec), toString(ifNull(sum(charged), 0)), countIf(charged IS NULL)
     FROM ${chargedLegs(filter)} GROUP BY company ORDER BY company ${SETTINGS}`,
    bind(filter),
  );
  return rows.map(([company, calls, seconds, cost, unknown]) => ({ company, calls, seconds, cost, unknown }));
}

/** Legs that say another cost than the charge that the run which priced them wrote, or of which it wrote none. */
export async function findMischarged(
  store: CallStore,
  filter: ProofFilter,
  limit: number,
): Promise<readonly Culprit[]> {
  const rows = await readRows<[number, string, number, string | null, string | null]>(
    store,
    `SELECT acctid, company, has_charge, toString(told), toString(charged) FROM ${chargedLegs(filter)}
     WHERE has_charge = 0 OR isNull(told) != isNull(charged) OR (isNotNull(told) AND told != charged)
     ORDER BY acctid LIMIT ${limit} ${SETTINGS}`,
    bind(filter),
  );
  return rows.map(([acctid, company, hasCharge, told, charged]) => ({
    key: `acctid ${acctid}`,
    what:
      hasCharge === 0
        ? `of company ${company} costs ${told ?? 'an unknown amount'} by a run that wrote no charge of it`
        : `of company ${company} costs ${told ?? 'an unknown amount'}, and by its charge ${charged ?? 'an unknown amount'}`,
  }));
}
