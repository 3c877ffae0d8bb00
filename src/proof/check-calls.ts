import type { Culprit, ProofFilter } from '../store/calls/proof-filter.ts';
import { countLegs, findUnlisted, type LegCounts, streamRecordIds } from '../store/calls/proof-legs.ts';
import {
  type CheckSteps,
  concludeCheck,
  type ProofCheck,
  type ProofParts,
  type ProofRequest,
} from './proof.ts';
import { scanListing } from './scan-listing.ts';

const RULE =
  'Calls with an outbound leg, and calls with an inbound leg, less those with both (internal ones, and ones that came in and were sent on), are the calls that allcalls lists; a call is all records that are known to be of one conversation, and one whose legs are of two months counts in each.';

/** Holds the calls that legs count in SQL against those that the answer of `allcalls` lists, told apart by their records. */
export async function checkCalls(
  request: ProofRequest,
  { parts, step }: CheckSteps,
  house: ProofParts,
): Promise<ProofCheck> {
  const counted = { outboundLegs: 0, inboundLegs: 0, outboundCalls: 0, inboundCalls: 0, bothSides: 0 };
  const listed = { out: 0, in: 0, calls: 0 };
  const differences: Culprit[] = [];
  for (const part of parts) {
    const counts = await countLegs(house.calls, part);
    add(counted, counts);
    const seen = await readListed(request, part, house);
    listed.out += seen.out.length;
    listed.in += seen.in.length;
    const told = await countListedCalls(seen, part, house);
    listed.calls += told.calls;
    differences.push(...told.unknown, ...(await findParting(counts, seen, told, part, house)));
    step();
  }
  const { outboundLegs, inboundLegs, outboundCalls, inboundCalls, bothSides } = counted;
  const all = outboundCalls + inboundCalls - bothSides;
  return concludeCheck(
    'calls',
    RULE,
    [
      {
        from: 'legs, counted by the store',
        figures: { outboundLegs, inboundLegs, outboundCalls, inboundCalls, bothSides, calls: all },
      },
      {
        from: 'the answer of allcalls, counted as it streams',
        figures: { outboundLegs: listed.out, inboundLegs: listed.in, calls: listed.calls },
      },
    ],
    { differences },
  );
}

/** Where the two sides part: the legs by their accounting ids, or the month where none can be named. */
async function findParting(
  counts: LegCounts,
  seen: ListedIds,
  told: { readonly calls: number; readonly unknown: readonly Culprit[] },
  part: ProofFilter,
  { calls: store }: ProofParts,
): Promise<readonly Culprit[]> {
  const { outboundLegs, inboundLegs, outboundCalls, inboundCalls, bothSides } = counts;
  const calls = outboundCalls + inboundCalls - bothSides;
  const isSame = seen.out.length === outboundLegs && seen.in.length === inboundLegs;
  if (isSame && (calls === told.calls || told.unknown.length > 0)) return [];
  const named = [
    ...(await findUnlisted(store, 'outbound_leg', part, seen.out)),
    ...(await findUnlisted(store, 'inbound_leg', part, seen.in)),
  ];
  if (named.length > 0) return named;
  const listed = `${seen.out.length} legs out, ${seen.in.length} in and ${told.calls} calls by what allcalls lists`;
  return [
    {
      key: `from ${new Date(part.period.fromAt * 1000).toISOString().slice(0, 10)} on`,
      what: `there are ${outboundLegs} legs out, ${inboundLegs} in and ${calls} calls by the store, ${listed}`,
    },
  ];
}

function add(sums: { -readonly [name in keyof LegCounts]: number }, counts: LegCounts): void {
  sums.outboundLegs += counts.outboundLegs;
  sums.inboundLegs += counts.inboundLegs;
  sums.outboundCalls += counts.outboundCalls;
  sums.inboundCalls += counts.inboundCalls;
  sums.bothSides += counts.bothSides;
}

/** Accounting ids of both sides, in order. */
interface ListedIds {
  readonly out: Float64Array;
  readonly in: Float64Array;
}

async function readListed(
  { directory }: ProofRequest,
  part: ProofFilter,
  { answer }: ProofParts,
): Promise<ListedIds> {
  const ids = { out: [] as number[], in: [] as number[] };
  for await (const { side, acctid } of scanListing(answer('allcalls', part, directory)))
    ids[side].push(acctid);
  return { out: Float64Array.from(ids.out).sort(), in: Float64Array.from(ids.in).sort() };
}

/** How many calls the records tell of these ids, and ids of which there is no record. */
async function countListedCalls(
  listed: ListedIds,
  part: ProofFilter,
  { calls }: ProofParts,
): Promise<{ readonly calls: number; readonly unknown: readonly Culprit[] }> {
  const ids = new Float64Array(listed.out.length + listed.in.length);
  ids.set(listed.out);
  ids.set(listed.in, listed.out.length);
  ids.sort();
  const keys = new Set<number>();
  const unknown: Culprit[] = [];
  let at = 0;
  let last = Number.NaN;
  const passUnknown = (below: number) => {
    for (; at < ids.length && (ids[at] ?? 0) < below; at += 1) {
      if (ids[at] === last) continue;
      last = ids[at] ?? 0;
      unknown.push({ key: `acctid ${last}`, what: 'is listed by allcalls, and no record has it' });
    }
  };
  for await (const [acctid, callKey] of streamRecordIds(calls, part)) {
    passUnknown(acctid);
    if (ids[at] === acctid) keys.add(callKey);
    while (at < ids.length && ids[at] === acctid) at += 1;
  }
  passUnknown(Number.POSITIVE_INFINITY);
  return { calls: keys.size, unknown };
}
