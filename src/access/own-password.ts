import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { refuseFaults } from '../core/errors.ts';
import { giveSession } from '../http/session-cookie.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { Access } from './access.ts';

const WISH = Type.Object(
  {
    oldPassword: Type.String({ minLength: 1 }),
    newPassword: Type.String({ minLength: 1, maxLength: 1024 }),
  },
  { additionalProperties: false },
);

/** `POST /session/password`: one's own. It takes the old one, and ends every other session; this one goes on. */
export function registerOwnPassword(api: FastifyInstance, access: Access, { db }: Catalog): void {
  api.post<{ Body: Static<typeof WISH> }>(
    '/session/password',
    {
      config: { for: 'signed-in' },
      schema: {
        ...{
          operationId: 'changeOwnPassword',
          summary: "Changes the sender's own password",
          tags: ['Session'],
        },
        body: WISH,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { login } = request;
      const { oldPassword, newPassword } = request.body;
      if (!(await access.isPasswordOf(login, oldPassword)))
        throw refuseOther('oldPassword', 'The password cannot be changed.');
      await access.changePassword(login, newPassword);
      await keepAudit(db, { login, action: 'password-changed', subject: login, detail: '' });
      giveSession(request, reply, await access.renewSession(login));
      return reply.code(204).send(null);
    },
  );
}

/** Whoever finds a page that is left open is not to take it over for good: changes of this kind ask for the password. */
export function refuseOther(where: string, summary: string): Error {
  return refuseFaults(summary, [
    { where, message: 'It is not your password: check the case of every letter.' },
  ]);
}
