import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { INSTANT } from '../http/describe.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { Access } from './access.ts';
import { refuseOther } from './own-password.ts';

const STATE = Type.Object({
  since: Type.Union([INSTANT, Type.Null()], { description: 'Null without a second factor.' }),
  recoveryCodes: Type.Integer({ description: 'How many are left.' }),
});
const PASSWORD = Type.Object(
  { password: Type.String({ minLength: 1, description: "The sender's own." }) },
  { additionalProperties: false },
);
const CODE = Type.Object(
  { code: Type.String({ minLength: 1, description: 'What the authenticator app shows now.' }) },
  { additionalProperties: false },
);
const BEGUN = Type.Object({
  secret: Type.String({ description: 'For the app, as base32, where it cannot see a QR code.' }),
  address: Type.String({ description: 'otpauth address, for a QR code.' }),
});
const TAGS = ['Session'];

/**
 * `GET /session/two-factor`, and `POST` to begin, `/confirm` and `/stop` it: one's own second factor. An administrator
 * turns off anybody's by `DELETE /users/LOGIN/two-factor`.
 */
export function registerTwoFactor(api: FastifyInstance, access: Access, { db }: Catalog): void {
  const { twoFactor } = access;
  const config = { for: 'signed-in' } as const;

  api.get(
    '/session/two-factor',
    {
      config,
      schema: {
        ...{ operationId: 'readTwoFactor', summary: "The sender's second factor", tags: TAGS },
        response: { 200: STATE },
      },
    },
    async ({ login }): Promise<Static<typeof STATE>> => {
      const found = await twoFactor.find(login);
      return { since: found?.since.toISOString() ?? null, recoveryCodes: found?.recoveryCodes ?? 0 };
    },
  );

  api.post<{ Body: Static<typeof PASSWORD> }>(
    '/session/two-factor',
    {
      config,
      schema: {
        ...{ operationId: 'beginTwoFactor', summary: 'A secret for an authenticator app', tags: TAGS },
        body: PASSWORD,
        response: { 200: BEGUN },
      },
    },
    async ({ login, body }) => {
      if (!(await access.isPasswordOf(login, body.password))) {
        throw refuseOther('password', 'The second factor is not begun.');
      }
      return twoFactor.begin(login);
    },
  );

  api.post<{ Body: Static<typeof CODE> }>(
    '/session/two-factor/confirm',
    {
      config,
      schema: {
        ...{
          operationId: 'confirmTwoFactor',
          summary: 'Turns on the second factor that was begun',
          tags: TAGS,
        },
        body: CODE,
        response: {
          200: Type.Object({
            recoveryCodes: Type.Array(Type.String(), { description: 'Each for one use. Shown this once.' }),
          }),
        },
      },
    },
    async ({ login, body }) => {
      const recoveryCodes = await twoFactor.confirm(login, body.code);
      await keepAudit(db, { login, action: 'second-factor-on', subject: login, detail: '' });
      return { recoveryCodes };
    },
  );

  api.post<{ Body: Static<typeof PASSWORD> }>(
    '/session/two-factor/stop',
    {
      config,
      schema: {
        ...{ operationId: 'stopTwoFactor', summary: "Turns off the sender's second factor", tags: TAGS },
        body: PASSWORD,
        response: { 204: Type.Null() },
      },
    },
    async ({ login, body }, reply) => {
      if (!(await access.isPasswordOf(login, body.password))) {
        throw refuseOther('password', 'The second factor is still on.');
      }
      await twoFactor.stop(login);
      await keepAudit(db, { login, action: 'second-factor-off', subject: login, detail: '' });
      return reply.code(204).send(null);
    },
  );

  api.delete<{ Params: { login: string } }>(
    '/users/:login/two-factor',
    {
      schema: {
        ...{ operationId: 'removeTwoFactor', summary: "Turns off a user's second factor", tags: ['Users'] },
        params: Type.Object({ login: Type.String() }),
        response: { 204: Type.Null() },
      },
    },
    async ({ params, login }, reply) => {
      const user = await twoFactor.stop(params.login);
      await keepAudit(db, { login, action: 'second-factor-off', subject: user.login, detail: '' });
      return reply.code(204).send(null);
    },
  );
}
