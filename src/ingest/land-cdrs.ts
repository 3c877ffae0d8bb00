import type { Cdr } from '../core/cdr.ts';
import { KeySet } from '../core/key-set.ts';
import { settleAll } from '../core/settle-all.ts';
import { insertTies } from '../store/calls/call-ties.ts';
import { insertCdrs, writeCdrs } from '../store/calls/cdr-rows.ts';
import { insertLegs, type LegRows } from '../store/calls/leg-rows.ts';
import { insertRejects, type RejectRow, settleRejects } from '../store/calls/reject-rows.ts';
import type { RowWriter } from '../store/calls/row-binary.ts';
import { namesOf } from './correlate/call-names.ts';
import { gatherArrivingCalls } from './correlate/gather-calls.ts';
import {
  type ArrivingRecord,
  type LookedUp,
  lookUpCalls,
  mayShareCall,
  windowOf,
} from './correlate/look-up-calls.ts';
import { identifyCdr } from './identify.ts';
import { BATCHES_A_TURN, type Landed, type LandingParts, makeAlone } from './landing.ts';
import type { Making } from './make-legs.ts';
import type { ReadRecord, RecordFormat, RecordPart } from './record-format.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { type KnownCalls, makeCalls, readAboutCalls } from './remake-calls.ts';
import { toRejectRow } from './stored-records.ts';

/** Records read from one source, in the order they stood there. */
export interface CdrBatch extends RecordPart {
  readonly source: string;
  readonly format: Pick<RecordFormat, 'text' | 'kind'>;
  /** Rejects of the same source and format that these records put right: they are settled when the records are durable. */
  readonly settled?: readonly RejectedRecord[];
}

/** What became of batches, and the first record among them that was there before. */
export interface LandedCdrs extends Landed {
  readonly firstDuplicate: Pick<ReadRecord, 'line' | 'raw'> | undefined;
}

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
      return gather(parts, batch, [...flying], making.version + taken - 1);
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

interface NewRecord extends ArrivingRecord {
  readonly record: ReadRecord;
  readonly identity: number;
}

/** A batch, with all that the stores keep that its legs are made from. */
interface Gathered {
  readonly batch: CdrBatch;
  readonly found: LookedUp;
  readonly fresh: readonly NumberedRecord[];
  readonly landed: LandedCdrs;
  readonly known: KnownCalls;
  readonly version: number;
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

function identify(batch: CdrBatch): readonly NewRecord[] {
  return batch.records.map((record) => ({
    record,
    identity: identifyCdr(record.cdr),
    names: namesOf(record.cdr),
  }));
}

/**
 * What is known of these records' calls. Records that are still being written cannot be found in the store yet: where
 * they are of one of the calls, that is waited for.
 */
async function lookUpBeside(
  parts: LandingParts,
  records: readonly NewRecord[],
  flying: readonly Flying[],
): Promise<LookedUp> {
  const window = windowOf(records);
  const lookUp = () => lookUpCalls(parts.calls, records, window);
  const written = Promise.all(flying.map((one) => one.written));
  // Heard when it is waited for, here or by whoever starts the next.
  written.catch(() => {});
  if (flying.some(({ found }) => records.some((record) => mayShareCall(record, found)))) {
    await written;
    return lookUp();
  }
  const found = await lookUp();
  if (!flying.some((one) => shareKeys(found, one.found))) return found;
  await written;
  return lookUp();
}

function shareKeys(found: LookedUp, others: LookedUp): boolean {
  for (const key of found.keys) if (others.keys.has(key)) return true;
  return false;
}

/** Asks the stores all that making the legs of a batch needs; `flying` are those that are being written. */
async function gather(
  parts: LandingParts,
  batch: CdrBatch,
  flying: readonly Flying[],
  version: number,
): Promise<Gathered> {
  const identified = identify(batch);
  const window = windowOf(identified);
  const finding = lookUpBeside(parts, identified, flying);
  const numbering = finding.then(({ known }) => giveAcctids(parts, withoutKnown(identified, known)));
  const gathering = numbering.then(async (fresh) =>
    gatherArrivingCalls(parts.calls, fresh, await finding, window),
  );
  const known = await readAboutCalls(parts.calls, gathering, window);
  const fresh = await numbering;
  const landed = {
    accepted: fresh.length,
    duplicate: identified.length - fresh.length,
    rejected: batch.rejects.length,
    firstDuplicate: findDuplicate(identified, fresh),
  };
  return { batch, found: await finding, fresh, landed, known, version };
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

/** Records that are kept neither before nor earlier in this batch. */
function withoutKnown(
  records: readonly NewRecord[],
  known: ReadonlyMap<number, ReadonlySet<number>>,
): readonly NewRecord[] {
  const seen = new KeySet();
  return records.filter(({ identity, names }) => {
    if (known.get(names.callKey)?.has(identity)) return false;
    const before = seen.size;
    return seen.add(identity) === before;
  });
}

/** The first of the records that is not among the new ones, which stand in the same order. */
function findDuplicate(
  records: readonly NewRecord[],
  fresh: readonly NewRecord[],
): LandedCdrs['firstDuplicate'] {
  return records.find((one, index) => one !== fresh[index])?.record;
}

/** A new record with its accounting id. */
interface NumberedRecord extends NewRecord {
  readonly record: ReadRecord & { readonly cdr: Cdr };
}

/**
 * Gives records the PBX's own accounting ids where they carry them; else numbers nobody else gets, above any of those. The
 * records themselves, not copies: those would be much of what the collector has to clear.
 */
async function giveAcctids(
  { catalog }: LandingParts,
  fresh: readonly NewRecord[],
): Promise<readonly NumberedRecord[]> {
  let highest = 0;
  let missing = 0;
  for (const { record } of fresh) {
    if (record.cdr.acctid === null) missing += 1;
    else highest = Math.max(highest, record.cdr.acctid);
  }
  if (highest > 0) await catalog.raiseCounter('acctid', highest);
  let next = missing === 0 ? 0 : await catalog.takeNumbers('acctid', missing);
  for (const { record } of fresh) {
    if (record.cdr.acctid !== null) continue;
    (record.cdr as { acctid: number | null }).acctid = next;
    next += 1;
  }
  return fresh as readonly NumberedRecord[];
}
