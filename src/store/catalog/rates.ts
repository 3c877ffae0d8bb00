import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Rate } from '../../core/charge.ts';
import { formatMoney, parseMoney } from '../../core/money.ts';
import type { CatalogDb } from './connect.ts';
import { rate, rateDeck, rateDeckVersion } from './schema-rates.ts';

/** One dated version of a deck, without its rates. */
export interface DeckVersionRow {
  readonly versionId: number;
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly currency: string;
}

/** What becomes of a version's rates: prefixes that go, then rates that come. */
export interface RateChanges {
  readonly gone: readonly string[];
  readonly come: readonly Rate[];
}

/** A statement's size and the engine's memory grow with it; beyond this, speed does not. */
const BATCH = 5000;
const FIELD_END = '\x1f';
const ROW_END = '\x1e';

/** All versions of all decks: decks in the order of their first import, versions by date. */
export function readDeckVersions(db: CatalogDb): Promise<readonly DeckVersionRow[]> {
  return db
    .select({
      versionId: rateDeckVersion.id,
      name: rateDeck.name,
      from: rateDeckVersion.from,
      currency: rateDeck.currency,
    })
    .from(rateDeckVersion)
    .innerJoin(rateDeck, eq(rateDeck.id, rateDeckVersion.deckId))
    .orderBy(asc(rateDeck.id), asc(rateDeckVersion.from));
}

/** The id of a deck's version, which is made, and the deck too, where it is missing. */
export async function openDeckVersion(
  db: CatalogDb,
  name: string,
  from: string,
  currency: string,
): Promise<number> {
  await db.insert(rateDeck).values({ name, currency }).onConflictDoNothing();
  const [deck] = await db.select({ id: rateDeck.id }).from(rateDeck).where(eq(rateDeck.name, name));
  if (deck === undefined) throw new Error(`deck ${name} was not kept`);
  await db.insert(rateDeckVersion).values({ deckId: deck.id, from }).onConflictDoNothing();
  const [version] = await db
    .select({ id: rateDeckVersion.id })
    .from(rateDeckVersion)
    .where(and(eq(rateDeckVersion.deckId, deck.id), eq(rateDeckVersion.from, from)));
  if (version === undefined) throw new Error(`deck ${name} from ${from} was not kept`);
  return version.id;
}

/**
 * The rates of a version, in no particular order. One text for all of them: drivers take several times as long to
 * make an object of each of 260,000 rows.
 */
export async function readRates(db: CatalogDb, versionId: number): Promise<readonly Rate[]> {
  const columns = sql.join(
    [
      ...[rate.prefix, rate.destination, rate.numberType, rate.connectCharge, rate.perMinute],
      ...[rate.firstIncrement, rate.nextIncrement, rate.minimumCharge],
    ],
    sql`, `,
  );
  const [row] = await db
    .select({
      rates: sql<string | null>`string_agg(concat_ws(${FIELD_END}::text, ${columns}), ${ROW_END}::text)`,
    })
    .from(rate)
    .where(eq(rate.versionId, versionId));
  const text = row?.rates ?? '';
  return text === '' ? [] : text.split(ROW_END).map(fromRow);
}

/** Takes rates out of a version and puts others in. Run it in a transaction. */
export async function changeRates(
  db: CatalogDb,
  versionId: number,
  { gone, come }: RateChanges,
): Promise<void> {
  for (let at = 0; at < gone.length; at += BATCH) {
    const prefixes = sql.param(gone.slice(at, at + BATCH));
    await db.execute(
      sql`delete from ${rate} where version_id = ${versionId} and prefix = any(${prefixes}::text[])`,
    );
  }
  for (let at = 0; at < come.length; at += BATCH) {
    await db.execute(insertRates(versionId, come.slice(at, at + BATCH)));
  }
}

function insertRates(versionId: number, rates: readonly Rate[]): SQL {
  const texts = (read: (one: Rate) => string) => sql`${sql.param(rates.map(read))}::text[]`;
  const numbers = (read: (one: Rate) => number) => sql`${sql.param(rates.map(read))}::integer[]`;
  const money = (read: (one: Rate) => bigint) => sql`${texts((one) => formatMoney(read(one)))}::numeric[]`;
  const columns = [
    texts((one) => one.prefix),
    texts((one) => one.destination),
    texts((one) => one.numberType),
    money((one) => one.connectCharge),
    money((one) => one.perMinute),
    numbers((one) => one.firstIncrement),
    numbers((one) => one.nextIncrement),
    money((one) => one.minimumCharge),
  ];
  return sql`insert into ${rate} select ${versionId}::integer, given.* from unnest(${sql.join(columns, sql`, `)}) as given`;
}

function fromRow(row: string): Rate {
  const [
    prefix = '',
    destination = '',
    numberType = '',
    connect = '',
    minute = '',
    first,
    next,
    minimum = '',
  ] = row.split(FIELD_END);
  return {
    prefix,
    destination,
    numberType,
    connectCharge: parseMoney(connect),
    perMinute: parseMoney(minute),
    firstIncrement: Number(first),
    nextIncrement: Number(next),
    minimumCharge: parseMoney(minimum),
  };
}
