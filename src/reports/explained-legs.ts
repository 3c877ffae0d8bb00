import { type ExplainableLeg, streamExplainableLegs } from '../store/calls/explainable-legs.ts';
import type { AskedReport } from './read-asked.ts';

/** A leg of `outcalls`, the name and SIP name of the device that it stands under, and how it came to its price. */
export interface ExplainedLeg {
  readonly leg: ExplainableLeg;
  readonly name: string;
  readonly device: string;
  /** Empty where numbers are masked. */
  readonly sentence: string;
}

/** Legs that are held and explained in one go. */
const LEGS_A_BATCH = 4096;

/** The legs of `outcalls` in the order of that report, a few thousand at once. */
export async function* streamExplained({
  filter,
  reportParts,
  explain,
}: AskedReport): AsyncGenerator<readonly ExplainedLeg[]> {
  // A sentence begins with the number whole, and comes from it: of what is masked there is none.
  const tell = filter.maskNumbers === true ? async () => [] : explain;
  const name = startNaming();
  const explainAll = async (legs: readonly ExplainableLeg[]) => {
    const sentences = await tell(legs);
    return legs.map((leg, at) => ({ leg, ...name(leg), sentence: sentences[at] ?? '' }));
  };
  let legs: ExplainableLeg[] = [];
  for await (const leg of streamExplainableLegs(reportParts.calls, filter, filter.overlayRun)) {
    legs.push(leg);
    if (legs.length < LEGS_A_BATCH) continue;
    yield await explainAll(legs);
    legs = [];
  }
  if (legs.length > 0) yield await explainAll(legs);
}

/** A device's name in a listing is that of its first call there, whoever has it later. */
function startNaming(): (leg: ExplainableLeg) => Pick<ExplainedLeg, 'name' | 'device'> {
  let first: ExplainableLeg | undefined;
  return (leg) => {
    if (first?.company !== leg.company || first.key !== leg.key) first = leg;
    return { name: first.owner, device: first.sipName };
  };
}
