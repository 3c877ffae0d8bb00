import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Access, Principal } from '../access/access.ts';
import type { AsOf } from '../core/as-of.ts';
import { isReportName, REPORT_NAMES, type ReportName, type ReportRequest } from '../core/call-reports.ts';
import { RingledgerError } from '../core/errors.ts';
import type { Admission } from '../reports/admission.ts';
import { answerReport, type ReportParts } from '../reports/answer-report.ts';
import { type FrozenFigures, readAsked } from '../reports/read-asked.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import { RETRY_ANSWER } from './answers.ts';
import { type RestRequest, readRestRequest } from './read-request.ts';

/** What the four commands need; the composition root supplies it. */
export interface CallReportParts {
  readonly access: Access;
  readonly admission: Admission;
  readonly reportParts: () => Promise<ReportParts>;
  /** The version that `as_of` means. */
  readonly freeze: (asOf: AsOf) => Promise<FrozenFigures>;
  /** Prices the filter's calls again with today's decks and publishes the result; refuses with `retry`. */
  readonly recalculate: (filter: LegFilter, askedBy: string) => Promise<unknown>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{
    readonly version: number;
    overlayOf(period: LegFilter['period'], asOf?: number): number | undefined;
  }>;
}

/** Tells the version of figures that were asked for as they were. */
const AS_OF_HEADER = 'ringledger-as-of';

const HEAD = Buffer.from('{"result":"success","values":{');
const TAIL = Buffer.from('}}');

/** `POST /rest/call/{incalls,outcalls,outsummary,allcalls}`, the data type in the path or in the body. */
export function registerCallReports(app: FastifyInstance, parts: CallReportParts): void {
  app.post<{ Params: { command: string; type?: string } }>(
    '/rest/call/:command/:type?',
    async (request, reply) => {
      const { command, type } = request.params;
      const rest = readRestRequest(request);
      const principal = await parts.access.identify(rest.credentials);
      if (!isReportName(command)) throw refuseCommand(command);
      // A path that ends in a slash has an empty type.
      refuseType(type || rest.body['type']);
      return sendReport(command, rest.body['scope'], principal, reply, parts);
    },
  );
}

function refuseCommand(command: string): RingledgerError {
  return new RingledgerError(
    'not-found',
    `There is no command "${command}": the Call Reports are ${REPORT_NAMES.join(', ')}.`,
  );
}

function refuseType(type: RestRequest['body'][string]): void {
  if (type === undefined || type === null || type === 'cdr') return;
  throw new RingledgerError(
    'invalid-request',
    `type is ${JSON.stringify(type)}: the Call Reports know "cdr" only.`,
  );
}

async function sendReport(
  report: ReportName,
  scope: unknown,
  { grant, login }: Principal,
  reply: FastifyReply,
  parts: CallReportParts,
): Promise<FastifyReply> {
  const current = await parts.reportParts();
  const { request, filter, reportParts } = await readAsked(report, scope, grant, current, parts.freeze);
  const leave = parts.admission.enter();
  if (leave === undefined) return sendRetry(reply);
  try {
    // Of incalls nothing has a price that could be asked for by extension.
    const isPriced = request.report !== 'incalls' || filter.keys === undefined;
    if (request.recalc && isPriced) await parts.recalculate(filter, login);
    const { first, values } = await beginAnswer(request, filter, reportParts, parts);
    const answer = Readable.from(enclose(first, values), { objectMode: false });
    answer.once('close', () => {
      leave();
      void values.return(undefined);
    });
    if (filter.asOf !== undefined) reply.header(AS_OF_HEADER, filter.asOf);
    reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
    return reply.type('application/json; charset=utf-8').send(answer);
  } catch (error) {
    leave();
    if (error instanceof RingledgerError && error.code === 'retry') return sendRetry(reply);
    throw error;
  }
}

/**
 * An answer and its first piece, by which the engine has settled on what it reads. It is begun again where prices were
 * published in between, as it might hold some of the old and some of the new.
 */
async function beginAnswer(
  request: ReportRequest,
  filter: LegFilter,
  reportParts: ReportParts,
  { publishedRuns }: CallReportParts,
) {
  for (;;) {
    const published = await publishedRuns();
    const overlayRun = published.overlayOf(filter.period, filter.asOf);
    const values = answerReport(request, { ...filter, overlayRun }, reportParts);
    const first = await values.next();
    if ((await publishedRuns()).version === published.version) return { first, values };
    await values.return(undefined);
  }
}

function sendRetry(reply: FastifyReply): FastifyReply {
  return reply.header('Retry-After', '1').send(RETRY_ANSWER);
}

/** A reader who takes nothing for so long gives its place to others. */
const STALLED_READER_MS = 60_000;

/** The envelope around the values. Whoever stops reading half-way stops the engine. */
async function* enclose(
  first: IteratorResult<Uint8Array>,
  values: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield HEAD;
  if (!first.done) {
    yield first.value;
    yield* values;
  }
  yield TAIL;
}
