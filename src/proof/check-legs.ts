import { reaches } from '../core/scope.ts';
import { type KeptJourney, readJourneyTexts } from '../store/calls/journey-rows.ts';
import type { Culprit } from '../store/calls/proof-filter.ts';
import { type LegPlace, readPlaces } from '../store/calls/proof-places.ts';
import { compareJourneys } from './compare-journeys.ts';
import {
  type CheckSteps,
  concludeCheck,
  type ProofCheck,
  type ProofParts,
  type ProofRequest,
} from './proof.ts';

const RULE =
  'The kept records, attributed again by the directory of now, come to the legs that stand: the same companies, devices and extensions, calls and accounting ids; and, where all companies are asked for, told again with what logs and channel events say, to the journeys that are kept, step by step.';
const MEND =
  'To make the legs of those days again: bin/ringledger rejects replay --kind no-owner --from DATE --to DATE.';

/** Holds the legs that stand, and the journeys, against those that the kept records come to, one by one. */
export async function checkLegs(
  { scope }: ProofRequest,
  { parts, step }: CheckSteps,
  { calls, dueLegs }: ProofParts,
): Promise<ProofCheck> {
  const isAsked = ({ company }: LegPlace) => reaches(scope, company);
  // A journey is of whoever takes part.
  const withJourneys = scope.companies === 'all';
  const due = { outboundLegs: 0, inboundLegs: 0, ...(withJourneys && { journeys: 0 }) };
  const standing = { ...due };
  const differences: Culprit[] = [];
  const holdLegs = (wanted: readonly LegPlace[], there: readonly LegPlace[]) => {
    for (const leg of wanted) due[`${leg.side}Legs`] += 1;
    for (const leg of there) standing[`${leg.side}Legs`] += 1;
    differences.push(...compare(wanted, there));
  };
  const holdJourneys = (wanted: readonly KeptJourney[], there: readonly KeptJourney[]) => {
    due.journeys = (due.journeys ?? 0) + wanted.length;
    standing.journeys = (standing.journeys ?? 0) + there.length;
    differences.push(...compareJourneys(wanted, there));
  };
  for (const part of parts) {
    for await (const { fromAt, toAt, legs, journeys } of dueLegs(part.period)) {
      const period = { ...part.period, fromAt, toAt };
      holdLegs(legs.filter(isAsked), await readPlaces(calls, { ...part, period }));
      if (withJourneys) holdJourneys(journeys, await readJourneyTexts(calls, period));
    }
    step();
  }
  const sides = [
    { from: 'the records', figures: due },
    { from: 'the store', figures: standing },
  ];
  return concludeCheck('legs', RULE, sides, { differences, note: differences.length === 0 ? '' : MEND });
}

function compare(wanted: readonly LegPlace[], there: readonly LegPlace[]): readonly Culprit[] {
  const left = new Map(there.map((leg) => [placeOf(leg), leg]));
  const differences: Culprit[] = [];
  for (const leg of wanted) {
    const found = left.get(placeOf(leg));
    left.delete(placeOf(leg));
    if (found === undefined) {
      differences.push(tell(leg, `should have ${nameLeg(leg)}, and has none`));
    } else if (found.acctid !== leg.acctid) {
      differences.push(tell(found, `is on ${nameLeg(leg)}, where its records say ${leg.acctid}`));
    }
  }
  for (const leg of left.values()) {
    differences.push(tell(leg, `has ${nameLeg(leg)}, which no record of it comes to`));
  }
  return differences;
}

function placeOf({ side, company, party, startAt, callKey, part }: LegPlace): string {
  return `${side} ${company} ${party} ${startAt} ${callKey} ${part}`;
}

function tell({ acctid }: LegPlace, what: string): Culprit {
  return { key: `acctid ${acctid}`, what };
}

function nameLeg({ side, company, party, startAt }: LegPlace): string {
  const what = side === 'outbound' ? 'device' : 'extension';
  const at = new Date(startAt * 1000).toISOString().replace('.000Z', 'Z');
  return `an ${side} leg of ${what} ${party} of company ${company} at ${at}`;
}
