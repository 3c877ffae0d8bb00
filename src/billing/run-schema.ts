import { Type } from 'typebox';
import { INSTANT, PROGRESS_LINES, TEXT_OR_NULL } from '../http/describe.ts';

/** The schemas of the routes of rating runs. Money is decimal text in the unit of the rate card's currency. */

const TAGS = ['Runs'];
const NAMES_OR_NULL = Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'Null is all.' });

const TOTAL = Type.Object({ cost: Type.String(), unknown: Type.Integer() });
const DIFFERENCES = Type.Array(
  Type.Object({
    name: Type.String(),
    changed: Type.Integer(),
    before: Type.String(),
    after: Type.String(),
    becameKnown: Type.Optional(Type.Integer()),
    becameUnknown: Type.Optional(Type.Integer()),
  }),
);

const COMPARISON = Type.Object({
  calls: Type.Integer(),
  changed: Type.Integer(),
  before: TOTAL,
  after: TOTAL,
  becameKnown: Type.Integer(),
  becameUnknown: Type.Integer(),
  byCompany: DIFFERENCES,
  byNumberType: DIFFERENCES,
  byDestination: DIFFERENCES,
  mostChanged: Type.Array(
    Type.Object({
      acctid: Type.Integer(),
      company: Type.String(),
      device: Type.String(),
      startAt: Type.Integer({ description: 'UTC epoch seconds.' }),
      destination: Type.String(),
      before: TEXT_OR_NULL,
      after: TEXT_OR_NULL,
    }),
  ),
});

const RUN = Type.Object({
  id: Type.Integer(),
  state: Type.Enum([
    'pricing',
    'review',
    'published',
    'settled',
    'discarded',
    'cancelled',
    'failed',
    'whatif',
  ]),
  reason: Type.String(),
  askedBy: Type.String(),
  from: INSTANT,
  to: Type.String({ format: 'date-time', description: 'The first instant that is left out.' }),
  companies: NAMES_OR_NULL,
  devices: NAMES_OR_NULL,
  rates: Type.Integer({ description: 'Revision of the rate card.' }),
  keepsRates: Type.Boolean({
    description: 'Whether each call is priced by the revision that priced it before.',
  }),
  calls: Type.Integer(),
  priced: Type.Integer(),
  comparison: Type.Union([COMPARISON, Type.Null()]),
  message: Type.String({ description: 'Why it failed.' }),
  endedBy: Type.String(),
  madeAt: INSTANT,
  publishedAt: Type.Union([INSTANT, Type.Null()]),
  finishedAt: Type.Union([INSTANT, Type.Null()]),
});

const NUMBERED = { params: Type.Object({ id: Type.String({ pattern: '^\\d{1,9}$' }) }) };

export const BEGIN_RUN = {
  ...{ operationId: 'beginRun', summary: 'Prices calls again; answers with its progress', tags: TAGS },
  body: Type.Object({
    period: Type.Optional(Type.String({ description: 'A month, 2026-11; or from and to.' })),
    from: Type.Optional(Type.String({ format: 'date' })),
    to: Type.Optional(Type.String({ format: 'date', description: 'The first day that is left out.' })),
    companies: Type.Optional(Type.Array(Type.String())),
    devices: Type.Optional(Type.Array(Type.String())),
    reason: Type.String(),
    review: Type.Optional(Type.Boolean({ description: 'Waits, compared, for a yes.' })),
  }),
  response: { 200: PROGRESS_LINES },
};

export const LIST_RUNS = {
  ...{ operationId: 'listRuns', summary: 'The latest rating runs, the newest first', tags: TAGS },
  response: { 200: Type.Object({ runs: Type.Array(RUN) }) },
};

export const READ_RUN = {
  ...{ operationId: 'readRun', summary: 'A rating run with its comparison', tags: TAGS },
  ...{ ...NUMBERED, response: { 200: RUN } },
};

export const PUBLISH_RUN = {
  ...{ operationId: 'publishRun', summary: 'Lets everybody see what a run priced', tags: TAGS },
  ...{ ...NUMBERED, response: { 200: RUN } },
};

export const CANCEL_RUN = {
  ...{ operationId: 'cancelRun', summary: 'Stops a run, or drops one that waits for a yes', tags: TAGS },
  ...{ ...NUMBERED, response: { 200: RUN } },
};
