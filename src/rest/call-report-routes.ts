import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Access, Principal } from '../access/access.ts';
import { isReportName, REPORT_NAMES, type ReportName } from '../core/call-reports.ts';
import { RingledgerError } from '../core/errors.ts';
import { answerReport } from '../reports/answer-report.ts';
import { openReport, type ReportHouse, sendOpened, type Writing } from '../reports/open-report.ts';
import { RETRY_ANSWER } from './answers.ts';
import { type RestRequest, readRestRequest } from './read-request.ts';

/** What the four commands need; the composition root supplies it. */
export interface CallReportParts extends ReportHouse {
  readonly access: Access;
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
  asker: Principal,
  reply: FastifyReply,
  parts: CallReportParts,
): Promise<FastifyReply> {
  try {
    const opened = await openReport(report, scope, asker, parts, AS_PUBLISHED);
    const { asOf } = opened.asked.filter;
    if (asOf !== undefined) reply.header(AS_OF_HEADER, asOf);
    return sendOpened(reply, opened, 'application/json; charset=utf-8');
  } catch (error) {
    if (error instanceof RingledgerError && error.code === 'retry') return sendRetry(reply);
    throw error;
  }
}

const AS_PUBLISHED: Writing<Uint8Array> = {
  read: ({ request, filter, reportParts }) => answerReport(request, filter, reportParts),
  write: enclose,
};

function sendRetry(reply: FastifyReply): FastifyReply {
  return reply.header('Retry-After', '1').send(RETRY_ANSWER);
}

/** The envelope around the values. */
async function* enclose(values: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield HEAD;
  yield* values;
  yield TAIL;
}
