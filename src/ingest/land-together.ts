import type { CallStore } from '../store/calls/call-store.ts';
import { findKnownRecords } from '../store/calls/cdr-rows.ts';
import type { CdrBatch, LandedCdrs } from './cdr-batch.ts';
import { namesOf } from './correlate/call-names.ts';
import { windowOf } from './correlate/look-up-calls.ts';
import { identifyCdr } from './identify.ts';
import { landCdrs } from './land-cdrs.ts';
import type { LandingParts } from './landing.ts';

/** Lands batches for as long as `next` has one ready; resolves when all of it is durable. */
export type LandCdrs = (next: () => CdrBatch | undefined) => Promise<LandedCdrs>;

/** A batch of more lands by itself. */
const FEW = 1_000;
/** So many wait no longer for others. */
const MOST_TOGETHER = 20_000;

interface Waiting {
  readonly batch: CdrBatch;
  readonly resolve: (landed: LandedCdrs) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lands few records of each of many senders, as FreeSWITCH posts each leg by itself: what comes while others land waits, and
 * lands as one, as to land takes about as long for one record as for a thousand. Each sender is told of its own records, as
 * if they had come one after another.
 */
export function createTogether(parts: LandingParts): LandCdrs {
  const waiting: Waiting[] = [];
  let isLanding = false;

  async function landWaiting(): Promise<void> {
    isLanding = true;
    while (waiting.length > 0) await landTurn(parts, takeAlike(waiting));
    isLanding = false;
  }

  return (next) => {
    const batch = next();
    if (batch === undefined || sizeOf(batch) > FEW) return landCdrs(parts, beginWith(batch, next));
    return new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject });
      if (!isLanding) void landWaiting();
    });
  };
}

function beginWith(first: CdrBatch | undefined, next: () => CdrBatch | undefined) {
  let held = first;
  return () => {
    const batch = held ?? next();
    held = undefined;
    return batch;
  };
}

const sizeOf = ({ records, rejects }: CdrBatch) => records.length + rejects.length;

/** Takes the first that waits and those of its source and format, in their order. */
function takeAlike(waiting: Waiting[]): readonly Waiting[] {
  const all = waiting.splice(0);
  const alike: Waiting[] = [];
  let size = 0;
  for (const one of all) {
    const { source, format } = one.batch;
    const first = alike[0]?.batch ?? one.batch;
    const isAlike = source === first.source && format.text === first.format.text && size < MOST_TOGETHER;
    (isAlike ? alike : waiting).push(one);
    if (isAlike) size += sizeOf(one.batch);
  }
  return alike;
}

/** Never rejects: what fails is told to all whose records it was about. */
async function landTurn(parts: LandingParts, some: readonly Waiting[]): Promise<void> {
  const batches = some.map(({ batch }) => batch);
  const [first] = batches;
  if (first === undefined) return;
  try {
    const each = batches.length === 1 ? [] : await tellApart(parts.calls, batches);
    const records = batches.flatMap((batch) => batch.records);
    const rejects = batches.flatMap((batch) => batch.rejects);
    const landed = await landCdrs(
      parts,
      beginWith({ ...first, records, rejects }, () => undefined),
    );
    for (const [index, { resolve }] of some.entries()) resolve(each[index] ?? landed);
  } catch (error) {
    for (const { reject } of some) reject(error);
  }
}

/** What becomes of each batch: a record is a duplicate where it is kept, or in a batch before. */
async function tellApart(store: CallStore, batches: readonly CdrBatch[]): Promise<readonly LandedCdrs[]> {
  const named = batches.map(({ records }) =>
    records.map((record) => ({ record, names: namesOf(record.cdr), identity: identifyCdr(record.cdr) })),
  );
  const all = named.flat();
  const keys = new Set(all.map(({ names }) => names.callKey));
  const known = all.length === 0 ? undefined : await findKnownRecords(store, keys, windowOf(all));
  const seen = new Set<number>();
  return named.map((records, index) => {
    const duplicates = records.filter(({ names, identity }) => {
      if (known?.get(names.callKey)?.has(identity) || seen.has(identity)) return true;
      seen.add(identity);
      return false;
    });
    return {
      accepted: records.length - duplicates.length,
      duplicate: duplicates.length,
      rejected: batches[index]?.rejects.length ?? 0,
      firstDuplicate: duplicates[0]?.record,
    };
  });
}
