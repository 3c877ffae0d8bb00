import type { FastifyInstance } from 'fastify';
import { registerCallExport } from './call-export.ts';
import { registerCalls } from './call-routes.ts';
import { registerFigures } from './figure-routes.ts';
import type { InsightParts } from './insight-parts.ts';
import { registerMissedCallers } from './missed-routes.ts';
import { registerQueues } from './queue-routes.ts';
import { registerTrunkLoads } from './trunk-routes.ts';

/** The questions that pages ask of calls, for whoever may see any: every answer is of the companies of their grant. */
export function registerInsight(api: FastifyInstance, parts: InsightParts): void {
  registerFigures(api, parts);
  registerCalls(api, parts);
  registerCallExport(api, parts);
  registerQueues(api, parts);
  registerMissedCallers(api, parts);
  registerTrunkLoads(api, parts);
}
