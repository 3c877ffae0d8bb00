import type { FastifyInstance } from 'fastify';
import { registerAudit } from './access/audit-routes.ts';
import { registerKeys } from './access/key-routes.ts';
import { registerOwnPassword } from './access/own-password.ts';
import { registerUsers } from './access/routes.ts';
import { registerSessions } from './access/session-routes.ts';
import { registerTwoFactor } from './access/two-factor-routes.ts';
import { registerExplanations } from './billing/explain-routes.ts';
import { explainInboundSentences, explainSentences } from './billing/explain-sentences.ts';
import { findDiscrepancies, findInboundDiscrepancies } from './billing/price-again.ts';
import { settleAlone } from './billing/publish-run.ts';
import { recalculate, refuseOverlapping } from './billing/rating-runs.ts';
import { registerRates } from './billing/routes.ts';
import { registerRuns } from './billing/run-routes.ts';
import { registerWhatIf } from './billing/what-if-routes.ts';
import { registerCarrierBills } from './carrier-bill/routes.ts';
import { registerClosings } from './closing/routes.ts';
import { formatLocalInstant } from './core/format-instant.ts';
import { reaches } from './core/scope.ts';
import { registerDirectoryEntries } from './directory/entry-routes.ts';
import { registerDirectory } from './directory/routes.ts';
import { registerFirstRun } from './first-run/routes.ts';
import type { House } from './house.ts';
import { registerOpenApi } from './http/openapi.ts';
import { attributeAgain } from './ingest/attribute-again.ts';
import { areCallsElsewhere } from './ingest/feeds/read-elsewhere.ts';
import { registerSources } from './ingest/feeds/source-routes.ts';
import { registerFileImports } from './ingest/file-routes.ts';
import { registerJourneys } from './ingest/journey/journey-routes.ts';
import { isNewest, makeAlone, readMoment } from './ingest/landing.ts';
import { registerPosts } from './ingest/post-routes.ts';
import { remakeAll } from './ingest/remake-all.ts';
import { remakeWindow } from './ingest/remake-window.ts';
import { replayRejects } from './ingest/replay-rejects.ts';
import { registerImports } from './ingest/routes.ts';
import { readStored } from './ingest/stored-records.ts';
import { registerLive } from './insight/live/live-routes.ts';
import { registerInsight } from './insight/routes.ts';
import { registerProof } from './proof/routes.ts';
import { answerWhole } from './reports/answer-report.ts';
import { freezeFigures } from './reports/freeze-figures.ts';
import { registerReports } from './reports/report-routes.ts';
import { findFigures } from './statements/figures.ts';
import { registerStatements } from './statements/routes.ts';
import { registerWorkQueue } from './work-queue/routes.ts';

/** The routes of our own API, each with what it needs of the house. */
export function registerOwnRoutes(api: FastifyInstance, house: House): void {
  const { config, logger, now, calls, catalog, access, identify } = house;
  const {
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
  } = house;
  const { sources, admission, reporting, currency } = house;
  registerOpenApi(api);
  registerSessions(api, access, async ({ grant }) => {
    const names = await directory();
    return {
      zone: names.zone,
      companies: names
        .companies()
        .filter(({ id }) => reaches(grant, id))
        .map(({ id, name }) => ({ id, name })),
    };
  });
  registerImports(api, landing, settle);
  registerFileImports(api, landing, settle);
  registerPosts(api, landing, settle);
  registerSources(api, sources.parts, sources.feeds);
  registerDirectory(
    api,
    catalog,
    async (onProgress, stale) => {
      const remade = await remakeAll(landing, onProgress, stale);
      await settle();
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
    explain: {
      out: (legs, by) => explainSentences(legs, by, (revision) => pricesAt(revision, by.zone)),
      in: (legs, by) => explainInboundSentences(legs, by, (revision) => pricesAt(revision, by.zone)),
    },
    figures: findFigures(catalog, {
      moment: () => readMoment(landing),
      freeze: (asOf) => freezeFigures(catalog, asOf, 'as_of'),
      directoryOf,
    }),
  });
  registerClosings(api, {
    catalog,
    directory,
    now,
    refusePricing: (scope) => refuseOverlapping(catalog, scope),
    settleAllowances: settle,
    settleAlone: (next) => settleAlone(runs, next),
    alone: (run) => makeAlone(landing, (making) => run(making.version, making.directory)),
  });
  registerProof(api, {
    ...{ calls, directory, publishedRuns, finishedVersion: runs.finishedVersion },
    freeze: (asOf) => freezeFigures(catalog, asOf, 'as_of'),
    answer: (report, filter, names) =>
      answerWhole(report, filter, { calls, directory: names, dayWindow: config.dayWindow }),
    dueLegs: (period) => attributeAgain(landing, period),
    priceAgain: async (legs, kept) => {
      const by = await directoryAt(kept);
      return findDiscrepancies(legs, by, (revision) => pricesAt(revision, by.zone));
    },
    priceInboundAgain: async (legs, kept) => {
      const by = await directoryAt(kept);
      return findInboundDiscrepancies(legs, by, (revision) => pricesAt(revision, by.zone));
    },
  });
  registerWorkQueue(api, {
    ...{ calls, catalog, now, readRecord: readStored },
    zone: async () => (await directory()).zone,
    overlayOf: async (period) => (await publishedRuns()).overlayOf(period),
    replayRejects: async (ask, onProgress) => {
      const replayed = await replayRejects(landing, ask, onProgress);
      await settle();
      return replayed;
    },
    remakeLegs: async ({ fromAt, toAt }, onProgress) => {
      const remade = await remakeWindow(landing, { fromAt, toAt: toAt - 1 }, onProgress);
      await settle();
      return remade;
    },
    recalculate: async ({ companies }, { fromAt, toAt }, askedBy, onProgress) => {
      const of = { fromAt, toAt, companies: companies === 'all' ? null : companies, devices: null };
      const wish = { ...of, reason: 'unknown costs of the work queue', askedBy, review: false };
      const { id, calls: count } = await recalculate(runs, wish, onProgress);
      return { run: id, calls: count };
    },
  });
  registerReports(api, { ...reporting, currency });
  registerInsight(api, {
    ...{ calls, directory, publishedRuns, admission, currency },
    explain: {
      out: async (legs) => explainSentences(legs, await directory(), pricesAt),
      in: async (legs) => explainInboundSentences(legs, await directory(), pricesAt),
    },
  });
  registerLive(api, {
    ...{ calls, directory, publishedRuns, currency },
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
}
