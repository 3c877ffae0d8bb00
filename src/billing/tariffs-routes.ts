import type { FastifyInstance } from 'fastify';
import { READ_BY_ROUTE } from '../http/describe.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { noteTariffs } from './note-import.ts';
import { IMPORT_TARIFFS, READ_TARIFFS } from './rate-schema.ts';
import { type RawQuery, readQuery, readRevisionNumber, readSwitch } from './read-query.ts';
import { exportTariffs, importTariffs } from './tariffs-import.ts';

/** `POST /tariffs`, the file's text as the body; `GET /tariffs` gives it back. */
export function registerTariffs(api: FastifyInstance, catalog: Catalog): void {
  api.post<{ Querystring: RawQuery }>(
    '/tariffs',
    { ...READ_BY_ROUTE, schema: IMPORT_TARIFFS },
    async (request) => {
      const { dryRun, revision } = readQuery(request.query, ['dryRun', 'revision']);
      const text = String(request.body ?? '');
      const imported = await importTariffs(catalog, text, {
        dryRun: readSwitch('dryRun', dryRun),
        seen:
          revision === undefined ? undefined : readRevisionNumber(revision, await readRevision(catalog.db)),
      });
      await noteTariffs(catalog.db, request.login, imported);
      return imported;
    },
  );
  api.get<{ Querystring: RawQuery }>(
    '/tariffs',
    { ...READ_BY_ROUTE, schema: READ_TARIFFS },
    async (request) => {
      const { revision } = readQuery(request.query, ['revision']);
      return exportTariffs(catalog.db, readRevisionNumber(revision, await readRevision(catalog.db)));
    },
  );
}
