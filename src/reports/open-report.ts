import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ReportName } from '../core/call-reports.ts';
import { RingledgerError } from '../core/errors.ts';
import { sendHashed } from '../http/send-hashed.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import type { Admission } from './admission.ts';
import type { Asker, ReportParts } from './answer-report.ts';
import { type AskedReport, type PastFigures, readAsked } from './read-asked.ts';

/** What reports need of the rest of the house; the composition root supplies it. */
export interface ReportHouse extends PastFigures {
  /** The same for every way to ask for a report. */
  readonly admission: Admission;
  readonly reportParts: () => Promise<ReportParts>;
  /** Prices the filter's calls again with today's decks and publishes the result; refuses with `retry`. */
  readonly recalculate: (filter: LegFilter, askedBy: string) => Promise<unknown>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{
    readonly version: number;
    overlayOf(period: LegFilter['period'], asOf?: number): number | undefined;
  }>;
}

/** Somebody who asks for a report by name. */
export interface NamedAsker extends Asker {
  readonly login: string;
}

/** How an answer comes about: it is read piece by piece, of which the first settles what is read, and written. */
export interface Writing<Piece> {
  read(asked: AskedReport): AsyncGenerator<Piece>;
  write(pieces: AsyncIterable<Piece>, asked: AskedReport): AsyncIterable<Uint8Array | string>;
}

/** A report that is under way. */
export interface OpenedReport {
  readonly asked: AskedReport;
  readonly answer: Readable;
}

/**
 * Begins a report: reads what is asked, takes a place, prices calls again where that is wished. Refuses with `retry`
 * where no place is free. The place is given back when the answer is read whole or left.
 */
export async function openReport<Piece>(
  report: ReportName,
  scope: unknown,
  asker: NamedAsker,
  house: ReportHouse,
  writing: Writing<Piece>,
): Promise<OpenedReport> {
  const asked = await readAsked(report, scope, asker, await house.reportParts(), house);
  const leave = house.admission.enter();
  if (leave === undefined) throw refuseBusy();
  try {
    if (asked.request.recalc) await house.recalculate(asked.filter, asker.login);
    const { first, pieces, begun } = await begin(asked, house, writing);
    const answer = Readable.from(writing.write(join(first, pieces), begun), { objectMode: false });
    answer.once('close', () => {
      leave();
      void pieces.return(undefined);
    });
    return { asked: begun, answer };
  } catch (error) {
    leave();
    throw error;
  }
}

function refuseBusy(): RingledgerError {
  return new RingledgerError(
    'retry',
    'As many reports are under way as this server makes at once: ask again in a moment.',
  );
}

/**
 * A report and its first piece, by which the engine has settled on what it reads. It is begun again where prices were
 * published in between, as it might hold some of the old and some of the new.
 */
async function begin<Piece>(asked: AskedReport, { publishedRuns }: ReportHouse, { read }: Writing<Piece>) {
  for (;;) {
    const published = await publishedRuns();
    const { period, asOf } = asked.filter;
    const begun = { ...asked, filter: { ...asked.filter, overlayRun: published.overlayOf(period, asOf) } };
    const pieces = read(begun);
    const first = await pieces.next();
    if ((await publishedRuns()).version === published.version) return { first, pieces, begun };
    await pieces.return(undefined);
  }
}

async function* join<Piece>(
  first: IteratorResult<Piece>,
  more: AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  if (first.done === true) return;
  yield first.value;
  yield* more;
}

/** A reader who takes nothing for so long gives its place to others. */
const STALLED_READER_MS = 60_000;

/**
 * Sends an opened report; one that is as of a version with its hash, as its bytes stay the same. Whoever stops reading
 * half-way stops the engine.
 */
export function sendOpened(
  reply: FastifyReply,
  { asked, answer }: OpenedReport,
  type: string,
): FastifyReply | Promise<FastifyReply> {
  if (asked.filter.asOf !== undefined) {
    return sendHashed(reply.type(type), answer[Symbol.asyncIterator](), async () => void answer.destroy());
  }
  reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
  return reply.type(type).send(answer);
}
