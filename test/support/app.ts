import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { putFreshStores } from './fresh-stores.ts';
import { openClickhouseDatabase, openPostgresDatabase } from './shared-servers.ts';

/** Secret of the command line in tests: signs in as a system administrator. */
export const LOCAL_KEY = 'local-key-of-a-test-on-loopback-only';
export const ADMIN_PASSWORD = 'admin password of a test';

export interface TestApp {
  readonly app: App;
  readonly folder: string;
  /** Sends JSON text (or anything else as JSON) to a published path, signed in by the local key unless said otherwise. */
  rest(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly text: string;
    readonly json: Readonly<Record<string, unknown>>;
  }>;
  /** Sends to our own API and answers the last line of what comes back, read as JSON. */
  api(
    path: string,
    body: string | Buffer,
    contentType?: string,
  ): Promise<{ readonly status: number; readonly json: unknown }>;
  /** Stops the server and removes its folder. */
  end(): Promise<void>;
}

const clock = () => Math.floor(Date.now() / 1000);

/** The whole server over embedded stores in a folder of its own, reached without a socket. `now` is UTC epoch seconds. */
export async function startApp(
  environment: Readonly<Record<string, string>> = {},
  now: () => number = clock,
): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-app-'));
  if (environment['RINGLEDGER_POSTGRES_URL'] === undefined) await putFreshStores(folder);
  const config = readConfig(
    { data: folder },
    { RINGLEDGER_ADMIN_PASSWORD: ADMIN_PASSWORD, RINGLEDGER_LOG_LEVEL: 'error', ...environment },
  );
  const app = await createApp({
    config,
    logger: pino({ level: config.logLevel }, pino.destination(2)),
    now,
    localKey: LOCAL_KEY,
  });
  return {
    app,
    folder,
    rest: async (path, body, headers = { authorization: `Bearer ${LOCAL_KEY}` }) => {
      const payload = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await app.server.inject({ method: 'POST', url: path, payload, headers });
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: answer.payload,
        json: JSON.parse(answer.payload) as Record<string, unknown>,
      };
    },
    api: async (path, body, contentType = 'text/csv') => {
      const answer = await app.server.inject({
        method: 'POST',
        url: `/api/v1/${path}`,
        payload: body,
        headers: { authorization: `Bearer ${LOCAL_KEY}`, 'content-type': contentType },
      });
      const last = answer.payload.trim().split('\n').at(-1) ?? '';
      return { status: answer.statusCode, json: JSON.parse(last) as unknown };
    },
    end: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Both homes of both stores: chDB and PGlite in the process, or a ClickHouse and a Postgres server. */
export const APP_HOMES = ['embedded', 'servers'] as const;

/** The whole server over stores of that home, which end with it. */
export async function startAppIn(
  home: (typeof APP_HOMES)[number],
  environment: Readonly<Record<string, string>> = {},
  now: () => number = clock,
): Promise<TestApp> {
  if (home === 'embedded') return startApp(environment, now);
  const stores = await startStores();
  const app = await startApp({ ...stores.environment, ...environment }, now);
  return {
    ...app,
    end: async () => {
      await app.end();
      await stores.stop();
    },
  };
}

/** Databases of store servers that several apps may share, and the variables that name them. */
export async function startStores(): Promise<{
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}> {
  const [clickhouse, postgres] = await Promise.all([openClickhouseDatabase(), openPostgresDatabase()]);
  return {
    environment: { RINGLEDGER_CLICKHOUSE_URL: clickhouse.url, RINGLEDGER_POSTGRES_URL: postgres.url },
    stop: async () => {
      await clickhouse.drop();
      await postgres.drop();
    },
  };
}
