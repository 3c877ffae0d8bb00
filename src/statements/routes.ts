import type { FastifyInstance } from 'fastify';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { sendHashed } from '../http/send-hashed.ts';
import { registerAdjustments } from './adjustment-routes.ts';
import { makeStatement, type PreparedStatement, type StatementParts } from './make-statement.ts';
import { findAsOf, type Query, readStatementRequest, type StatementFormat } from './read-request.ts';
import { renderStatementCsv } from './statement-csv.ts';
import { renderStatementJson } from './statement-json.ts';
import { READ_STATEMENT } from './statement-schema.ts';

/** Tells the version of the legs, and where it was not asked for as it was, the `as_of` that says the same again. */
const AS_OF_HEADER = 'ringledger-as-of';
const REPEAT_HEADER = 'ringledger-repeat-as-of';
const BATCH_CHARACTERS = 65_536;

interface Rendering {
  readonly contentType: string;
  render(prepared: PreparedStatement): AsyncGenerator<string | Uint8Array>;
}

const RENDERINGS: Readonly<Record<StatementFormat, Rendering>> = {
  json: {
    contentType: 'application/json; charset=utf-8',
    render: (prepared) => inBatches(renderStatementJson(prepared)),
  },
  csv: {
    contentType: 'text/csv; charset=utf-8',
    render: (prepared) => inBatches(renderStatementCsv(prepared)),
  },
  pdf: {
    contentType: 'application/pdf',
    // What draws PDF takes a start a third of a second to load.
    render: async function* (prepared) {
      const { renderStatementPdf } = await import('./statement-pdf.ts');
      yield* renderStatementPdf(prepared);
    },
  },
};

/**
 * `GET /statements/COMPANY?period=2026-11`, with `format` (json, csv, pdf), `itemised`, `revision` of the rate card, and
 * `as_of`; `GET /adjustments?company=COMPANY`. A closed month, and figures that are asked for as they were, get the same
 * bytes for ever; of others the answer tells which `as_of` does.
 */
export function registerStatements(api: FastifyInstance, parts: StatementParts): void {
  api.get<{ Params: { company: string }; Querystring: Query }>(
    '/statements/:company',
    { ...READ_BY_ROUTE, schema: READ_STATEMENT },
    async ({ params, query }, reply) => {
      const asOf = findAsOf(query);
      const figures = await (asOf === undefined ? parts.figures.now() : parts.figures.freeze(asOf));
      const request = readStatementRequest(params.company, query, figures.directory);
      const prepared = await makeStatement(request, figures, parts);
      const { contentType, render } = RENDERINGS[request.format];
      reply
        .type(contentType)
        .header('Content-Disposition', `attachment; filename="${nameFile(request)}"`)
        .header(AS_OF_HEADER, prepared.version);
      const repeats = asOf === undefined ? await parts.figures.instantOf(prepared.version) : undefined;
      if (repeats !== undefined) reply.header(REPEAT_HEADER, repeats.toISOString());
      return sendHashed(reply, render(prepared), prepared.close);
    },
  );
  registerAdjustments(api, parts);
}

/** Only what every file system and header takes as it stands. */
function nameFile({ company, month, format }: { company: string; month: string; format: string }): string {
  return `statement-${company.replace(/[^\w.-]/g, '_')}-${month}.${format}`;
}

async function* inBatches(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let batch = '';
  for await (const line of lines) {
    batch += line;
    if (batch.length < BATCH_CHARACTERS) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
