import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FILE_KINDS, FILE_OPTIONS, type FileKindInfo, type FileOption } from '../core/file-kinds.ts';
import { findRecordKind, openRecordFile, readFileOptions } from './file-kinds.ts';
import { importRecords } from './import-records.ts';
import type { ImportOutcome } from './import-stream.ts';
import type { LandingParts } from './landing.ts';
import { withBody } from './read-body.ts';
import { gunzipped } from './sources/gunzip.ts';
import { tryFile } from './try-file.ts';

type FileQuery = {
  Params: { kind: string };
  Querystring: Partial<Record<FileOption | 'source', string>>;
};

/**
 * `POST /imports/KIND?source=&…` for every kind of `core/file-kinds.ts`, with the options it takes: the file as the body,
 * gzipped or not, read as it comes, answered when all of it is durable. `POST /imports/KIND/try` keeps nothing and answers
 * how the first records of it would land; it takes Asterisk's CSV too. `afterLanding` is done before an import is answered.
 */
export function registerFileImports(
  api: FastifyInstance,
  parts: LandingParts,
  afterLanding: () => Promise<void>,
): void {
  api.register(async (imports) => {
    imports.removeAllContentTypeParsers();
    imports.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    for (const kind of FILE_KINDS) {
      imports.post<FileQuery>(`/imports/${kind.kind}`, async (request): Promise<ImportOutcome> => {
        const outcome = await withBody(request, async (body) => {
          const file = await openAsked(parts, kind, request);
          return importRecords(parts, gunzipped(body), file, request.query.source || kind.kind);
        });
        await afterLanding();
        return outcome;
      });
    }

    imports.post<FileQuery>('/imports/:kind/try', (request) =>
      withBody(request, async (body) => {
        const file = await openAsked(parts, findRecordKind(request.params.kind), request);
        return tryFile(gunzipped(body), file, await parts.directory());
      }),
    );

    imports.post<FileQuery>('/imports/:kind', async (request) => findRecordKind(request.params.kind));
  });
}

async function openAsked(parts: LandingParts, kind: FileKindInfo, { query }: FastifyRequest<FileQuery>) {
  const written = Object.fromEntries(
    Object.keys(FILE_OPTIONS).map((name) => [name, query[name as FileOption]]),
  );
  const options = readFileOptions(kind, written, (await parts.directory()).zone);
  return openRecordFile(kind.kind, options);
}
