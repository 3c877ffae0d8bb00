import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** Describes our own API by the schemas of its routes, as OpenAPI 3.1. Before any route is registered. */
export function describeOwnApi(app: FastifyInstance): void {
  app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ringledger',
        version: '1',
        description:
          'Calls of a PBX, whose they were and what they cost. Errors are problem+json (RFC 9457); money is a decimal in a string; times are RFC 3339.',
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key made by "ringledger key create".' },
          session: { type: 'apiKey', in: 'cookie', name: 'ringledger-session' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    // What is not ours to describe: the published paths, the pages, health and metrics, and this description.
    transform: ({ schema, url }) => ({ schema: isOwn(url) ? schema : { ...schema, hide: true }, url }),
  });
}

/** `GET /openapi.json`: the description itself, for anyone. */
export function registerOpenApi(api: FastifyInstance): void {
  api.get('/openapi.json', { config: { for: 'anyone' } }, () => api.swagger());
}

function isOwn(url: string): boolean {
  return url.startsWith('/api/v1/') && url !== '/api/v1/openapi.json' && !url.endsWith('*');
}
