import { Type } from 'typebox';
import { INSTANT, TEXT_OR_NULL } from '../http/describe.ts';

/** The schemas of the routes of statements and adjustments. Money is decimal text. */

const COUNT = Type.Integer();
const MONEY = Type.String();
const DAYS = { from: Type.String({ format: 'date' }), to: Type.String({ format: 'date' }) };

const LINE = Type.Object({
  incoming: Type.Boolean(),
  numberType: Type.String(),
  destination: Type.String(),
  calls: COUNT,
  seconds: COUNT,
  cost: MONEY,
});

const ADJUSTMENT = Type.Object({
  month: Type.String(),
  lines: Type.Array(LINE),
  unknownCalls: COUNT,
  callsTotal: MONEY,
  rounding: TEXT_OR_NULL,
  ...{ subtotal: MONEY, tax: MONEY, total: MONEY },
});

const FIGURES = Type.Union([
  Type.Object({
    numberType: Type.String(),
    destination: Type.String(),
    seconds: COUNT,
    cost: TEXT_OR_NULL,
  }),
  Type.Null(),
]);

const ADJUSTED_CALL = Type.Object({
  month: Type.String(),
  incoming: Type.Boolean(),
  acctid: COUNT,
  startedAt: INSTANT,
  ...{ device: Type.String(), owner: Type.String(), called: Type.String(), caller: Type.String() },
  was: FIGURES,
  now: FIGURES,
  difference: MONEY,
  why: Type.String(),
});

const GROUP = { numberType: Type.String(), destination: Type.String(), calls: COUNT, seconds: COUNT };
const LINES = Type.Array(Type.Object({ ...GROUP, cost: MONEY }));
const UNKNOWN = Type.Array(Type.Object(GROUP));

const SECTION = Type.Object({
  tariff: Type.String(),
  spans: Type.Array(Type.Object(DAYS)),
  lines: LINES,
  unknown: UNKNOWN,
  inbound: LINES,
  inboundUnknown: UNKNOWN,
  rentals: Type.Array(
    Type.Object({
      name: Type.String(),
      per: Type.Enum(['company', 'device']),
      monthly: MONEY,
      ...{ units: COUNT, days: COUNT, daysInMonth: COUNT },
      amount: MONEY,
    }),
  ),
  allowances: Type.Array(
    Type.Object({
      name: Type.String(),
      unit: Type.Enum(['seconds', 'calls']),
      quantity: Type.Union([COUNT, Type.Null()]),
      used: COUNT,
    }),
  ),
  ...{ callsTotal: MONEY, rentalsTotal: MONEY, rounding: TEXT_OR_NULL },
  ...{ subtotal: MONEY, taxPercent: Type.String(), tax: MONEY, total: MONEY },
});

const STATEMENT = Type.Object({
  company: Type.Object({ id: Type.String(), name: Type.String() }),
  period: Type.String(),
  ...DAYS,
  zone: Type.String(),
  currency: Type.String(),
  revision: COUNT,
  ...{ calls: COUNT, seconds: COUNT, unknownCalls: COUNT },
  closed: Type.Boolean(),
  sections: Type.Array(SECTION),
  adjustments: Type.Array(ADJUSTMENT),
  ...{ subtotal: MONEY, tax: MONEY, total: MONEY },
  adjusted: Type.Optional(Type.Array(ADJUSTED_CALL)),
  items: Type.Optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
});

export const READ_STATEMENT = {
  ...{ operationId: 'readStatement', summary: "A company's statement of a month", tags: ['Statements'] },
  params: Type.Object({ company: Type.String() }),
  querystring: Type.Object({
    period: Type.String({ description: '2026-11' }),
    format: Type.Optional(Type.Enum(['json', 'csv', 'pdf'])),
    itemised: Type.Optional(Type.Boolean()),
    revision: Type.Optional(COUNT),
    as_of: Type.Optional(Type.String()),
  }),
  response: {
    200: {
      description: 'The same bytes for ever where the month is closed.',
      content: {
        'application/json': { schema: STATEMENT },
        'text/csv': { schema: Type.String() },
        'application/pdf': { schema: Type.String({ format: 'binary' }) },
      },
    },
  },
};

export const LIST_ADJUSTMENTS = {
  ...{ operationId: 'listAdjustments', summary: 'What became of closed months since', tags: ['Statements'] },
  querystring: Type.Object({
    company: Type.String(),
    month: Type.Optional(Type.String({ description: 'One of its closed months.' })),
    as_of: Type.Optional(Type.String()),
  }),
  response: {
    200: Type.Object({
      company: Type.String(),
      currency: Type.String(),
      closedUpTo: TEXT_OR_NULL,
      total: MONEY,
      adjustments: Type.Array(ADJUSTMENT),
      calls: Type.Array(ADJUSTED_CALL),
    }),
  },
};
