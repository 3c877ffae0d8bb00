import { Type } from 'typebox';
import { INSTANT, TEXT_OR_NULL } from '../../http/describe.ts';

/** The schemas of the routes of sources. What settings may be, each kind says itself. */

const ANY_OBJECT = Type.Object({}, { additionalProperties: true });
const INTEGER_OR_NULL = Type.Union([Type.Integer(), Type.Null()]);
const TAGS = ['Sources'];
const NAMED = { params: Type.Object({ name: Type.String() }) };

const SOURCE = {
  name: Type.String(),
  kind: Type.String(),
  state: Type.Enum(['reading', 'failing', 'idle', 'paused']),
  settings: ANY_OBJECT,
  secrets: Type.Array(Type.String(), {
    description: 'Names of the secrets that are kept; never the secrets.',
  }),
  landed: Type.Integer(),
  duplicates: Type.Integer(),
  rejects: Type.Integer(),
  recordsPerMinute: Type.Integer(),
  lastRecord: Type.Union([INSTANT, Type.Null()], { description: 'Start of the latest record.' }),
  lagSeconds: Type.Union([Type.Integer(), Type.Null()], {
    description: 'How old the latest record was when it landed; while records wait, how old it is now.',
  }),
  waiting: INTEGER_OR_NULL,
  error: TEXT_OR_NULL,
  lastError: Type.Union([Type.Object({ message: Type.String(), at: Type.String() }), Type.Null()]),
  madeAt: INSTANT,
  madeBy: Type.String(),
};
const SHOWN = Type.Object(SOURCE);
const FOUND = { found: Type.Array(Type.String(), { description: 'What a trial found: sentences.' }) };
const TRIED = Type.Object({ ...SOURCE, ...FOUND });

const WISH = {
  settings: Type.Optional(ANY_OBJECT),
  secrets: Type.Optional(ANY_OBJECT),
  untested: Type.Optional(Type.Boolean({ description: 'Not to be tried first.' })),
};

export const LIST_KINDS = {
  ...{ operationId: 'listSourceKinds', summary: 'Kinds of sources, and what each needs to know', tags: TAGS },
  response: {
    200: Type.Object({
      kinds: Type.Array(
        Type.Object({
          kind: Type.String(),
          description: Type.String(),
          settings: Type.Object({}, { additionalProperties: true, description: 'A JSON schema.' }),
          secrets: Type.Array(Type.String()),
        }),
      ),
    }),
  },
};

export const LIST_SOURCES = {
  ...{ operationId: 'listSources', summary: 'How sources fare, by name', tags: TAGS },
  response: { 200: Type.Object({ sources: Type.Array(SHOWN) }) },
};

export const READ_SOURCE = {
  ...{ operationId: 'readSource', summary: 'How a source fares', tags: TAGS },
  ...{ ...NAMED, response: { 200: SHOWN } },
};

export const ADD_SOURCE = {
  ...{ operationId: 'addSource', summary: 'Tries a source and adds it', tags: TAGS },
  body: Type.Object({ name: Type.String(), kind: Type.String(), ...WISH }),
  response: { 201: TRIED },
};

export const TEST_SOURCE = {
  ...{ operationId: 'testSource', summary: 'Tries a source, landing nothing', tags: TAGS },
  ...{ ...NAMED, response: { 200: Type.Object(FOUND) } },
};

export const PAUSE_SOURCE = {
  ...{ operationId: 'pauseSource', summary: 'Stops a source, and answers when nobody reads it', tags: TAGS },
  ...{ ...NAMED, response: { 200: SHOWN } },
};

export const RESUME_SOURCE = {
  ...{ operationId: 'resumeSource', summary: 'Goes on with a source', tags: TAGS },
  ...{ ...NAMED, response: { 200: SHOWN } },
};

export const CHANGE_SOURCE = {
  ...{
    operationId: 'changeSource',
    summary: 'Changes settings and secrets; null takes one away',
    tags: TAGS,
  },
  ...NAMED,
  body: Type.Object({ ...WISH, keepPlace: Type.Optional(Type.Boolean()) }),
  response: { 200: TRIED },
};

export const REMOVE_SOURCE = {
  ...{ operationId: 'removeSource', summary: 'Forgets a source, not its records', tags: TAGS },
  ...{ ...NAMED, response: { 200: Type.Object({ removed: Type.String() }) } },
};
