import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { createAccess } from './access/access.ts';
import { readBasicAuth } from './access/basic-auth.ts';
import { toSender } from './access/session-routes.ts';
import { createArrivalPrices } from './billing/arrival-prices.ts';
import { explainSentences } from './billing/explain-sentences.ts';
import { keepPriceBooks } from './billing/keep-price-books.ts';
import { loadPriceBook, loadTariffs } from './billing/load-price-book.ts';
import { watchPublishedRuns } from './billing/published-runs.ts';
import { recalculateFilter } from './billing/recalculate-filter.ts';
import type { RunParts } from './billing/run-parts.ts';
import { settleAllowances } from './billing/settle-allowances.ts';
import type { Config } from './config.ts';
import type { AsOf } from './core/as-of.ts';
import { indexDirectory } from './core/index-directory.ts';
import { keepLatest } from './core/keep-latest.ts';
import { shareRuns } from './core/share-runs.ts';
import { loadDirectory } from './directory/import-directory.ts';
import { keepDirectories } from './directory/kept-directories.ts';
import type { Identify } from './http/own-api.ts';
import { FEED_KINDS } from './ingest/feeds/kinds.ts';
import { setUpFeeds } from './ingest/feeds/set-up-feeds.ts';
import { beginHistory, type LandingParts, makeAlone, readFinishedVersion } from './ingest/landing.ts';
import { openStores } from './open-stores.ts';
import { createAdmission } from './reports/admission.ts';
import { freezeFigures } from './reports/freeze-figures.ts';
import { readSecretKey } from './secret-key.ts';
import type { ExplainableLeg } from './store/calls/explainable-legs.ts';
import type { LegFilter } from './store/calls/report-queries.ts';
import { cacheByVersion } from './store/catalog/versions.ts';

/** What the process gives the server; tests give their own. */
export interface AppParts {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  /** UTC epoch seconds. */
  readonly now: () => number;
  /** Secret of the command line on this machine. */
  readonly localKey: string;
}

/** Everything that answers are made of, and that goes on by itself. */
export type House = Awaited<ReturnType<typeof makeHouse>>;

/** Revisions of the rate card whose tariffs, without rates, are at hand for statements. */
const TARIFFS_KEPT = 16;

/** Makes every part there is, over both stores; nothing of it runs yet. */
export async function makeHouse({ config, logger, now, localKey }: AppParts) {
  const { calls, catalog } = await openStores(config);
  const isAlone = config.postgresUrl === undefined;
  const keyPlaces = {
    text: config.secretKey,
    file: config.secretKeyFile,
    folder: isAlone ? config.data : undefined,
  };
  const readKey = (toSeal: boolean) => readSecretKey(keyPlaces, toSeal);
  const access = await createAccess(catalog, { localKey, readKey, now });
  const directory = cacheByVersion(catalog, ['directory'], async () =>
    indexDirectory(await loadDirectory(catalog)),
  );
  const directoryOf = keepDirectories(catalog);
  /** The directory that is kept under a name, or that of now. */
  const directoryAt = (kept: string | null) => (kept === null ? directory() : directoryOf(kept));
  const prices = cacheByVersion(catalog, ['directory', 'rates'], async () => {
    const { zone } = await directory();
    return loadPriceBook(catalog, zone);
  });
  const oldPrices = keepPriceBooks((revision, zone) => loadPriceBook(catalog, zone, revision));
  const pricesAt = async (revision: number, zone?: string) => {
    const now = await prices();
    const wanted = zone ?? now.zone;
    return now.revision === revision && now.zone === wanted ? now : oldPrices(revision, wanted);
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
    unsettled: (run, error) => {
      logger.error(
        { err: error, run },
        'a published run is not settled yet; the next run, or start, will do it',
      );
    },
  };
  const publishedRuns = watchPublishedRuns(catalog);
  const tariffsAt = keepLatest(TARIFFS_KEPT, (key: string) => {
    const [revision = '', zone = ''] = key.split(' ');
    return loadTariffs(catalog, zone, Number(revision));
  });
  const settle = shareRuns(() => settleAllowances(runs));
  const sources = setUpFeeds({
    ...{ landing, kinds: FEED_KINDS, logger, now },
    silentSeconds: isAlone ? 0 : config.sourceSilence,
    afterLanding: settle,
    spools: join(config.data, 'spool'),
    readKey,
  });

  const admission = createAdmission(config.reportConcurrency);
  const reporting = {
    admission,
    reportParts: async () => ({ calls, directory: await directory(), dayWindow: config.dayWindow }),
    freeze: (asOf: AsOf) => freezeFigures(catalog, asOf),
    explain: async (legs: readonly ExplainableLeg[], kept: string | null) => {
      const by = await directoryAt(kept);
      return explainSentences(legs, by, (revision) => pricesAt(revision, by.zone));
    },
    recalculate: (filter: LegFilter, askedBy: string) => recalculateFilter(runs, filter, askedBy),
    publishedRuns,
  };
  const identify: Identify = async ({ authorization, cookie }) =>
    toSender(await access.identify({ authorization, cookie, auth: readBasicAuth(authorization) }));
  return {
    ...{ config, logger, now, isAlone, calls, catalog, access, identify },
    ...{
      directory,
      directoryOf,
      directoryAt,
      prices,
      pricesAt,
      tariffsAt,
      landing,
      runs,
      publishedRuns,
      settle,
    },
    ...{ sources, admission, reporting },
    currency: async () => (await prices()).currency,
  };
}
