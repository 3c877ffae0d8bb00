import type { FastifyInstance } from 'fastify';

/** Parts that are asked whether they answer. */
export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>;

/** `GET /healthz`: 200 when every part answers, 503 with the parts that do not. */
export function registerHealth(app: FastifyInstance, checks: HealthChecks): void {
  app.get('/healthz', async (request, reply) => {
    const names = Object.keys(checks);
    const results = await Promise.allSettled(Object.values(checks).map((check) => check()));
    const failing = names.filter((_, index) => results[index]?.status === 'rejected');
    for (const result of results)
      if (result.status === 'rejected') request.log.error({ err: result.reason }, 'unhealthy');
    return reply
      .code(failing.length === 0 ? 200 : 503)
      .send({ status: failing.length === 0 ? 'ok' : 'failing', failing });
  });
}
