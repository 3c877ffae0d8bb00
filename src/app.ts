import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { resumeRuns, SILENT_SECONDS } from './billing/rating-runs.ts';
import { type AppParts, makeHouse } from './house.ts';
import { admit } from './http/audience.ts';
import { createServer } from './http/create-server.ts';
import { registerHealth } from './http/health.ts';
import { registerMetrics } from './http/metrics.ts';
import { describeOwnApi } from './http/openapi.ts';
import { registerOwnApi } from './http/own-api.ts';
import { BUILT_PAGES, registerWeb } from './http/web-files.ts';
import { measureSources } from './ingest/feeds/show-source.ts';
import { findUntold, keepJourneys } from './ingest/journey/keep-journeys.ts';
import { findUnmarked, markTransfers } from './ingest/mark-transfers.ts';
import { registerOwnRoutes } from './own-routes.ts';
import { registerExports } from './reports/export-routes.ts';
import { registerRest } from './rest/register-rest.ts';

/** A server ready to listen. */
export interface App {
  readonly server: FastifyInstance;
  /** The administrator's password, when this start made one up. */
  readonly generatedPassword: string | undefined;
  /** Finishes what is under way and closes the stores. */
  close(): Promise<void>;
}

/** A server over a house, with all that it answers, and what goes on by itself begun. */
export async function createApp(parts: AppParts): Promise<App> {
  const { logger, now } = parts;
  const house = await makeHouse(parts);
  const { calls, catalog, access, identify, directory, runs, sources, admission, reporting } = house;
  const { landing } = house;
  const { generatedPassword } = await access.ensureAdmin(parts.config.adminPassword);
  const resumed = resumeRuns(runs, house.isAlone ? 0 : SILENT_SECONDS).catch((error: unknown) => {
    logger.error({ err: error }, 'published runs are not settled yet; the next start, or run, will do it');
  });

  let isClosing = false;
  // Before anything can land: what lands from here on has its marks and its journey.
  const unmarked = await findUnmarked(landing);
  const untold = await findUntold(landing);
  const caughtUp = resumed
    .then(() => markTransfers(landing, unmarked, () => isClosing))
    .then(() => keepJourneys(landing, untold, () => isClosing))
    .catch((error: unknown) => {
      logger.error(
        { err: error },
        'older calls have not all the mark of a transfer and their journey; the next start will do it',
      );
    });

  const server = createServer(logger);
  describeOwnApi(server);
  registerHealth(server, {
    calls: () => calls.command('SELECT 1'),
    catalog: () => directory(),
  });
  registerRest(server, { access, ...reporting });
  registerExports(server, {
    ...reporting,
    identify: (authorization) => access.identify({ authorization }),
  });
  registerMetrics(
    server,
    { reportsInFlight: admission.count, sources: () => measureSources(catalog, now()) },
    async (authorization) => admit(await identify({ authorization, cookie: undefined }), 'administering'),
  );
  registerOwnApi(server, identify, (api) => registerOwnRoutes(api, house));
  if (existsSync(join(BUILT_PAGES, 'index.html'))) await registerWeb(server, BUILT_PAGES);
  else logger.warn('the pages are not built: run "npm run build"');
  sources.feeds.start();

  return {
    server,
    generatedPassword,
    close: async () => {
      isClosing = true;
      await sources.feeds.stop();
      await server.close();
      await server.underWay.settled();
      await caughtUp;
      await calls.close();
      await catalog.close();
    },
  };
}
