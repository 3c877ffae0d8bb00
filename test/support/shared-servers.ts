import pg from 'pg';
import { startClickhouse } from './clickhouse.ts';
import { startPostgres } from './postgres.ts';

/** An empty database of a server that others use too. */
export interface SharedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Starting a server takes over a second: each process of tests starts one of a kind, which ends with it. */
let clickhouse: ReturnType<typeof startClickhouse> | undefined;
let postgres: ReturnType<typeof startPostgres> | undefined;
let count = 0;

/** A ClickHouse database that is made by whoever connects to it. */
export async function openClickhouseDatabase(): Promise<SharedDatabase> {
  clickhouse ??= startClickhouse();
  const server = (await clickhouse).url;
  count += 1;
  const name = `calls_${count}`;
  return {
    url: `${server}/${name}`,
    drop: async () => {
      const answer = await fetch(server, { method: 'POST', body: `DROP DATABASE IF EXISTS ${name}` });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

/** A Postgres database without tables. */
export async function openPostgresDatabase(): Promise<SharedDatabase> {
  postgres ??= startPostgres();
  const server = (await postgres).url;
  count += 1;
  const name = `catalog_${count}`;
  await runOn(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => runOn(server, `drop database ${name} with (force)`) };
}

async function runOn(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
