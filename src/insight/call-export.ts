import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { renderCsvLine } from '../core/csv-line.ts';
import { RingledgerError } from '../core/errors.ts';
import { REPORTING } from '../http/audience.ts';
import { writeXlsx, type XlsxCell } from '../http/xlsx-stream.ts';
import { type PricedCall, streamSeenCalls } from '../store/calls/seen-calls.ts';
import { ORDER, readOrder } from './call-routes.ts';
import { type ExplainSeen, explainSeen } from './explain-seen.ts';
import { EXPORT_COLUMNS, type ExportColumn, type ExportFacts, toCell } from './export-columns.ts';
import { FILTER } from './filter-schema.ts';
import type { InsightParts } from './insight-parts.ts';
import { type AskedLegs, readFilter } from './read-filter.ts';

const EXPORT_QUERY = Type.Object(
  {
    ...{ ...FILTER, ...ORDER },
    format: Type.Enum(['csv', 'xlsx']),
    columns: Type.Optional(
      Type.Array(Type.Enum([...EXPORT_COLUMNS]), {
        ...{ minItems: 1, maxItems: EXPORT_COLUMNS.length },
        description: 'In their order; all without it.',
      }),
    ),
  },
  { additionalProperties: false },
);
type ExportQuery = Static<typeof EXPORT_QUERY>;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const FILE = { schema: { type: 'string', format: 'binary' } };

/** A reader who takes nothing for so long gives its place to others. */
const STALLED_READER_MS = 60_000;

/** `GET /calls/export`: what `GET /calls` lists, whole, as a file that is written while it is read. */
export function registerCallExport(api: FastifyInstance, parts: InsightParts): void {
  api.get<{ Querystring: ExportQuery }>(
    '/calls/export',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'exportCalls', summary: 'Calls of both sides, as a file', tags: ['Insight'] },
        querystring: EXPORT_QUERY,
        response: {
          200: { description: 'The file.', content: { [TYPES.csv]: FILE, [TYPES.xlsx]: FILE } },
        },
      },
    },
    async ({ query, principal }, reply) => {
      const asked = readFilter(query, principal, await parts.directory());
      const answer = await openExport(asked, query, parts);
      reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
      return reply
        .type(TYPES[query.format])
        .header('content-disposition', `attachment; filename="calls.${query.format}"`)
        .send(answer);
    },
  );
}

/** Takes a place, which is given back when the file is read whole or left, and begins. Refuses with `retry`. */
async function openExport(asked: AskedLegs, query: ExportQuery, parts: InsightParts): Promise<Readable> {
  const leave = parts.admission.enter();
  if (leave === undefined) {
    throw new RingledgerError(
      'retry',
      'As many reports are under way as this server makes at once: ask again in a moment.',
    );
  }
  try {
    const { first, batches } = await begin(asked, query, parts);
    const facts = { zone: asked.period.zone, currency: await parts.currency() };
    const { columns = EXPORT_COLUMNS } = query;
    // A sentence begins with the number whole, and comes from it: of what is masked there is none.
    const isTold = columns.includes('explanation') && !asked.maskNumbers;
    const lines = toLines(join(first, batches), columns, facts, isTold ? parts.explain : UNEXPLAINED);
    const file =
      query.format === 'csv'
        ? writeCsv(columns, lines)
        : writeXlsx({ name: 'Calls', header: columns }, lines);
    const answer = Readable.from(file, { objectMode: false });
    answer.once('close', () => {
      leave();
      void batches.return(undefined);
    });
    return answer;
  } catch (error) {
    leave();
    throw error;
  }
}

const UNEXPLAINED: ExplainSeen = { out: async () => [], in: async () => [] };

type Batches = AsyncGenerator<readonly PricedCall[]>;

/** Begun again where prices were published before the first legs came, by which the engine has settled on what it reads. */
async function begin(asked: AskedLegs, query: ExportQuery, { calls, publishedRuns }: InsightParts) {
  for (;;) {
    const published = await publishedRuns();
    const seen = { ...asked, overlayRun: published.overlayOf(asked.period) };
    const batches: Batches = streamSeenCalls(calls, seen, readOrder(query));
    const first = await batches.next();
    if ((await publishedRuns()).version === published.version) return { first, batches };
    await batches.return(undefined);
  }
}

async function* join(first: IteratorResult<readonly PricedCall[]>, more: Batches): Batches {
  if (first.done === true) return;
  yield first.value;
  yield* more;
}

async function* toLines(
  batches: AsyncIterable<readonly PricedCall[]>,
  columns: readonly ExportColumn[],
  facts: ExportFacts,
  explain: ExplainSeen,
): AsyncGenerator<readonly (readonly XlsxCell[])[]> {
  for await (const batch of batches) {
    const calls = await explainSeen(batch, explain);
    yield calls.map((call) => columns.map((column) => toCell(call, column, facts)));
  }
}

async function* writeCsv(
  columns: readonly ExportColumn[],
  batches: AsyncIterable<readonly (readonly XlsxCell[])[]>,
): AsyncGenerator<string> {
  yield renderCsvLine(columns);
  for await (const batch of batches) yield batch.map((line) => renderCsvLine(line.map(toText))).join('');
}

function toText(cell: XlsxCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return 'decimal' in cell ? cell.decimal : cell.instant;
}
