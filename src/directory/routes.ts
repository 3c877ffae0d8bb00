import type { FastifyInstance } from 'fastify';
import type { AuditAction } from '../core/audit.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { type OnProgress, sendProgress } from '../http/progress-answer.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { isApplied } from '../store/catalog/versions.ts';
import { IMPORT_DIRECTORY, SYNC_DIRECTORY } from './directory-routes-schema.ts';
import { importDirectory } from './import-directory.ts';
import { type Stale, type SyncRequest, syncDirectory } from './sync/sync-directory.ts';

/**
 * `POST /directory`, the file's text as the body; `POST /directory/sync`, what was found where a directory is kept. Calls already kept are attributed again by `remake` when anything
 * changed, so that a directory that comes late, or is corrected, counts for them as well; and when an earlier change
 * has not reached them all, as the server was stopped meanwhile.
 */
export function registerDirectory(
  api: FastifyInstance,
  catalog: Catalog,
  remake: (onProgress: OnProgress, stale?: Stale) => Promise<{ readonly records: number }>,
  now: () => number,
): void {
  const note = (login: string, action: AuditAction, subject: string, detail: string) =>
    keepAudit(catalog.db, { login, action, subject, detail });
  api.register(async (directory) => {
    directory.removeAllContentTypeParsers();
    directory.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: DIRECTORY_BYTES },
      (_request, body, done) => done(null, body),
    );
    const taking = { bodyLimit: DIRECTORY_BYTES, ...READ_BY_ROUTE };
    directory.post('/directory', { ...taking, schema: IMPORT_DIRECTORY }, async (request, reply) => {
      const changes = await importDirectory(catalog, String(request.body ?? ''));
      const { added, changed, kept } = changes;
      const detail = `${added} new, ${changed} changed, ${kept} kept beside them`;
      await note(request.login, 'directory-imported', 'directory', detail);
      return sendProgress(reply, async (onProgress) => {
        const { records } = (await isApplied(catalog, 'directory'))
          ? { records: 0 }
          : await remake(onProgress);
        return { ...changes, records };
      });
    });
    directory.post('/directory/sync', { ...taking, schema: SYNC_DIRECTORY }, async (request, reply) => {
      const { result, stale } = await syncDirectory(
        catalog,
        String(request.body ?? ''),
        request.query as SyncRequest,
        now(),
      );
      const { source, dryRun, changes } = result;
      if (!dryRun && changes.length > 0)
        await note(request.login, 'directory-synced', source, `${changes.length} changes`);
      return sendProgress(reply, async (onProgress) => {
        const { records } = stale === undefined ? { records: 0 } : await remake(onProgress, stale);
        return { ...result, records };
      });
    });
  });
}

const DIRECTORY_BYTES = 256 * 1024 * 1024;
