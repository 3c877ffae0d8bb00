import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Sender } from '../http/own-api.ts';
import { giveSession, SESSION_COOKIE, takeSession } from '../http/session-cookie.ts';
import type { Access, Principal } from './access.ts';

/** What pages are told of who has signed in, and of the server they are on. */
const SESSION = Type.Object({
  login: Type.String(),
  name: Type.String(),
  administrator: Type.Boolean({ description: 'Whether they may do everything.' }),
  reporting: Type.Boolean({ description: 'Whether they may see calls.' }),
  maskNumbers: Type.Boolean({ description: 'Whether outside numbers lack their last digits.' }),
  everyCompany: Type.Boolean(),
  companies: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
    description: 'Companies whose calls they may see, by id.',
  }),
  zone: Type.String({ description: 'IANA zone of the PBX, by which days and months go.' }),
});

/** What the directory says to a page. */
export type SessionFacts = (sender: Sender) => Promise<Pick<Static<typeof SESSION>, 'companies' | 'zone'>>;

const CREDENTIALS = Type.Object(
  {
    username: Type.String({ minLength: 1 }),
    password: Type.String({ minLength: 1 }),
    code: Type.Optional(
      Type.String({
        minLength: 1,
        description: "The second factor's, of whoever has one: 401 `code-needed` asks for it.",
      }),
    ),
  },
  { additionalProperties: false },
);

/** `POST /session` signs in and leaves a cookie, `GET /session` tells who has, `DELETE /session` signs out. */
export function registerSessions(
  api: FastifyInstance,
  access: Pick<Access, 'signIn' | 'signOut'>,
  facts: SessionFacts,
): void {
  const toApi = async (sender: Sender): Promise<Static<typeof SESSION>> => ({
    login: sender.login,
    name: sender.name,
    administrator: sender.systemAdmin,
    reporting: sender.grant.everyCompany || sender.grant.companies.length > 0,
    maskNumbers: sender.maskNumbers,
    everyCompany: sender.grant.everyCompany,
    ...(await facts(sender)),
  });

  api.post<{ Body: Static<typeof CREDENTIALS> }>(
    '/session',
    {
      config: { for: 'anyone' },
      schema: {
        ...{ operationId: 'signIn', summary: 'Signs in; answers with a cookie', tags: ['Session'] },
        body: CREDENTIALS,
        response: { 200: SESSION },
      },
    },
    async (request, reply) => {
      const { username, password, code } = request.body;
      const { principal, session } = await access.signIn(username, password, { code });
      giveSession(request, reply, session);
      return toApi(toSender(principal));
    },
  );
  api.get(
    '/session',
    {
      config: { for: 'signed-in' },
      schema: {
        ...{ operationId: 'readSession', summary: 'Who has signed in', tags: ['Session'] },
        response: { 200: SESSION },
      },
    },
    ({ principal }) => toApi(principal),
  );
  api.delete(
    '/session',
    {
      config: { for: 'anyone' },
      schema: {
        ...{ operationId: 'signOut', summary: 'Signs out', tags: ['Session'] },
        response: { 204: Type.Null() },
      },
    },
    async ({ cookies }, reply) => {
      await access.signOut(cookies[SESSION_COOKIE]);
      takeSession(reply);
      return reply.code(204).send(null);
    },
  );
}

/** What our own API knows of a sender. */
export function toSender({ login, name, grant, systemAdmin, mayFeed, maskNumbers }: Principal): Sender {
  return { login, name, grant, systemAdmin, mayFeed, maskNumbers };
}
