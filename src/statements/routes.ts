import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { makeStatement, type PreparedStatement, type StatementParts } from './make-statement.ts';
import { readStatementRequest, type StatementFormat } from './read-request.ts';
import { renderStatementCsv } from './statement-csv.ts';
import { renderStatementJson } from './statement-json.ts';
import { renderStatementPdf } from './statement-pdf.ts';

/** A reader who takes nothing for so long is taken for gone. */
const STALLED_READER_MS = 60_000;
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
  pdf: { contentType: 'application/pdf', render: renderStatementPdf },
};

/**
 * `GET /statements/COMPANY?period=2026-11`, with `format` (json, csv, pdf), `itemised` and `revision` of the rate card.
 * The same question gets the same bytes until its calls, the directory or the rate card are others.
 */
export function registerStatements(api: FastifyInstance, parts: StatementParts): void {
  api.get<{ Params: { company: string }; Querystring: Record<string, string | string[]> }>(
    '/statements/:company',
    async ({ params, query }, reply) => {
      const request = readStatementRequest(params.company, query, await parts.directory());
      const prepared = await makeStatement(request, parts);
      const { contentType, render } = RENDERINGS[request.format];
      const pieces = render(prepared);
      const answer = Readable.from(pieces, { objectMode: false });
      answer.once('close', () => {
        void pieces.return(undefined);
        void prepared.close();
      });
      reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
      return reply
        .type(contentType)
        .header('Content-Disposition', `attachment; filename="${nameFile(request)}"`)
        .send(answer);
    },
  );
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
