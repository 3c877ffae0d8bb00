import { type CallStore, readRows } from './call-store.ts';
import { CHARGED_SIDES } from './charge-tables.ts';

/** Removes the charges of runs that will never be published. */
export async function removeCharges(store: CallStore, runs: readonly number[]): Promise<void> {
  if (runs.length === 0) return;
  for (const { charges } of CHARGED_SIDES) {
    await store.command(`ALTER TABLE ${charges} DELETE WHERE run IN (${runs.join(', ')})`);
  }
}

/** Runs that have charges. */
export async function findChargedRuns(store: CallStore): Promise<ReadonlySet<number>> {
  const rows = await readRows<[number]>(
    store,
    CHARGED_SIDES.map(({ charges }) => `SELECT DISTINCT run FROM ${charges}`).join(' UNION DISTINCT '),
  );
  return new Set(rows.map(([run]) => run));
}

/** The highest number of any run that priced something here; 0 where none did. */
export async function readHighestRun(store: CallStore): Promise<number> {
  const highest = CHARGED_SIDES.flatMap(({ charges, legs }) => [charges, legs]).map(
    (table) => `(SELECT max(run) FROM ${table})`,
  );
  const [row] = await readRows<[number]>(store, `SELECT greatest(${highest.join(', ')})`);
  return row?.[0] ?? 0;
}
