import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RingledgerError, refuseFaults } from '../core/errors.ts';
import { INSTANT, READ_BY_ROUTE, TEXT_OR_NULL } from '../http/describe.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { Access } from './access.ts';

const KEY = Type.Object({
  id: Type.Integer(),
  name: TEXT_OR_NULL,
  start: Type.Union([Type.String(), Type.Null()], { description: 'Its first characters.' }),
  created: INSTANT,
  lastUsed: Type.Union([INSTANT, Type.Null()]),
});

const LONGEST_NAME = 32;
const TAGS = ['Users'];

/** `GET /users/LOGIN/keys`, `POST /keys`, which shows a key this once, and `DELETE /keys/ID`. */
export function registerKeys(api: FastifyInstance, access: Access, { db }: Catalog): void {
  api.get<{ Params: { login: string } }>(
    '/users/:login/keys',
    {
      schema: {
        ...{ operationId: 'listKeys', summary: 'Keys of a user, the newest first', tags: TAGS },
        params: Type.Object({ login: Type.String() }),
        response: { 200: Type.Object({ keys: Type.Array(KEY) }) },
      },
    },
    async ({ params }) => ({
      keys: (await access.listKeys(params.login)).map(
        ({ id, name, start, createdAt, lastUsedAt }): Static<typeof KEY> => ({
          ...{ id, name, start, created: createdAt.toISOString() },
          lastUsed: lastUsedAt?.toISOString() ?? null,
        }),
      ),
    }),
  );

  api.post(
    '/keys',
    {
      ...READ_BY_ROUTE,
      schema: {
        ...{ operationId: 'makeKey', summary: 'Makes a key that acts for a user', tags: TAGS },
        body: Type.Object({
          user: Type.String(),
          name: Type.Optional(Type.String({ maxLength: LONGEST_NAME, description: 'What it is for.' })),
        }),
        response: { 201: Type.Object({ key: Type.String({ description: 'Shown this once.' }) }) },
      },
    },
    async (request, reply) => {
      const { user, name } = (request.body ?? {}) as Record<string, unknown>;
      if (typeof user !== 'string')
        throw new RingledgerError('invalid-request', 'user: name whom the key acts for.');
      const label = readName(name);
      const key = await access.createKey(user, label);
      const detail = label ?? '';
      await keepAudit(db, { login: request.login, action: 'key-made', subject: user, detail });
      return reply.code(201).send({ key });
    },
  );

  api.delete<{ Params: { id: number } }>(
    '/keys/:id',
    {
      schema: {
        ...{ operationId: 'removeKey', summary: 'Ends a key at once', tags: TAGS },
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
        response: { 200: Type.Object({ removed: Type.Integer() }) },
      },
    },
    async ({ params, login }) => {
      const key = await access.removeKey(params.id);
      const detail = [key.name, key.start].filter(Boolean).join(' ');
      await keepAudit(db, { login, action: 'key-removed', subject: key.login, detail });
      return { removed: key.id };
    },
  );
}

function readName(name: unknown): string | undefined {
  if (name === undefined || name === null) return undefined;
  const text = typeof name === 'string' ? name.trim() : '';
  if (text !== '' && text.length <= LONGEST_NAME && !/\p{Cc}/u.test(text)) return text;
  throw refuseFaults('The key cannot be made.', [
    {
      where: 'name',
      message: `Say in 1 to ${LONGEST_NAME} characters what the key is for, or leave it out.`,
    },
  ]);
}
