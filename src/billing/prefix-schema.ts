import { Type } from 'typebox';
import { createShapeCheck } from '../core/check-shape.ts';
import { list, record, type Shape, text } from '../core/json-shape.ts';
import { ROW_COLUMNS } from './prefix-rows.ts';
import { DECK_IMPORT, DRY_RUN, REVISION, TAGS } from './rate-schema.ts';

/** The schemas of the routes that show and change the rates of prefixes. */

export const USUAL_PREFIXES = 50;
export const MOST_PREFIXES = 200;

const ROW = Type.Object(
  Object.fromEntries(ROW_COLUMNS.map((column) => [column, Type.Optional(Type.String())])),
  { description: 'A step of a band; a column that is left out or empty is as in the CSV of a deck.' },
);

const PREFIX = Type.Object({
  prefix: Type.String(),
  destination: Type.Optional(Type.String()),
  numberType: Type.Optional(Type.String()),
  rows: Type.Array(ROW),
});

const PREFIX_PAGE = Type.Object({
  deck: Type.String(),
  from: Type.String({ format: 'date' }),
  currency: Type.String(),
  bands: Type.Array(Type.String(), { description: 'Names of the time bands that the version has.' }),
  revision: Type.Integer(),
  items: Type.Array(PREFIX),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: 'Asks for the next page; null on the last.',
  }),
});

export const LIST_PREFIXES = {
  ...{ operationId: 'listPrefixRates', summary: 'Rates of a version, prefix by prefix', tags: TAGS },
  querystring: Type.Object({
    deck: Type.String(),
    from: Type.Optional(Type.String({ format: 'date', description: 'The version that begins last.' })),
    search: Type.Optional(
      Type.String({
        description: 'What a prefix begins with, or what the name of its destination has in it.',
      }),
    ),
    revision: REVISION,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PREFIXES, default: USUAL_PREFIXES })),
    cursor: Type.Optional(Type.String()),
  }),
  response: { 200: PREFIX_PAGE },
};

export const EDIT_PREFIXES = {
  ...{
    operationId: 'editPrefixRates',
    summary: 'Changes the rates of some prefixes of a version',
    tags: TAGS,
  },
  querystring: Type.Object({ dryRun: DRY_RUN }),
  body: Type.Object({
    deck: Type.String(),
    from: Type.String({ format: 'date' }),
    revision: Type.Integer({
      description: 'At which the rates were seen: what was changed since is refused.',
    }),
    prefixes: Type.Array(PREFIX, {
      description: 'Each takes the place of all rates of its prefix; one without rows takes them away.',
    }),
  }),
  response: { 200: Type.Object(DECK_IMPORT) },
};

const cell = (title: string, description: string, example: string): Shape => ({
  type: 'string',
  title,
  description,
  examples: [example],
});

const PREFIX_SHAPE = record(
  'the rates of a prefix',
  {
    prefix: text('a prefix', 'what numbers begin with, in E.164, or a code', '^[0-9*#]+$', '4420'),
    destination: cell('a destination', 'its name as a text', 'London'),
    numberType: cell('a number type', 'a text', 'National'),
    rows: list(
      'a list of rows',
      record(
        'a row',
        Object.fromEntries(ROW_COLUMNS.map((column) => [column, cell(column, 'a text in quotes', '0.012')])),
        [],
      ),
      [{ perMinute: '0.012' }],
    ),
  },
  ['prefix', 'rows'],
);

/** What is unlike an edit in parsed JSON. */
export const checkPrefixEdit = createShapeCheck(
  record(
    'an edit',
    {
      deck: cell('the name of a deck', 'a text', 'uk'),
      from: text('a first day', 'a date', '^\\d{4}-\\d{2}-\\d{2}$', '2026-01-01'),
      revision: {
        type: 'integer',
        title: 'a revision',
        description: 'a whole number',
        minimum: 0,
        examples: [7],
      },
      prefixes: { ...list('a list of prefixes', PREFIX_SHAPE, [{ prefix: '44', rows: [] }]), minItems: 1 },
    },
    ['deck', 'from', 'revision', 'prefixes'],
  ),
  'body',
);
