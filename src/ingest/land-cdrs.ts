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
import { makeCalls } from './remake-calls.ts';
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

/**
 * Lands batches for as long as `next` has one ready, each attributed while those before are being written. Resolves when
 * all of it is durable.
 */
export function landCdrs(parts: LandingParts, next: () => CdrBatch | undefined): Promise<LandedCdrs> {
  return makeAlone(parts, async (making) => {
    const total: Writable<LandedCdrs> = { accepted: 0, duplicate: 0, rejected: 0, firstDuplicate: undefined };
    const flying: Flying[] = [];
    try {
      for (let turn = 0; turn < BATCHES_A_TURN; turn += 1) {
        const batch = next();
        if (batch === undefined) break;
        const identified = identify(batch);
        const found = await lookUpBeside(parts, identified, flying);
        const prepared = await prepare(parts, batch, identified, found, {
          ...making,
          version: making.version + turn,
        });
        if (flying.length === MOST_FLYING) await flying.shift()?.written;
        flying.push(await startWriting(parts, prepared, flying.at(-1)));
        total.accepted += prepared.accepted;
        total.duplicate += identified.length - prepared.accepted;
        total.firstDuplicate ??= prepared.firstDuplicate;
        total.rejected += batch.rejects.length;
      }
    } finally {
      await settleAll(flying.map(({ written }) => written));
    }
    return total;
  });
}

interface NewRecord extends ArrivingRecord {
  readonly record: ReadRecord;
  readonly identity: number;
}

/** A batch whose legs are made and not yet written, as rows: its records themselves need not be kept any more. */
interface Prepared {
  readonly accepted: number;
  readonly firstDuplicate: LandedCdrs['firstDuplicate'];
  readonly found: LookedUp;
  readonly legs: LegRows;
  readonly records: RowWriter;
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

async function prepare(
  parts: LandingParts,
  batch: CdrBatch,
  identified: readonly NewRecord[],
  found: LookedUp,
  making: Making,
): Promise<Prepared> {
  const window = windowOf(identified);
  const fresh = await giveAcctids(parts, withoutKnown(identified, found.known));
  const calls = await gatherArrivingCalls(parts.calls, fresh, found, window);
  const legs = await makeCalls(parts.calls, calls, window, making);
  const toRow = (reject: RejectedRecord) => toRejectRow(reject, batch.source, batch.format, parts.now());
  return {
    accepted: fresh.length,
    firstDuplicate: findDuplicate(identified, fresh),
    found,
    legs,
    records: writeCdrs(fresh, { source: batch.source, format: batch.format.text, landedAt: parts.now() }),
    rejects: batch.rejects.map(toRow),
    settled: (batch.settled ?? []).map(toRow),
    version: making.version,
  };
}

/**
 * Writes ties first, then legs, and records last, so that a record that is kept has its legs, and one that is not yet
 * kept when the process dies is new again when its file is read again. The legs of one batch are written beside the
 * records of the one before; each, of all batches, in order. Resolves when it is its turn.
 */
async function startWriting(parts: LandingParts, batch: Prepared, before?: Flying): Promise<Flying> {
  await before?.legs;
  const legs = writeLegs(parts, batch);
  const written = settleAll([legs, before?.written ?? Promise.resolve()]).then(() =>
    writeRecords(parts, batch),
  );
  // Heard at a later turn; until then a failure must not count as unheard.
  written.catch(() => {});
  return { found: batch.found, legs, written };
}

async function writeLegs({ calls }: LandingParts, batch: Prepared): Promise<void> {
  await insertTies(calls, batch.found.newTies);
  await settleAll([insertLegs(calls, batch.legs, batch.version), insertRejects(calls, batch.rejects)]);
}

async function writeRecords({ calls, now }: LandingParts, batch: Prepared): Promise<void> {
  await insertCdrs(calls, batch.records);
  if (batch.settled.length > 0) await settleRejects(calls, batch.settled, { at: now(), login: '' });
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
