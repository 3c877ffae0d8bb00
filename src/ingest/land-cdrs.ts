import { settleAll } from '../core/settle-all.ts';
import { insertTies } from '../store/calls/call-ties.ts';
import { insertCdrs, writeCdrs } from '../store/calls/cdr-rows.ts';
import { insertLegs, type LegRows } from '../store/calls/leg-rows.ts';
import { insertRejects, type RejectRow, settleRejects } from '../store/calls/reject-rows.ts';
import type { RowWriter } from '../store/calls/row-binary.ts';
import type { CdrBatch, LandedCdrs } from './cdr-batch.ts';
import type { LookedUp } from './correlate/look-up-calls.ts';
import { type Gathered, gatherBatch } from './gather-batch.ts';
import { BATCHES_A_TURN, type LandingParts, makeAlone } from './landing.ts';
import type { Making } from './make-legs.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { makeCalls } from './remake-calls.ts';
import { toRejectRow } from './stored-records.ts';

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** Batches that are landed even where others wait to make legs: fewer a turn take longer, as each turn waits for its last. */
const LEAST_BATCHES_A_TURN = 2;

/**
 * Lands batches for as long as `next` has one ready and nobody else waits to make legs: who lands a few live records waits
 * for two batches of a large table, not for eight. While one is being written the stores are asked about the next, whose legs
 * are then made. Resolves when all of it is durable.
 */
export function landCdrs(parts: LandingParts, next: () => CdrBatch | undefined): Promise<LandedCdrs> {
  return makeAlone(parts, async (making, lock) => {
    const total: Writable<LandedCdrs> = { accepted: 0, duplicate: 0, rejected: 0, firstDuplicate: undefined };
    const flying: Flying[] = [];
    let taken = 0;
    let isOver = false;
    const gatherNext = (): Promise<Gathered> | undefined => {
      const batch = isOver ? undefined : next();
      if (batch === undefined) return undefined;
      taken += 1;
      return gatherBatch(parts, batch, [...flying], making.version + taken - 1);
    };
    let ahead = gatherNext();
    try {
      while (ahead !== undefined) {
        const made = await make(parts, await ahead, making);
        if (flying.length === MOST_FLYING) await flying.shift()?.written;
        flying.push(startWriting(parts, made, flying.at(-1)));
        count(total, made.landed);
        isOver = taken === BATCHES_A_TURN || (taken >= LEAST_BATCHES_A_TURN && (await lock.isWanted()));
        ahead = gatherNext();
        // Heard when its turn comes.
        ahead?.catch(() => {});
        await made.records;
        ahead ??= gatherNext();
      }
    } finally {
      await settleAll([...flying.map(({ written }) => written), ...(ahead === undefined ? [] : [ahead])]);
    }
    return total;
  });
}

function count(total: Writable<LandedCdrs>, landed: LandedCdrs): void {
  total.accepted += landed.accepted;
  total.duplicate += landed.duplicate;
  total.rejected += landed.rejected;
  total.firstDuplicate ??= landed.firstDuplicate;
}

/** A batch whose legs are made, as rows. Nothing here holds on to its records, which else lived until all is written. */
interface Made {
  readonly found: LookedUp;
  readonly landed: LandedCdrs;
  readonly legs: LegRows;
  /** Written while the stores are asked about the next batch. */
  readonly records: Promise<RowWriter>;
  readonly rejects: readonly RejectRow[];
  readonly settled: readonly RejectRow[];
  readonly version: number;
}

/** Batches that are being written at a time: the records of one, and the legs of the next. */
const MOST_FLYING = 2;

/** A batch that is being written. */
interface Flying {
  readonly found: LookedUp;
  readonly legs: Promise<void>;
  readonly written: Promise<void>;
}

async function make(parts: LandingParts, gathered: Gathered, making: Making): Promise<Made> {
  const { batch, found, landed, known, version } = gathered;
  const toRow = (reject: RejectedRecord) => toRejectRow(reject, batch.source, batch.format, parts.now());
  return {
    ...{ found, landed, version },
    legs: await makeCalls(known, { ...making, version }),
    records: writeSoon(parts, gathered),
    rejects: batch.rejects.map(toRow),
    settled: (batch.settled ?? []).map(toRow),
  };
}

/** A turn later: what is to be asked about the next batch is asked first, and answered meanwhile. */
async function writeSoon({ now }: LandingParts, { batch, fresh }: Gathered): Promise<RowWriter> {
  await new Promise(setImmediate);
  return writeCdrs(fresh, { source: batch.source, format: batch.format.text, landedAt: now() });
}

/**
 * Writes ties first, then legs, and records last, so that a record that is kept has its legs, and one that is not yet
 * kept when the process dies is new again when its file is read again. The legs of one batch are written beside the
 * records of the one before; each, of all batches, in order.
 */
function startWriting(parts: LandingParts, made: Made, before?: Flying): Flying {
  const legs = (before?.legs ?? DONE).then(() => writeLegs(parts, made));
  const written = settleAll([legs, before?.written ?? DONE]).then(() => writeRecords(parts, made));
  // Heard at a later turn; until then a failure must not count as unheard.
  written.catch(() => {});
  return { found: made.found, legs, written };
}

const DONE = Promise.resolve();

async function writeLegs({ calls }: LandingParts, made: Made): Promise<void> {
  await insertTies(calls, made.found.newTies);
  await settleAll([insertLegs(calls, made.legs, made.version), insertRejects(calls, made.rejects)]);
}

async function writeRecords({ calls, now }: LandingParts, made: Made): Promise<void> {
  await insertCdrs(calls, await made.records);
  if (made.settled.length > 0) await settleRejects(calls, made.settled, { at: now(), login: '' });
}
