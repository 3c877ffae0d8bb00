import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { createAccess } from './access/access.ts';
import { registerAudit } from './access/audit-routes.ts';
import { readBasicAuth } from './access/basic-auth.ts';
import { registerKeys } from './access/key-routes.ts';
import { registerOwnPassword } from './access/own-password.ts';
import { registerUsers } from './access/routes.ts';
import { registerSessions, toSender } from './access/session-routes.ts';
import { registerTwoFactor } from './access/two-factor-routes.ts';
import { createArrivalPrices } from './billing/arrival-prices.ts';
import { registerExplanations } from './billing/explain-routes.ts';
import { explainSentences } from './billing/explain-sentences.ts';
import { keepPriceBooks } from './billing/keep-price-books.ts';
import { loadPriceBook, loadTariffs } from './billing/load-price-book.ts';
import { findDiscrepancies, findInboundDiscrepancies } from './billing/price-again.ts';
import { settleAlone } from './billing/publish-run.ts';
import { watchPublishedRuns } from './billing/published-runs.ts';
import {
  catchUpRuns,
  recalculate,
  refuseOverlapping,
  resumeRuns,
  SILENT_SECONDS,
} from './billing/rating-runs.ts';
import { recalculateFilter } from './billing/recalculate-filter.ts';
import { registerRates } from './billing/routes.ts';
import type { RunParts } from './billing/run-parts.ts';
import { registerRuns } from './billing/run-routes.ts';
import { settleAllowances } from './billing/settle-allowances.ts';
import { registerWhatIf } from './billing/what-if-routes.ts';
import { registerCarrierBills } from './carrier-bill/routes.ts';
import { registerClosings } from './closing/routes.ts';
import type { Config } from './config.ts';
import type { AsOf } from './core/as-of.ts';
import { formatLocalInstant } from './core/format-instant.ts';
import { indexDirectory } from './core/index-directory.ts';
import { keepLatest } from './core/keep-latest.ts';
import { registerDirectoryEntries } from './directory/entry-routes.ts';
import { loadDirectory } from './directory/import-directory.ts';
import { registerDirectory } from './directory/routes.ts';
import { registerFirstRun } from './first-run/routes.ts';
import { admit } from './http/audience.ts';
import { createServer } from './http/create-server.ts';
import { registerHealth } from './http/health.ts';
import { registerMetrics } from './http/metrics.ts';
import { describeOwnApi, registerOpenApi } from './http/openapi.ts';
import { type Identify, registerOwnApi } from './http/own-api.ts';
import { registerWeb } from './http/web-files.ts';
import { FEED_KINDS } from './ingest/feeds/kinds.ts';
import { areCallsElsewhere } from './ingest/feeds/read-elsewhere.ts';
import { setUpFeeds } from './ingest/feeds/set-up-feeds.ts';
import { measureSources } from './ingest/feeds/show-source.ts';
import { registerSources } from './ingest/feeds/source-routes.ts';
import { registerFileImports } from './ingest/file-routes.ts';
import { registerJourneys } from './ingest/journey/journey-routes.ts';
import {
  beginHistory,
  catchUpCounters,
  isNewest,
  type LandingParts,
  makeAlone,
  readFinishedVersion,
  readMoment,
} from './ingest/landing.ts';
import { registerPosts } from './ingest/post-routes.ts';
import { remakeAll } from './ingest/remake-all.ts';
import { remakeWindow } from './ingest/remake-window.ts';
import { replayRejects } from './ingest/replay-rejects.ts';
import { registerImports } from './ingest/routes.ts';
import { readStored } from './ingest/stored-records.ts';
import { registerLive } from './insight/live/live-routes.ts';
import { registerInsight } from './insight/routes.ts';
import { registerProof } from './proof/routes.ts';
import { createAdmission } from './reports/admission.ts';
import { answerWhole } from './reports/answer-report.ts';
import { registerExports } from './reports/export-routes.ts';
import { freezeFigures } from './reports/freeze-figures.ts';
import { registerReports } from './reports/report-routes.ts';
import { registerRest } from './rest/register-rest.ts';
import { readSecretKey } from './secret-key.ts';
import { findFigures } from './statements/figures.ts';
import { registerStatements } from './statements/routes.ts';
import type { CallStore } from './store/calls/call-store.ts';
import { connectCalls } from './store/calls/connect.ts';
import { migrateCalls } from './store/calls/migrate.ts';
import type { LegFilter } from './store/calls/report-queries.ts';
import { connectCatalog } from './store/catalog/catalog.ts';
import { cacheByVersion } from './store/catalog/versions.ts';
import { registerWorkQueue } from './work-queue/routes.ts';

/** What the process gives the server; tests give their own. */
export interface AppParts {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  /** UTC epoch seconds. */
  readonly now: () => number;
  /** Secret of the command line on this machine. */
  readonly localKey: string;
}

/** A server ready to listen. */
export interface App {
  readonly server: FastifyInstance;
  /** The administrator's password, when this start made one up. */
  readonly generatedPassword: string | undefined;
  /** Finishes what is under way and closes the stores. */
  close(): Promise<void>;
}

/** The built pages, beside the built server. */
const WEB = fileURLToPath(new URL('../dist/web', import.meta.url));

/** Revisions of the rate card whose tariffs, without rates, are at hand for statements. */
const TARIFFS_KEPT = 16;

/** Puts the house together: every part is made here and nowhere else. */
export async function createApp({ config, logger, now, localKey }: AppParts): Promise<App> {
  const { calls, catalog } = await openStores(config);
  const isAlone = config.postgresUrl === undefined;
  const keyPlaces = {
    text: config.secretKey,
    file: config.secretKeyFile,
    folder: isAlone ? config.data : undefined,
  };
  const readKey = (toSeal: boolean) => readSecretKey(keyPlaces, toSeal);
  const access = await createAccess(catalog, { localKey, readKey, now });
  const { generatedPassword } = await access.ensureAdmin(config.adminPassword);
  const directory = cacheByVersion(catalog, ['directory'], async () =>
    indexDirectory(await loadDirectory(catalog)),
  );
  const prices = cacheByVersion(catalog, ['directory', 'rates'], async () => {
    const { zone } = await directory();
    return loadPriceBook(catalog, zone);
  });
  const oldPrices = keepPriceBooks(async (revision) =>
    loadPriceBook(catalog, (await directory()).zone, revision),
  );
  const pricesAt = async (revision: number) => {
    const now = await prices();
    return now.revision === revision ? now : oldPrices(revision);
  };
  const arrivalPrices = createArrivalPrices(catalog, prices, pricesAt);
  const landing: LandingParts = { calls, catalog, directory, prices: arrivalPrices, now };
  await beginHistory(landing);
  const runs: RunParts = {
    calls,
    catalog,
    directory,
    prices: (revision) => (revision === undefined ? prices() : pricesAt(revision)),
    alone: (run) => makeAlone(landing, ({ version }) => run(version)),
    finishedVersion: () => readFinishedVersion(catalog),
  };
  const publishedRuns = watchPublishedRuns(catalog);
  const tariffsAt = keepLatest(TARIFFS_KEPT, (key: string) => {
    const [revision = '', zone = ''] = key.split(' ');
    return loadTariffs(catalog, zone, Number(revision));
  });
  const resumed = resumeRuns(runs, isAlone ? 0 : SILENT_SECONDS).catch((error: unknown) => {
    logger.error({ err: error }, 'published runs are not settled yet; the next start, or run, will do it');
  });
  const sources = setUpFeeds({
    ...{ landing, kinds: FEED_KINDS, logger, now },
    silentSeconds: isAlone ? 0 : config.sourceSilence,
    afterLanding: () => settleAllowances(runs),
    readKey,
  });

  const server = createServer(logger);
  describeOwnApi(server);
  registerHealth(server, {
    calls: () => calls.command('SELECT 1'),
    catalog: () => directory(),
  });
  const admission = createAdmission(config.reportConcurrency);
  const reporting = {
    admission,
    reportParts: async () => ({ calls, directory: await directory(), dayWindow: config.dayWindow }),
    freeze: (asOf: AsOf) => freezeFigures(catalog, asOf),
    recalculate: (filter: LegFilter, askedBy: string) => recalculateFilter(runs, filter, askedBy),
    publishedRuns,
  };
  registerRest(server, { access, ...reporting });
  registerExports(server, {
    ...reporting,
    identify: (authorization) => access.identify({ authorization }),
    explain: async (legs) => explainSentences(legs, await directory(), pricesAt),
  });
  const identify: Identify = async ({ authorization, cookie }) =>
    toSender(await access.identify({ authorization, cookie, auth: readBasicAuth(authorization) }));
  registerMetrics(
    server,
    { reportsInFlight: admission.count, sources: () => measureSources(catalog, now()) },
    async (authorization) => admit(await identify({ authorization, cookie: undefined }), 'administering'),
  );
  registerOwnApi(server, identify, (api) => {
    registerOpenApi(api);
    registerSessions(api, access, async ({ grant }) => {
      const names = await directory();
      return {
        zone: names.zone,
        companies: names
          .companies()
          .filter(({ id }) => grant.everyCompany || grant.companies.includes(id))
          .map(({ id, name }) => ({ id, name })),
      };
    });
    registerImports(api, landing, () => settleAllowances(runs));
    registerFileImports(api, landing, () => settleAllowances(runs));
    registerPosts(api, landing, () => settleAllowances(runs));
    registerSources(api, sources.parts, sources.feeds);
    registerDirectory(
      api,
      catalog,
      async (onProgress, stale) => {
        const remade = await remakeAll(landing, onProgress, stale);
        await settleAllowances(runs);
        return remade;
      },
      now,
    );
    registerDirectoryEntries(api, directory, (zone) => formatLocalInstant(now(), zone).slice(0, 10));
    api.register(async (rates) => {
      // So that what is said of now can be asked for as it was, tariffs included.
      rates.addHook('onSend', async (request) => {
        if (request.method === 'POST') await readMoment(landing);
      });
      registerRates(rates, catalog);
    });
    registerRuns(api, runs);
    registerWhatIf(api, runs);
    registerExplanations(api, { calls, catalog, directory, prices: pricesAt, publishedRuns });
    registerJourneys(api, landing);
    registerCarrierBills(api, { calls, directory, prices });
    registerStatements(api, {
      calls,
      publishedRuns,
      prices: (revision, zone) => tariffsAt(`${revision} ${zone}`),
      isNewest: (version) => isNewest(catalog, version),
      figures: findFigures(catalog, {
        moment: () => readMoment(landing),
        freeze: (asOf) => freezeFigures(catalog, asOf, 'as_of'),
      }),
    });
    registerClosings(api, {
      catalog,
      directory,
      now,
      refusePricing: (scope) => refuseOverlapping(catalog, scope),
      settleAllowances: () => settleAllowances(runs),
      settleAlone: (next) => settleAlone(runs, next),
      alone: (run) => makeAlone(landing, (making) => run(making.version, making.directory)),
    });
    registerProof(api, {
      ...{ calls, directory, publishedRuns, finishedVersion: runs.finishedVersion },
      freeze: (asOf) => freezeFigures(catalog, asOf, 'as_of'),
      answer: (report, filter, names) =>
        answerWhole(report, filter, { calls, directory: names, dayWindow: config.dayWindow }),
      priceAgain: async (legs) => findDiscrepancies(legs, await directory(), pricesAt),
      priceInboundAgain: async (legs) => findInboundDiscrepancies(legs, await directory(), pricesAt),
    });
    registerWorkQueue(api, {
      ...{ calls, catalog, now, readRecord: readStored },
      zone: async () => (await directory()).zone,
      overlayOf: async (period) => (await publishedRuns()).overlayOf(period),
      replayRejects: async (ask, onProgress) => {
        const replayed = await replayRejects(landing, ask, onProgress);
        await settleAllowances(runs);
        return replayed;
      },
      remakeLegs: async ({ fromAt, toAt }, onProgress) => {
        const remade = await remakeWindow(landing, { fromAt, toAt: toAt - 1 }, onProgress);
        await settleAllowances(runs);
        return remade;
      },
      recalculate: async ({ companies }, { fromAt, toAt }, askedBy, onProgress) => {
        const of = { fromAt, toAt, companies: companies === 'all' ? null : companies, devices: null };
        const wish = { ...of, reason: 'unknown costs of the work queue', askedBy, review: false };
        const { id, calls: count } = await recalculate(runs, wish, onProgress);
        return { run: id, calls: count };
      },
    });
    registerReports(api, { ...reporting, currency: async () => (await prices()).currency });
    registerInsight(api, {
      ...{ calls, directory, publishedRuns, admission, currency: async () => (await prices()).currency },
    });
    registerLive(api, {
      ...{ calls, directory, publishedRuns, currency: async () => (await prices()).currency },
      ...{ now, identify, logger, legsVersion: runs.finishedVersion },
      callsNow: {
        version: () => sources.parts.live.version,
        sources: () => sources.parts.live.sources(),
        calls: async () => sources.parts.live.calls(await directory()),
        areElsewhere: () => areCallsElsewhere(sources.parts),
      },
    });
    registerUsers(api, access, catalog);
    registerKeys(api, access, catalog);
    registerOwnPassword(api, access, catalog);
    registerTwoFactor(api, access, catalog);
    registerAudit(api, catalog);
    registerFirstRun(api, { calls, catalog });
  });
  if (existsSync(join(WEB, 'index.html'))) await registerWeb(server, WEB);
  else logger.warn('the pages are not built: run "npm run build"');
  sources.feeds.start();

  return {
    server,
    generatedPassword,
    close: async () => {
      await sources.feeds.stop();
      await server.close();
      await resumed;
      await calls.close();
      await catalog.close();
    },
  };
}

/** Both stores, in the shape this version wants. One that was opened is closed when the other refuses. */
async function openStores(config: Config): Promise<Pick<LandingParts, 'calls' | 'catalog'>> {
  const catalog = await connectCatalog(
    config.postgresUrl === undefined ? { folder: join(config.data, 'catalog') } : { url: config.postgresUrl },
  );
  let calls: CallStore | undefined;
  try {
    calls = await connectCalls(
      config.clickhouseUrl === undefined
        ? { folder: join(config.data, 'calls') }
        : { url: config.clickhouseUrl },
    );
    const stores = { calls, catalog };
    await catalog.withLock('migrate', () => migrateCalls(stores.calls));
    await catchUpCounters(stores);
    await catchUpRuns(stores);
    return stores;
  } catch (error) {
    await calls?.close();
    await catalog.close();
    throw error;
  }
}
