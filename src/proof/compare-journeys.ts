import type { KeptJourney } from '../store/calls/journey-rows.ts';
import { parseJourney } from '../store/calls/journey-text.ts';
import type { Culprit } from '../store/calls/proof-filter.ts';

/** In what the journeys that are kept differ from those that records tell, call by call. */
export function compareJourneys(
  wanted: readonly KeptJourney[],
  there: readonly KeptJourney[],
): readonly Culprit[] {
  const placeOfJourney = ({ callKey, startAt }: KeptJourney) => `${callKey} ${startAt}`;
  const left = new Map(there.map((journey) => [placeOfJourney(journey), journey]));
  const differences: Culprit[] = [];
  for (const journey of wanted) {
    const found = left.get(placeOfJourney(journey));
    left.delete(placeOfJourney(journey));
    if (found === undefined) differences.push(tell(journey, 'has no journey'));
    else if (found.text !== journey.text)
      differences.push(tell(found, 'has a journey other than its records tell'));
  }
  for (const journey of left.values()) {
    differences.push(tell(journey, 'has a journey of which no record tells'));
  }
  return differences;
}

function tell({ text }: KeptJourney, what: string): Culprit {
  return { key: `acctid ${parseJourney(text)[0]?.acctid ?? 0}`, what };
}
