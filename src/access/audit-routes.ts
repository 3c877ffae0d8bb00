import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { AUDIT_ACTIONS } from '../core/audit.ts';
import { RingledgerError } from '../core/errors.ts';
import { INSTANT } from '../http/describe.ts';
import { listAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';

const USUAL_ENTRIES = 50;
const MOST_ENTRIES = 500;

const QUERY = Type.Object(
  {
    login: Type.Optional(Type.String({ minLength: 1 })),
    action: Type.Optional(Type.Enum([...AUDIT_ACTIONS])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ENTRIES, default: USUAL_ENTRIES })),
    cursor: Type.Optional(
      Type.String({ description: 'Where a page goes on, as the one before it answered.' }),
    ),
  },
  { additionalProperties: false },
);

const PAGE = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      at: INSTANT,
      login: Type.String({ description: 'Who did it.' }),
      action: Type.Enum([...AUDIT_ACTIONS]),
      subject: Type.String({ description: 'What was changed, by its own name.' }),
      detail: Type.String(),
    }),
  ),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: 'Asks for the next page; null on the last.',
  }),
});

/** `GET /audit`: who changed what, the newest first. */
export function registerAudit(api: FastifyInstance, { db }: Catalog): void {
  api.get<{ Querystring: Static<typeof QUERY> }>(
    '/audit',
    {
      schema: {
        ...{ operationId: 'listAudit', summary: 'Who changed what, the newest first', tags: ['Audit'] },
        querystring: QUERY,
        response: { 200: PAGE },
      },
    },
    async ({ query }): Promise<Static<typeof PAGE>> => {
      const { login, action, limit = USUAL_ENTRIES, cursor } = query;
      const before = readCursor(cursor);
      const rows = await listAudit(db, { before, login, action, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      return {
        items: shown.map((row) => ({ ...row, at: row.at.toISOString() })),
        cursor: rows.length > limit ? String(shown.at(-1)?.id) : null,
      };
    },
  );
}

function readCursor(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const message = `"${text}" is no cursor: give the one that the page before answered, or none.`;
  throw new RingledgerError('invalid-request', message, [{ where: 'cursor', message }]);
}
