import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FILE_KINDS, FILE_OPTIONS, type FileKindInfo, type FileOption } from '../core/file-kinds.ts';
import { chooseZone, HEAD_BYTES } from './choose-zone.ts';
import { findRecordKind, openRecordFile, readFileOptions } from './file-kinds.ts';
import { importRecords } from './import-records.ts';
import { importKind, TRY_FILE, UNKNOWN_KIND } from './import-schema.ts';
import type { ImportOutcome } from './import-stream.ts';
import type { LandingParts } from './landing.ts';
import { withBody } from './read-body.ts';
import { gunzipped } from './sources/gunzip.ts';
import { readHead } from './sources/read-head.ts';
import { type TriedFile, tryFile } from './try-file.ts';

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
      imports.post<FileQuery>(
        `/imports/${kind.kind}`,
        importKind(kind),
        async (request): Promise<ImportOutcome> => {
          const outcome = await withBody(request, async (body) => {
            const file = await openAsked(parts, kind, request);
            return importRecords(parts, gunzipped(body), file, request.query.source || kind.kind);
          });
          await afterLanding();
          return outcome;
        },
      );
    }

    imports.post<FileQuery>('/imports/:kind/try', TRY_FILE, (request) =>
      withBody(request, (body) => tryAsked(parts, request, gunzipped(body))),
    );

    imports.post<FileQuery>('/imports/:kind', UNKNOWN_KIND, async (request) =>
      findRecordKind(request.params.kind),
    );
  });
}

function askedOptions({ query }: FastifyRequest<FileQuery>): Partial<Record<FileOption, string>> {
  return Object.fromEntries(
    Object.keys(FILE_OPTIONS).flatMap((name) => {
      const text = query[name as FileOption];
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

async function openAsked(parts: LandingParts, kind: FileKindInfo, request: FastifyRequest<FileQuery>) {
  const options = readFileOptions(kind, askedOptions(request), (await parts.directory()).zone);
  return openRecordFile(kind.kind, options);
}

/** Asterisk's CSV is tried in the zone that an import would tell from its first records, or refused as it would be. */
async function tryAsked(
  parts: LandingParts,
  request: FastifyRequest<FileQuery>,
  body: AsyncIterable<Uint8Array>,
): Promise<TriedFile> {
  const kind = findRecordKind(request.params.kind);
  const directory = await parts.directory();
  if (kind.kind !== 'asterisk-cdr') return tryFile(body, await openAsked(parts, kind, request), directory);
  const { zone: asked, columns } = readFileOptions(kind, askedOptions(request), '');
  const head = await readHead(body, HEAD_BYTES);
  const wish = { asked: asked || undefined, pbxZone: directory.zone, anyway: false };
  const { zone, note } = chooseZone(head, columns, wish);
  const tried = await tryFile(head.stream, openRecordFile(kind.kind, { zone, columns }), directory);
  return note === null ? tried : { ...tried, notes: [note, ...tried.notes] };
}
