import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RingledgerError } from '../core/errors.ts';
import { INSTANT, READ_BY_ROUTE } from '../http/describe.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { Access } from './access.ts';
import { foldUserName } from './check-user.ts';
import { toTexts } from './permission.ts';
import type { Principal } from './principal.ts';
import { readNewUser, readUserChange } from './read-user-request.ts';

const PERMISSIONS = Type.Array(Type.String(), {
  description:
    'system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers.',
});

const USER = Type.Object({
  login: Type.String({ description: 'The name to sign in with.' }),
  name: Type.String(),
  permissions: PERMISSIONS,
  created: INSTANT,
  twoFactor: Type.Boolean({ description: 'Whether they sign in with a code as well.' }),
});

const CHANGED = Type.Object({ login: Type.String(), permissions: PERMISSIONS });
const TAGS = ['Users'];

type Named = { Params: { login: string } };

/**
 * `GET /users`, `POST /users`, `PATCH /users/LOGIN` and `DELETE /users/LOGIN`. There is always somebody with
 * System-Admin, and nobody removes themself.
 */
export function registerUsers(api: FastifyInstance, access: Access, { db }: Catalog): void {
  api.get(
    '/users',
    {
      schema: {
        ...{ operationId: 'listUsers', summary: 'Who may sign in, by login', tags: TAGS },
        response: { 200: Type.Object({ users: Type.Array(USER) }) },
      },
    },
    async () => ({
      users: (await access.listUsers()).map(({ login, name, permissions, createdAt, twoFactor }) => ({
        ...{ login, name, permissions: toTexts(permissions), created: createdAt.toISOString(), twoFactor },
      })),
    }),
  );

  api.post(
    '/users',
    {
      ...READ_BY_ROUTE,
      schema: {
        ...{ operationId: 'addUser', summary: 'Adds a user', tags: TAGS },
        body: Type.Object({ name: Type.String(), password: Type.String(), permissions: PERMISSIONS }),
        response: { 201: Type.Object({ id: Type.Integer(), name: Type.String() }) },
      },
    },
    async (request, reply) => {
      const user = readNewUser(request.body);
      const { id, login } = await access.addUser(user);
      const detail = toTexts(user.permissions).join(', ');
      await keepAudit(db, { login: request.login, action: 'user-added', subject: login, detail });
      return reply.code(201).send({ id, name: login });
    },
  );

  api.patch<Named>(
    '/users/:login',
    {
      ...READ_BY_ROUTE,
      schema: {
        ...{ operationId: 'changeUser', summary: 'Gives other permissions, or a password', tags: TAGS },
        params: Type.Object({ login: Type.String() }),
        body: Type.Object({
          permissions: Type.Optional(PERMISSIONS),
          password: Type.Optional(Type.String({ description: "Ends the user's sessions." })),
        }),
        response: { 200: CHANGED },
      },
    },
    async ({ params, body, login }) => {
      const change = readUserChange(body);
      const user = await access.changeUser(params.login, change);
      const { permissions, password } = change;
      if (permissions !== undefined) {
        const detail = toTexts(permissions).join(', ');
        await keepAudit(db, { login, action: 'user-changed', subject: user.login, detail });
      }
      if (password !== undefined) {
        await keepAudit(db, { login, action: 'password-changed', subject: user.login, detail: '' });
      }
      return toApi(user);
    },
  );

  api.delete<Named>(
    '/users/:login',
    {
      schema: {
        ...{
          operationId: 'removeUser',
          summary: 'Removes a user, their sessions and their keys',
          tags: TAGS,
        },
        params: Type.Object({ login: Type.String() }),
        response: { 200: Type.Object({ removed: Type.String() }) },
      },
    },
    async ({ params, login }) => {
      if (foldUserName(params.login) === foldUserName(login)) {
        throw new RingledgerError('conflict', `${login} is yourself: let another administrator do it.`);
      }
      const user = await access.removeUser(params.login);
      await keepAudit(db, { login, action: 'user-removed', subject: user.login, detail: '' });
      return { removed: user.login };
    },
  );
}

function toApi({ login, permissions }: Principal): Static<typeof CHANGED> {
  return { login, permissions: [...toTexts(permissions)] };
}
