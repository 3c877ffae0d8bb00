import type { FastifyInstance } from 'fastify';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { type RawQuery, readQuery, readRevisionNumber, readSwitch } from './read-query.ts';
import { exportTariffs, importTariffs } from './tariffs-import.ts';

/** `POST /tariffs`, the file's text as the body; `GET /tariffs` gives it back. */
export function registerTariffs(api: FastifyInstance, catalog: Catalog): void {
  api.post<{ Querystring: RawQuery }>('/tariffs', async (request) => {
    const { dryRun } = readQuery(request.query, ['dryRun']);
    return importTariffs(catalog, String(request.body ?? ''), readSwitch('dryRun', dryRun));
  });
  api.get<{ Querystring: RawQuery }>('/tariffs', async (request) => {
    const { revision } = readQuery(request.query, ['revision']);
    return exportTariffs(catalog.db, readRevisionNumber(revision, await readRevision(catalog.db)));
  });
}
