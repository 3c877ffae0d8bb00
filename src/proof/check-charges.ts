import { type ExplainableInbound, readInboundSample } from '../store/calls/explainable-inbound.ts';
import { type ExplainableLeg, type Sample, streamExplainableLegs } from '../store/calls/explainable-legs.ts';
import type { Culprit } from '../store/calls/proof-filter.ts';
import { countLegs } from '../store/calls/proof-legs.ts';
import {
  type CheckSteps,
  concludeCheck,
  type ProofCheck,
  type ProofParts,
  type ProofRequest,
} from './proof.ts';

const RULE =
  'Every leg that has a price, priced again by the revision of the rates that priced it and with what an allowance covered of it then, comes to the cost, number type and destination that it has.';

/** Legs that are priced again at most, all of them where there are fewer; and those held at once. */
const MOST_LEGS = 20_000;
const LEGS_A_PIECE = 4096;

/** Holds what legs were charged against what the code that explains charges makes of them. */
export async function checkCharges(
  { keptDirectory }: ProofRequest,
  { parts, step }: CheckSteps,
  house: ProofParts,
): Promise<ProofCheck> {
  let count = 0;
  for (const part of parts) count += (await countLegs(house.calls, part)).outboundLegs;
  step();
  const sample = {
    oneOf: Math.max(1, Math.ceil(count / MOST_LEGS)),
    seed: Math.floor(Math.random() * 2 ** 31),
  };
  const seen = { outbound: 0, inbound: 0 };
  const differences: Culprit[] = [];
  const tell = (legs: readonly { acctid: number; company: string }[], told: readonly string[]) => {
    for (const [at, { acctid, company }] of legs.entries()) {
      const what = told[at] ?? '';
      if (what !== '') differences.push({ key: `acctid ${acctid}`, what: `of company ${company}: ${what}` });
    }
  };
  for (const part of parts) {
    for await (const legs of readPieces(part, sample, house)) {
      seen.outbound += legs.length;
      tell(legs, await house.priceAgain(legs, keptDirectory));
    }
    const legs: readonly ExplainableInbound[] = await readInboundSample(house.calls, part, sample);
    seen.inbound += legs.length;
    tell(legs, await house.priceInboundAgain(legs, keptDirectory));
    step();
  }
  const legs = { outboundLegs: seen.outbound, chargedInboundLegs: seen.inbound };
  const agreeing = seen.outbound + seen.inbound - differences.length;
  return concludeCheck(
    'charges',
    RULE,
    [
      { from: 'legs', figures: { ...legs, charges: seen.outbound + seen.inbound } },
      { from: 'priced again to the same', figures: { charges: agreeing } },
    ],
    { differences, note: tellSample(sample, count) },
  );
}

function tellSample({ oneOf, seed }: Sample, count: number): string {
  return oneOf === 1
    ? ''
    : `Of ${count} outbound legs a random sample was priced again, the calls of about one in ${oneOf} (seed ${seed}).`;
}

async function* readPieces(
  part: CheckSteps['parts'][number],
  sample: Sample,
  { calls }: ProofParts,
): AsyncGenerator<readonly ExplainableLeg[]> {
  let legs: ExplainableLeg[] = [];
  for await (const leg of streamExplainableLegs(calls, part, part.overlayRun, sample)) {
    legs.push(leg);
    if (legs.length < LEGS_A_PIECE) continue;
    yield legs;
    legs = [];
  }
  if (legs.length > 0) yield legs;
}
