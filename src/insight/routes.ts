import type { FastifyInstance } from 'fastify';
import { registerCalls } from './call-routes.ts';
import { registerFigures } from './figure-routes.ts';
import type { InsightParts } from './insight-parts.ts';

/** The questions that pages ask of calls, for whoever may see any: every answer is of the companies of their grant. */
export function registerInsight(api: FastifyInstance, parts: InsightParts): void {
  registerFigures(api, parts);
  registerCalls(api, parts);
}
