import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { RingledgerError } from '../../src/core/errors.ts';
import { createServer } from '../../src/http/create-server.ts';
import { type Identify, registerOwnApi } from '../../src/http/own-api.ts';
import type { StatementParts } from '../../src/statements/make-statement.ts';
import { registerStatements } from '../../src/statements/routes.ts';
import { LOCAL_KEY } from './app.ts';
import { administrator } from './sender.ts';

/** The server's own API with statements alone, made from the parts a test gives. */
export function serveStatements(parts: StatementParts): FastifyInstance {
  const server = createServer(pino({ level: 'silent' }));
  const identify: Identify = async ({ authorization }) => {
    if (authorization === `Bearer ${LOCAL_KEY}`) return administrator('admin');
    throw new RingledgerError('not-signed-in', 'Sign in first.');
  };
  registerOwnApi(server, identify, (api) => registerStatements(api, parts));
  return server;
}
