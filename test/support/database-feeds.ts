import { DATABASE_KINDS } from '../../src/ingest/feeds/tables/database-kinds.ts';
import { type FeedLife, type LiveHouse, runOnce } from './live-house.ts';

/** A kind of source that is a database. */
export function databaseKind(name: string) {
  const kind = DATABASE_KINDS.find((one) => one.kind === name);
  if (kind === undefined) throw new Error(`there is no kind ${name}`);
  return kind;
}

/** Runs a feed that looks every second, from a cursor on, at the present `now`, or by a clock. */
export function startDatabaseFeed(
  house: LiveHouse,
  kind: string,
  settings: Readonly<Record<string, unknown>>,
  cursor: unknown,
  now: number | (() => number),
): FeedLife {
  const clock = typeof now === 'number' ? () => now : now;
  return runOnce(house, databaseKind(kind), settings, { cursor, now: clock });
}

/** Settings of an account that may read the test's database. */
export function settingsOf(port: number): Readonly<Record<string, unknown>> {
  const account = { user: 'reader', password: 'read only' };
  return { host: '127.0.0.1', port, database: 'asteriskcdrdb', ...account, everySeconds: 1 };
}

/** An instant as tables print it, in UTC. */
export const stamp = (at: number) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
