import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Access, Principal } from '../access/access.ts';
import { toPerms } from '../access/permission.ts';
import { RingledgerError } from '../core/errors.ts';
import { readRestRequest, SESSION_COOKIE } from './read-request.ts';

/** `POST /rest/auth` signs in, `POST /rest/auth/logout` signs out, as the published system does. */
export function registerLogin(app: FastifyInstance, access: Access): void {
  const signIn = async (request: Parameters<typeof readRestRequest>[0], reply: FastifyReply) => {
    const { body, credentials } = readRestRequest(request);
    const { username, password } = readPassword(body['auth']);
    const { principal, session } = await access.signIn(username, password, { cookie: credentials.cookie });
    return setCookie(reply, session).send({ result: 'success', user: toUser(principal, session) });
  };
  app.post('/rest/auth', signIn);
  app.post('/rest/auth/', signIn);

  app.post('/rest/auth/logout', async (request, reply) => {
    const { credentials } = readRestRequest(request);
    await access.signOut(credentials.cookie);
    return reply
      .header('Set-Cookie', `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`)
      .send({ result: 'success' });
  });
}

function readPassword(auth: unknown): { username: string; password: string } {
  const given = typeof auth === 'object' && auth !== null ? (auth as Record<string, unknown>) : {};
  const { username, password } = given;
  if (typeof username === 'string' && typeof password === 'string') return { username, password };
  const missing = typeof username === 'string' ? 'auth.password' : 'auth.username';
  throw new RingledgerError(
    'not-signed-in',
    `${missing} is missing: send {"auth": {"type": "auth", "username": "…", "password": "…"}}.`,
  );
}

function setCookie(reply: FastifyReply, session: string): FastifyReply {
  return reply.header('Set-Cookie', `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`);
}

function toUser(principal: Principal, session: string) {
  return {
    id: principal.id,
    login: principal.login,
    name: principal.name,
    company: principal.company,
    home: principal.company,
    session,
    perms: toPerms(principal.permissions),
  };
}
