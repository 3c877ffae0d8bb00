import { Type } from 'typebox';
import { INSTANT, PROGRESS_LINES } from '../http/describe.ts';

/** The schemas of the routes of closed months. */

export const CLOSE_PERIOD = {
  ...{ operationId: 'closePeriod', summary: 'Closes a month, for good', tags: ['Periods'] },
  body: Type.Object({
    month: Type.String({ description: '2026-10' }),
    companies: Type.Optional(Type.Array(Type.String(), { description: 'All that are open without it.' })),
    reason: Type.String(),
  }),
  response: { 200: PROGRESS_LINES },
};

export const LIST_PERIODS = {
  ...{ operationId: 'listPeriods', summary: 'What was closed, the newest first', tags: ['Periods'] },
  response: {
    200: Type.Object({
      periods: Type.Array(
        Type.Object({
          month: Type.String(),
          companies: Type.Array(Type.String()),
          version: Type.Integer(),
          rates: Type.Integer({ description: 'Revision of the rate card.' }),
          closedAt: INSTANT,
          closedBy: Type.String(),
          reason: Type.String(),
        }),
      ),
    }),
  },
};
