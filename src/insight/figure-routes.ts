import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RingledgerError } from '../core/errors.ts';
import { formatLocalInstant } from '../core/format-instant.ts';
import { REPORTING } from '../http/audience.ts';
import { type FigureRow, readFigures } from '../store/calls/figures.ts';
import type { DimensionName, MeasureName } from '../store/calls/insight-terms.ts';
import { DIMENSION_CATALOGUE, DIMENSION_NAMES, MEASURE_CATALOGUE, MEASURE_NAMES } from './catalogue.ts';
import { FILTER } from './filter-schema.ts';
import type { InsightDirectory, InsightParts } from './insight-parts.ts';
import { readAsPublished } from './read-as-published.ts';
import { readFilter } from './read-filter.ts';

const MOST_DIMENSIONS = 4;
const MOST_ROWS = 10_000;
const USUAL_ROWS = 1000;

const FIGURE_QUERY = Type.Object(
  {
    ...FILTER,
    measures: Type.Array(Type.Enum([...MEASURE_NAMES]), { minItems: 1, maxItems: MEASURE_NAMES.length }),
    dimensions: Type.Optional(Type.Array(Type.Enum([...DIMENSION_NAMES]), { maxItems: MOST_DIMENSIONS })),
    sort: Type.Optional(
      Type.Enum([...MEASURE_NAMES, ...DIMENSION_NAMES], {
        description: 'One of the measures or dimensions; rows are in order of their keys without it.',
      }),
    ),
    order: Type.Optional(Type.Enum(['asc', 'desc'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS, default: USUAL_ROWS })),
  },
  { additionalProperties: false },
);

/** What a value is, by the unit of its measure. */
const VALUES = {
  count: (description: string) => Type.Optional(Type.Integer({ description })),
  seconds: (description: string) => Type.Optional(Type.Union([Type.Integer(), Type.Null()], { description })),
  money: (description: string) => Type.Optional(Type.String({ description })),
  share: (description: string) =>
    Type.Optional(Type.Object({ part: Type.Integer(), of: Type.Integer() }, { description })),
};

/** Of every name of a closed table the schema of what stands under it. */
function describeEach<Name extends string, Schema>(
  names: readonly Name[],
  describe: (name: Name) => Schema,
): Record<Name, Schema> {
  return Object.fromEntries(names.map((name) => [name, describe(name)])) as Record<Name, Schema>;
}

const FIGURE_ROW = Type.Object({
  key: Type.Object(
    describeEach(DIMENSION_NAMES, (name) =>
      Type.Optional(Type.String({ description: DIMENSION_CATALOGUE[name] })),
    ),
  ),
  label: Type.Object(
    describeEach(DIMENSION_NAMES, () => Type.Optional(Type.String())),
    { description: 'Names of the keys that have one: of a company, a device, an extension.' },
  ),
  value: Type.Object(
    describeEach(MEASURE_NAMES, (name) =>
      VALUES[MEASURE_CATALOGUE[name].unit](MEASURE_CATALOGUE[name].meaning),
    ),
  ),
});

const FIGURES = Type.Object({
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time', description: 'The first instant that is left out.' }),
  zone: Type.String(),
  currency: Type.String({ description: 'ISO 4217; XXX where nothing is priced yet.' }),
  total: Type.Integer({ description: 'How many rows there are, of which these are the first.' }),
  rows: Type.Array(FIGURE_ROW),
});

/**
 * `GET /figures`: measures of legs by up to four dimensions, from the catalogue.
 */
export function registerFigures(api: FastifyInstance, parts: InsightParts): void {
  api.get<{ Querystring: Static<typeof FIGURE_QUERY> }>(
    '/figures',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'readFigures', summary: 'Measures of calls by dimensions', tags: ['Insight'] },
        querystring: FIGURE_QUERY,
        response: { 200: FIGURES },
      },
    },
    async ({ query, principal }): Promise<Static<typeof FIGURES>> => {
      const pbx = await parts.directory();
      const asked = readFilter(query, principal, pbx);
      const { measures, dimensions = [], sort, order, limit = USUAL_ROWS } = query;
      const terms = { measures: [...new Set(measures)], dimensions: [...new Set(dimensions)] };
      refuseStraySort(sort, terms.dimensions);
      refuseCarriers(terms.measures, principal);
      const sorted = sort === undefined ? undefined : { by: sort, descending: order === 'desc' };
      const { rows, total } = await readAsPublished(asked, parts, (seen) =>
        readFigures(parts.calls, seen, { ...terms, limit, sort: sorted }),
      );
      const { fromAt, toAt, zone } = asked.period;
      return {
        from: formatLocalInstant(fromAt, zone),
        to: formatLocalInstant(toAt, zone),
        ...{ zone, currency: await parts.currency(), total },
        rows: rows.map((row) => toApi(row, terms, pbx)),
      };
    },
  );
}

/** Rows have no place in the order of a dimension that they are not put together by. */
function refuseStraySort(
  sort: DimensionName | MeasureName | undefined,
  dimensions: readonly DimensionName[],
): void {
  if (sort === undefined || sort in MEASURE_CATALOGUE || dimensions.some((name) => name === sort)) return;
  const message = `sort is "${sort}", which is not among dimensions: add it there, or sort by a measure.`;
  throw new RingledgerError('invalid-request', message, [{ where: 'sort', message }]);
}

/** What carriers take, and what is left of the cost, is the platform's own affair: its customers are not told. */
const OF_CARRIERS: readonly MeasureName[] = ['carrierCost', 'margin', 'unknownCarrierCosts'];

function refuseCarriers(
  measures: readonly MeasureName[],
  { login, systemAdmin }: { readonly login: string; readonly systemAdmin: boolean },
): void {
  const denied = measures.filter((measure) => OF_CARRIERS.includes(measure));
  if (systemAdmin || denied.length === 0) return;
  throw new RingledgerError(
    'not-allowed',
    `${login} may not ask for ${denied.join(', ')}: what carriers take is told to System-Admin alone.`,
  );
}

interface Terms {
  readonly measures: readonly MeasureName[];
  readonly dimensions: readonly DimensionName[];
}

function toApi(
  { keys, labels, values }: FigureRow,
  { measures, dimensions }: Terms,
  pbx: InsightDirectory,
): Static<typeof FIGURE_ROW> {
  const named = dimensions.flatMap((name, at) => {
    const label = name === 'company' ? (pbx.company(keys[at] ?? '')?.name ?? null) : (labels[at] ?? null);
    return label === null ? [] : [[name, label]];
  });
  return {
    key: Object.fromEntries(dimensions.map((name, at) => [name, keys[at]])),
    label: Object.fromEntries(named),
    value: Object.fromEntries(measures.map((name, at) => [name, values[at]])),
  };
}
