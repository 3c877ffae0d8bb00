import type { Cdr } from '../core/cdr.ts';
import { KeySet } from '../core/key-set.ts';
import type { CdrBatch, LandedCdrs } from './cdr-batch.ts';
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
import type { LandingParts } from './landing.ts';
import type { ReadRecord } from './record-format.ts';
import { type KnownCalls, readAboutCalls } from './remake-calls.ts';

interface NewRecord extends ArrivingRecord {
  readonly record: ReadRecord;
  readonly identity: number;
}

/** A batch, with all that the stores keep that its legs are made from. */
export interface Gathered {
  readonly batch: CdrBatch;
  readonly found: LookedUp;
  readonly fresh: readonly NumberedRecord[];
  readonly landed: LandedCdrs;
  readonly known: KnownCalls;
  readonly version: number;
}

/** What was found of a batch that is being written, and when it is. */
interface Unwritten {
  readonly found: LookedUp;
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
  flying: readonly Unwritten[],
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

/** Asks the stores all that making the legs of a batch needs; `flying` are those before it that are being written. */
export async function gatherBatch(
  parts: LandingParts,
  batch: CdrBatch,
  flying: readonly Unwritten[],
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
