import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createAccess } from '../../src/access/access.ts';
import { parsePermission } from '../../src/access/permission.ts';
import { toSender } from '../../src/access/session-routes.ts';
import { createArrivalPrices } from '../../src/billing/arrival-prices.ts';
import type { ExplainParts } from '../../src/billing/explain-call.ts';
import { registerExplanations } from '../../src/billing/explain-routes.ts';
import { explainSentences } from '../../src/billing/explain-sentences.ts';
import { importDeck } from '../../src/billing/import-deck.ts';
import { keepPriceBooks } from '../../src/billing/keep-price-books.ts';
import { loadPriceBook } from '../../src/billing/load-price-book.ts';
import { watchPublishedRuns } from '../../src/billing/published-runs.ts';
import { recalculateFilter } from '../../src/billing/recalculate-filter.ts';
import type { RunParts } from '../../src/billing/run-parts.ts';
import type { AsOf } from '../../src/core/as-of.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { importDirectory, loadDirectory } from '../../src/directory/import-directory.ts';
import { createServer } from '../../src/http/create-server.ts';
import { type Identify, registerOwnApi } from '../../src/http/own-api.ts';
import { importCdrs } from '../../src/ingest/import-files.ts';
import { type LandingParts, makeAlone, readFinishedVersion } from '../../src/ingest/landing.ts';
import { createAdmission } from '../../src/reports/admission.ts';
import { registerExports } from '../../src/reports/export-routes.ts';
import { freezeFigures } from '../../src/reports/freeze-figures.ts';
import { registerRest } from '../../src/rest/register-rest.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import type { ExplainableLeg } from '../../src/store/calls/explainable-legs.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';
import { cacheByVersion } from '../../src/store/catalog/versions.ts';
import { LOCAL_KEY } from './app.ts';
import { putFreshStores } from './fresh-stores.ts';

/** What explains charges, over embedded stores that a test can reach into. */
export interface ExplainingServer {
  readonly server: FastifyInstance;
  readonly parts: ExplainParts;
  readonly runs: RunParts;
  /** A key of a new user who has these permissions, as the value of `authorization`. */
  keyFor(name: string, permission: string): Promise<string>;
  /** Imports a directory.json, the deck `uk` of 2026 in pounds, and a Custom.csv with a header and times in UTC. */
  describePbx(text: string): Promise<void>;
  takeDeck(csv: string): Promise<void>;
  takeRecords(text: string): Promise<void>;
  end(): Promise<void>;
}

/** At most `concurrency` reports and exports at once. */
export async function startExplaining(concurrency = 8): Promise<ExplainingServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-explain-'));
  await putFreshStores(folder);
  const catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  const calls = await connectCalls({ folder: join(folder, 'calls') });
  const now = () => 1_795_600_000;
  const access = await createAccess(catalog, {
    localKey: LOCAL_KEY,
    readKey: async () => new Uint8Array(32),
    now,
  });
  const directory = cacheByVersion(catalog, ['directory'], async () =>
    indexDirectory(await loadDirectory(catalog)),
  );
  const prices = cacheByVersion(catalog, ['directory', 'rates'], async () =>
    loadPriceBook(catalog, (await directory()).zone),
  );
  const oldPrices = keepPriceBooks((revision, zone) => loadPriceBook(catalog, zone, revision));
  const pricesAt = async (revision: number) => oldPrices(revision, (await directory()).zone);
  const landing: LandingParts = {
    calls,
    catalog,
    directory,
    prices: createArrivalPrices(catalog, prices, pricesAt),
    now,
  };
  const runs: RunParts = {
    calls,
    catalog,
    directory,
    prices: (revision) => (revision === undefined ? prices() : pricesAt(revision)),
    alone: (run) => makeAlone(landing, ({ version }) => run(version)),
    finishedVersion: () => readFinishedVersion(catalog),
    unsettled: (_run, error) => {
      throw error;
    },
  };
  const parts: ExplainParts = {
    calls,
    catalog,
    directory,
    prices: pricesAt,
    publishedRuns: watchPublishedRuns(catalog),
  };
  const reporting = {
    admission: createAdmission(concurrency),
    reportParts: async () => ({ calls, directory: await directory(), dayWindow: 'back' as const }),
    freeze: (asOf: AsOf) => freezeFigures(catalog, asOf),
    explain: async (legs: readonly ExplainableLeg[]) => explainSentences(legs, await directory(), pricesAt),
    recalculate: (filter: Parameters<typeof recalculateFilter>[1], askedBy: string) =>
      recalculateFilter(runs, filter, askedBy),
    publishedRuns: parts.publishedRuns,
  };
  const server = createServer(pino({ level: 'silent' }));
  registerRest(server, { access, ...reporting });
  registerExports(server, {
    ...reporting,
    identify: (authorization) => access.identify({ authorization }),
  });
  const identify: Identify = async ({ authorization }) => toSender(await access.identify({ authorization }));
  registerOwnApi(server, identify, (api) => registerExplanations(api, parts));
  return {
    server,
    parts,
    runs,
    keyFor: async (name, permission) => {
      const permissions = parsePermission(permission);
      await access.addUser({ name, password: `a long password of ${name}`, permissions });
      return `Bearer ${await access.createKey(name)}`;
    },
    describePbx: async (text) => void (await importDirectory(catalog, text)),
    takeDeck: async (csv) => {
      await importDeck(catalog, { name: 'uk', from: '2026-01-01', currency: 'GBP', csv });
    },
    takeRecords: async (text) => {
      const stream = Readable.from([Buffer.from(text)]);
      await importCdrs(landing, stream, { source: 'Custom.csv', zone: 'UTC', columns: undefined });
    },
    end: async () => {
      await server.close();
      await calls.close();
      await catalog.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
