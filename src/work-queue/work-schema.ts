import { Type } from 'typebox';
import { INSTANT, PROGRESS_LINES, TEXT_OR_NULL } from '../http/describe.ts';
import { WORK_KINDS } from './work-item.ts';

/** The schemas of the routes of the work queue. */

const TAGS = ['Work queue'];
const KIND = Type.Enum([...WORK_KINDS]);
const IDS = Type.Array(Type.String({ description: 'KIND:16 hex digits.' }));
const DAYS = {
  from: Type.Optional(Type.String({ format: 'date' })),
  to: Type.Optional(Type.String({ format: 'date', description: 'The first day that is left out.' })),
};
const LOOK = {
  ...DAYS,
  source: Type.Optional(Type.String()),
  lateHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 8760 })),
};

const ITEM = Type.Object({
  id: Type.String(),
  kind: KIND,
  state: Type.Enum(['open', 'dismissed']),
  place: Type.String(),
  source: TEXT_OR_NULL,
  line: Type.Union([Type.Integer(), Type.Null()]),
  count: Type.Integer({ description: 'Records or legs in it.' }),
  first: INSTANT,
  last: INSTANT,
  raw: Type.Union([Type.String(), Type.Null()], { description: 'Text of one of its records.' }),
  reason: Type.String(),
  fix: Type.Object({
    kind: Type.Enum(['mapping', 'owner', 'rate', 'clock', 'file']),
    what: Type.String({ description: 'What would put it right: a sentence.' }),
    command: TEXT_OR_NULL,
    request: Type.Union([
      Type.Object({
        method: Type.Enum(['GET', 'POST', 'PATCH']),
        path: Type.String(),
        body: Type.Optional(Type.Unknown()),
      }),
      Type.Null(),
    ]),
  }),
  acctids: Type.Array(Type.Integer()),
  dismissal: Type.Union([Type.Object({ why: Type.String(), by: Type.String(), at: INSTANT }), Type.Null()]),
});

export const LIST_WORK = {
  ...{ operationId: 'listWork', summary: 'What is wrong with calls, kind by kind', tags: TAGS },
  querystring: Type.Object({
    ...LOOK,
    kind: Type.Optional(KIND),
    state: Type.Optional(Type.Enum(['open', 'dismissed'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    cursor: Type.Optional(Type.String()),
  }),
  response: { 200: Type.Object({ items: Type.Array(ITEM), cursor: TEXT_OR_NULL }) },
};

export const COUNT_WORK = {
  ...{ operationId: 'countWork', summary: 'How much of each kind is open', tags: TAGS },
  querystring: Type.Object(LOOK),
  response: {
    200: Type.Object({
      from: INSTANT,
      counts: Type.Array(
        Type.Object({
          kind: KIND,
          items: Type.Integer(),
          count: Type.Integer({ description: 'Records or legs in them.' }),
          dismissed: Type.Integer(),
        }),
      ),
    }),
  },
};

export const READ_WORK = {
  ...{ operationId: 'readWork', summary: 'One item of the work queue', tags: TAGS },
  params: Type.Object({ id: Type.String() }),
  querystring: Type.Object(LOOK),
  response: { 200: ITEM },
};

export const REPLAY_WORK = {
  ...{ operationId: 'replayWork', summary: 'Does work over; answers with its progress', tags: TAGS },
  body: Type.Object(
    {
      ...DAYS,
      ids: Type.Optional(IDS),
      kind: Type.Optional(KIND),
      source: Type.Optional(Type.String()),
      all: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: true, description: 'With how texts are to be read: format, mapping, zone.' },
  ),
  response: { 200: PROGRESS_LINES },
};

export const DISMISS_WORK = {
  ...{ operationId: 'dismissWork', summary: 'Puts items aside, and keeps why', tags: TAGS },
  body: Type.Object({ ids: IDS, why: Type.String(), ...DAYS, lateHours: LOOK.lateHours }),
  response: { 200: Type.Object({ dismissed: IDS }) },
};

export const REOPEN_WORK = {
  ...{ operationId: 'reopenWork', summary: 'Takes items up again that were put aside', tags: TAGS },
  body: Type.Object({ ids: IDS }),
  response: { 200: Type.Object({ reopened: IDS }) },
};
