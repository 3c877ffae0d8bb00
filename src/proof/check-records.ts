import type { Culprit } from '../store/calls/proof-filter.ts';
import { countLegs } from '../store/calls/proof-legs.ts';
import {
  countRecords,
  findLegsWithoutRecord,
  findRecordsWithoutLegs,
  findSharedIds,
} from '../store/calls/proof-records.ts';
import {
  type CheckSteps,
  concludeCheck,
  type ProofCheck,
  type ProofParts,
  type ProofRequest,
} from './proof.ts';

const RULE =
  'Every record is kept once, and the call of every record has a leg; every leg has the accounting id of a record of its call, and no accounting id is of two calls.';

/** Holds kept records against legs, both ways. */
export async function checkRecords(
  { scope, asOf }: ProofRequest,
  { parts, step }: CheckSteps,
  { calls }: ProofParts,
): Promise<ProofCheck> {
  // A record does not tell whose it is, nor when it came.
  const isWhole = scope.companies === 'all' && asOf === undefined;
  const kept = { records: 0, identities: 0, calls: 0, rejects: 0 };
  const found = { withLegs: 0, legs: 0, legsWithRecord: 0 };
  const differences: Culprit[] = [];
  let total = 0;
  const tell = (missing: { readonly calls: number; readonly first: readonly Culprit[] }) => {
    differences.push(...missing.first);
    total += missing.calls;
  };
  for (const part of parts) {
    const { outboundLegs, inboundLegs } = await countLegs(calls, part);
    const unfounded = await findLegsWithoutRecord(calls, part);
    found.legs += outboundLegs + inboundLegs;
    found.legsWithRecord += outboundLegs + inboundLegs - unfounded.calls;
    tell(unfounded);
    if (isWhole) {
      const counts = await countRecords(calls, part);
      const without = await findRecordsWithoutLegs(calls, part);
      kept.records += counts.records;
      kept.identities += counts.identities;
      kept.calls += counts.calls;
      kept.rejects = Math.max(kept.rejects, counts.rejects);
      found.withLegs += counts.calls - without.calls;
      tell(without);
      tell(await findSharedIds(calls, part));
    }
    step();
  }
  if (kept.records !== kept.identities) {
    const twice = kept.records - kept.identities;
    differences.push({ key: 'records', what: `are kept twice: ${twice} of ${kept.records}` });
    total += 1;
  }
  const { records, identities, rejects } = kept;
  const { withLegs, legs, legsWithRecord } = found;
  const sides = [
    { from: 'the store', figures: isWhole ? { records, calls: kept.calls, legs } : { legs } },
    {
      from: 'the other side of each',
      figures: isWhole
        ? { records: identities, calls: withLegs, legs: legsWithRecord }
        : { legs: legsWithRecord },
    },
  ];
  return concludeCheck('records', RULE, sides, { differences, total, note: tellNote(isWhole, rejects) });
}

function tellNote(isWhole: boolean, rejects: number): string {
  if (!isWhole)
    return 'Only legs are asked for their records here: a record tells neither its company nor when it came. Ask without company and as_of for both ways.';
  return `Lines of the same sources that could not be read: ${rejects}; rejects lists them. Lines that were received are records, rejects and duplicates: how many were duplicates each import said, and it is not kept.`;
}
