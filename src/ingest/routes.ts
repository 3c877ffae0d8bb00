import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { streamRejects } from '../store/calls/reject-rows.ts';
import { importCdrs, importCel, importQueueLog } from './import-files.ts';
import { IMPORT_CDRS, IMPORT_CEL, IMPORT_QUEUE_LOG, LIST_REJECTS } from './import-schema.ts';
import type { LandingParts } from './landing.ts';
import { gunzipped } from './sources/gunzip.ts';

type ImportQuery = {
  Querystring: { source?: string; zone?: string; zoneAnyway?: string; columns?: string };
};

/**
 * `POST /imports/asterisk-cdr?source=&zone=&zoneAnyway=&columns=`, `POST /imports/asterisk-queue-log?source=&zone=` and
 * `POST /imports/asterisk-cel?source=&zone=&columns=`, the file as the body: read as it comes, answered when all of it is
 * durable. `GET /rejects` lists what could not be read. `afterLanding` is done before an import is answered.
 */
export function registerImports(
  api: FastifyInstance,
  parts: LandingParts,
  afterLanding: () => Promise<void>,
): void {
  api.register(async (imports) => {
    imports.removeAllContentTypeParsers();
    imports.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    imports.post<ImportQuery>('/imports/asterisk-cdr', IMPORT_CDRS, async (request) => {
      const { source, zone, zoneAnyway, columns } = request.query;
      const outcome = await importCdrs(parts, bodyOf(request), {
        source: source || 'Master.csv',
        zone: zone || undefined,
        zoneAnyway: zoneAnyway === 'true',
        columns: columns === undefined || columns === '' ? undefined : columns.split(','),
      });
      await afterLanding();
      return outcome;
    });

    // Most queue logs tell epoch seconds; the others are written by the PBX's own clock.
    imports.post<ImportQuery>('/imports/asterisk-queue-log', IMPORT_QUEUE_LOG, async (request) => {
      const outcome = await importQueueLog(parts, bodyOf(request), {
        source: request.query.source || 'queue_log',
        zone: request.query.zone || (await parts.directory()).zone,
      });
      await afterLanding();
      return outcome;
    });

    imports.post<ImportQuery>('/imports/asterisk-cel', IMPORT_CEL, async (request) => {
      const { source, zone, columns } = request.query;
      const outcome = await importCel(parts, bodyOf(request), {
        source: source || 'cel.csv',
        zone: zone || (await parts.directory()).zone,
        columns: columns === undefined || columns === '' ? undefined : columns.split(','),
      });
      await afterLanding();
      return outcome;
    });
  });

  api.get('/rejects', LIST_REJECTS, (_request, reply) =>
    reply.type('application/x-ndjson').send(Readable.from(streamRejects(parts.calls), { objectMode: false })),
  );
}

function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return gunzipped(request.body instanceof Readable ? request.body : Readable.from([]));
}
