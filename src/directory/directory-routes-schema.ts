import { Type } from 'typebox';
import { PROGRESS_LINES } from '../http/describe.ts';

/** The schemas of the routes by which a directory is brought in; the file's own is docs/directory.schema.json. */

const TAGS = ['Directory'];
const FILE = { additionalProperties: true } as const;

export const IMPORT_DIRECTORY = {
  ...{ operationId: 'importDirectory', summary: 'Takes a directory.json in, all or nothing', tags: TAGS },
  body: Type.Object({}, { ...FILE, description: 'As docs/directory.schema.json describes it.' }),
  response: { 200: PROGRESS_LINES },
};

export const SYNC_DIRECTORY = {
  ...{
    operationId: 'syncDirectory',
    summary: 'Takes in what was found where a directory is kept',
    tags: TAGS,
  },
  querystring: Type.Object({
    source: Type.Optional(Type.String()),
    company: Type.Optional(Type.String()),
    since: Type.Optional(Type.String()),
    names: Type.Optional(Type.Boolean()),
    anyway: Type.Optional(Type.Boolean()),
    dryRun: Type.Optional(Type.Boolean()),
  }),
  body: Type.Object({}, { ...FILE, description: 'What was found, as docs/directory-sync.md describes it.' }),
  response: { 200: PROGRESS_LINES },
};
