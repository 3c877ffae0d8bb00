import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { RingledgerError } from '../../src/core/errors.ts';
import { createServer } from '../../src/http/create-server.ts';
import { registerOwnApi } from '../../src/http/own-api.ts';
import type { StatementParts } from '../../src/statements/make-statement.ts';
import { registerStatements } from '../../src/statements/routes.ts';
import { LOCAL_KEY } from './app.ts';

/** The server's own API with statements alone, made from the parts a test gives. */
export function serveStatements(parts: StatementParts): FastifyInstance {
  const server = createServer(pino({ level: 'silent' }));
  const requireAdministrator = async (authorization: string | undefined) => {
    if (authorization === `Bearer ${LOCAL_KEY}`) return 'admin';
    throw new RingledgerError('not-signed-in', 'Sign in first.');
  };
  registerOwnApi(server, requireAdministrator, (api) => registerStatements(api, parts));
  return server;
}
