import { and, asc, eq, gt, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Rate, RateStep } from '../../core/rate-card.ts';
import type { CatalogDb } from './connect.ts';
import { holdsAt } from './rates-revision.ts';
import { rate } from './schema-rates.ts';

/** What a rate is itself by, within its version. */
type RateKey = Pick<Rate, 'prefix' | 'band'>;

/** What becomes of a version's rates: those that end, then those that begin. */
export interface RateChanges {
  readonly gone: readonly RateKey[];
  readonly come: readonly Rate[];
}

/** A statement's size and the engine's memory grow with it; beyond this, speed does not. */
const BATCH = 5000;
const FIELD_END = '\x1f';
const ROW_END = '\x1e';

/**
 * The rates of a version at a revision, or those of some prefixes, in no particular order. One text for all of them:
 * drivers take several times as long to make an object of each of 260,000 rows.
 */
export async function readRates(
  db: CatalogDb,
  versionId: number,
  revision: number,
  prefixes?: readonly string[],
): Promise<readonly Rate[]> {
  const columns = sql.join(
    [
      ...[rate.prefix, rate.band, rate.destination, rate.numberType, rate.connectCharge, rate.minimumCharge],
      ...[rate.freeSeconds, rate.firstIncrement, rate.perMinute, rate.nextIncrement, rate.moreSteps],
    ],
    sql`, `,
  );
  const [row] = await db
    .select({
      rates: sql<string | null>`string_agg(concat_ws(${FIELD_END}::text, ${columns}), ${ROW_END}::text)`,
    })
    .from(rate)
    .where(
      and(
        eq(rate.versionId, versionId),
        prefixes === undefined ? undefined : inArray(rate.prefix, [...prefixes]),
        holdsAt(rate, revision),
      ),
    );
  const text = row?.rates ?? '';
  return text === '' ? [] : text.split(ROW_END).map(fromRow);
}

/** How many rates each version has at a revision, by its id. */
export async function countRates(db: CatalogDb, revision: number): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .select({ versionId: rate.versionId, count: sql<string>`count(*)` })
    .from(rate)
    .where(holdsAt(rate, revision))
    .groupBy(rate.versionId);
  return new Map(rows.map(({ versionId, count }) => [versionId, Number(count)]));
}

/** Which prefixes of a version to list. */
export interface PrefixQuestion {
  /** What the prefix begins with, or what its destination's name has in it; empty for all. */
  readonly search: string;
  /** Only prefixes behind this one. */
  readonly after: string;
  readonly limit: number;
}

/** Prefixes of a version at a revision, in their order. */
export async function listPrefixes(
  db: CatalogDb,
  versionId: number,
  revision: number,
  { search, after, limit }: PrefixQuestion,
): Promise<readonly string[]> {
  const pattern = search.replace(/[\\%_]/g, '\\$&');
  const rows = await db
    .selectDistinct({ prefix: rate.prefix })
    .from(rate)
    .where(
      and(
        eq(rate.versionId, versionId),
        holdsAt(rate, revision),
        after === '' ? undefined : gt(rate.prefix, after),
        search === ''
          ? undefined
          : or(ilike(rate.prefix, `${pattern}%`), ilike(rate.destination, `%${pattern}%`)),
      ),
    )
    .orderBy(asc(rate.prefix))
    .limit(limit);
  return rows.map(({ prefix }) => prefix);
}

/** Ends rates of a version and begins others, as of this revision. Run it in the transaction that made the revision. */
export async function changeRates(
  db: CatalogDb,
  versionId: number,
  revision: number,
  { gone, come }: RateChanges,
): Promise<void> {
  if (gone.length > 0) {
    const isAll = gone.length === (await countCurrent(db, versionId));
    await db.execute(isAll ? endAllRates(versionId, revision) : endRates(versionId, revision, gone));
  }
  for (let at = 0; at < come.length; at += BATCH) {
    await db.execute(insertRates(versionId, revision, come.slice(at, at + BATCH)));
  }
}

async function countCurrent(db: CatalogDb, versionId: number): Promise<number> {
  const current = and(eq(rate.versionId, versionId), isNull(rate.until));
  const [row] = await db.select({ count: sql<string>`count(*)` }).from(rate).where(current);
  return Number(row?.count ?? 0);
}

/** A price list that is all new is the usual one: to find each of its rates by its key takes as long as to end it. */
function endAllRates(versionId: number, revision: number): SQL {
  return sql`update ${rate} set until = ${revision}::integer
    where version_id = ${versionId}::integer and until is null`;
}

/** All in one statement: the engine goes through the version's rates once for each. */
function endRates(versionId: number, revision: number, keys: readonly RateKey[]): SQL {
  const [prefixes, bands] = [keys.map(({ prefix }) => prefix), keys.map(({ band }) => band)];
  return sql`update ${rate} set until = ${revision}::integer
    from unnest(${sql.param(prefixes)}::text[], ${sql.param(bands)}::text[]) as ended (prefix, band)
    where version_id = ${versionId}::integer and until is null
      and rate.prefix = ended.prefix and rate.band = ended.band`;
}

function insertRates(versionId: number, revision: number, rates: readonly Rate[]): SQL {
  const texts = (read: (one: Rate) => string | null) => sql`${sql.param(rates.map(read))}::text[]`;
  const numbers = (read: (one: Rate) => number) => sql`${sql.param(rates.map(read))}::integer[]`;
  const micros = (read: (one: Rate) => number) => sql`${sql.param(rates.map(read))}::bigint[]`;
  const columns = [
    texts((one) => one.prefix),
    texts((one) => one.band),
    texts((one) => one.destination),
    texts((one) => one.numberType),
    micros((one) => one.connectCharge),
    micros((one) => one.minimumCharge),
    numbers((one) => one.freeSeconds),
    numbers((one) => one.firstIncrement),
    micros((one) => one.steps[0]?.perMinute ?? 0),
    numbers((one) => one.steps[0]?.nextIncrement ?? 1),
    sql`${texts((one) => (one.steps.length > 1 ? JSON.stringify(one.steps.slice(1)) : null))}::jsonb[]`,
  ];
  return sql`insert into ${rate} (
      version_id, prefix, band, destination, number_type, connect_charge, minimum_charge,
      free_seconds, first_increment, per_minute, next_increment, more_steps, since)
    select ${versionId}::integer, given.*, ${revision}::integer from unnest(${sql.join(columns, sql`, `)}) as given`;
}

/** `concat_ws` leaves nulls out: a rate of one step has no last field. */
function fromRow(row: string): Rate {
  const fields = row.split(FIELD_END);
  const text = (at: number) => fields[at] ?? '';
  const number = (at: number) => Number(fields[at]);
  const step: RateStep = { afterSeconds: 0, perMinute: number(8), nextIncrement: number(9) };
  const more = fields[10];
  return {
    prefix: text(0),
    destination: text(2),
    numberType: text(3),
    band: text(1),
    connectCharge: number(4),
    minimumCharge: number(5),
    freeSeconds: number(6),
    firstIncrement: number(7),
    steps: more === undefined ? [step] : [step, ...(JSON.parse(more) as RateStep[])],
  };
}
