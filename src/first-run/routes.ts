import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { CallStore } from '../store/calls/call-store.ts';
import { hasLegs } from '../store/calls/has-legs.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { listSources } from '../store/catalog/sources.ts';
import { readVersion } from '../store/catalog/versions.ts';

const FACTS = Type.Object({
  directory: Type.Boolean({ description: 'Whether anybody has described the PBX.' }),
  sources: Type.Integer(),
  rates: Type.Boolean({ description: 'Whether a rate deck was ever imported.' }),
  calls: Type.Boolean({ description: 'Whether a call has ever landed.' }),
  samples: Type.Array(Type.String(), { description: 'Files of the sample PBX that this server has.' }),
});

/** The sample PBX, beside the built server: in the order in which its files are imported. */
const SAMPLES = ['directory.json', 'uk-deck.csv', 'Custom.csv', 'queue_log'] as const;
const FOLDER = new URL('../../samples/', import.meta.url);
const TAGS = ['First run'];

/** `GET /first-run`: what an installation has already; `GET /samples/NAME`: a file of the sample PBX. */
export function registerFirstRun(
  api: FastifyInstance,
  { calls, catalog }: { readonly calls: CallStore; readonly catalog: Catalog },
): void {
  api.get(
    '/first-run',
    {
      schema: {
        ...{ operationId: 'readFirstRun', summary: 'What an installation has already', tags: TAGS },
        response: { 200: FACTS },
      },
    },
    async (): Promise<Static<typeof FACTS>> => ({
      directory: (await readVersion(catalog, 'directory')) > 0,
      sources: (await listSources(catalog.db)).length,
      rates: (await readRevision(catalog.db)) > 0,
      calls: await hasLegs(calls),
      samples: SAMPLES.filter((name) => existsSync(new URL(name, FOLDER))),
    }),
  );

  api.get<{ Params: { name: (typeof SAMPLES)[number] } }>(
    '/samples/:name',
    {
      schema: {
        ...{ operationId: 'readSample', summary: 'A file of the sample PBX', tags: TAGS },
        params: Type.Object({ name: Type.Enum([...SAMPLES]) }),
        response: {
          200: { description: 'The file', content: { 'text/plain': { schema: Type.String() } } },
        },
      },
    },
    ({ params }, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send(createReadStream(fileURLToPath(new URL(params.name, FOLDER)))),
  );
}
