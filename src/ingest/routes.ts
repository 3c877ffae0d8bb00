import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { streamRejects } from '../store/calls/reject-rows.ts';
import { importCdrs, importQueueLog } from './import-files.ts';
import type { LandingParts } from './landing.ts';

type ImportQuery = { Querystring: { source?: string; zone?: string; columns?: string } };

/**
 * `POST /imports/asterisk-cdr?source=&zone=&columns=` and `POST /imports/asterisk-queue-log?source=&zone=`, the file as
 * the body: read as it comes, answered when all of it is durable. `GET /rejects` lists what could not be read.
 */
export function registerImports(api: FastifyInstance, parts: LandingParts): void {
  api.register(async (imports) => {
    imports.removeAllContentTypeParsers();
    imports.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    imports.post<ImportQuery>('/imports/asterisk-cdr', async (request) => {
      const { columns } = request.query;
      return importCdrs(parts, bodyOf(request), {
        ...(await readOptions(request.query, parts, 'Master.csv')),
        columns: columns === undefined || columns === '' ? undefined : columns.split(','),
      });
    });

    imports.post<ImportQuery>('/imports/asterisk-queue-log', async (request) =>
      importQueueLog(parts, bodyOf(request), await readOptions(request.query, parts, 'queue_log')),
    );
  });

  api.get('/rejects', (_request, reply) =>
    reply.type('application/x-ndjson').send(Readable.from(streamRejects(parts.calls), { objectMode: false })),
  );
}

function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return request.body instanceof Readable ? request.body : Readable.from([]);
}

/** The zone of the PBX unless another is named. */
async function readOptions(
  query: ImportQuery['Querystring'],
  parts: LandingParts,
  usualName: string,
): Promise<{ source: string; zone: string }> {
  const zone = query.zone === undefined || query.zone === '' ? (await parts.directory()).zone : query.zone;
  return { source: query.source || usualName, zone };
}
