import { RingledgerError } from '../../core/errors.ts';
import type { JourneyStep } from '../../core/journey.ts';
import type { Scope } from '../../core/scope.ts';
import { readCalls, type Window, widenWindow } from '../../store/calls/cdr-rows.ts';
import { findCallsOfAcctid, readJourneys } from '../../store/calls/journey-rows.ts';
import { readKeptCalls } from '../correlate/gather-calls.ts';
import { readEventsOfCalls } from '../events-of-calls.ts';
import type { LandingParts } from '../landing.ts';
import { restrictJourney } from './restrict-journey.ts';
import { tellJourney } from './tell-journey.ts';

/**
 * The journey of the call that a leg's accounting id names, as far as the scope reaches: the one that is kept beside its
 * legs. Refuses with `not-found` where no leg has the id, or none of what happened may be seen.
 */
export async function readJourney(
  parts: Pick<LandingParts, 'calls' | 'directory'>,
  acctid: number,
  scope: Scope,
): Promise<readonly JourneyStep[]> {
  const steps: JourneyStep[] = [];
  for (const { callKey, startAt } of await findCallsOfAcctid(parts.calls, acctid)) {
    const window = widenWindow({ fromAt: startAt, toAt: startAt });
    const kept = await readJourneys(parts.calls, [callKey], window);
    steps.push(...(kept.get(callKey) ?? (await tellOlder(parts, callKey, window))));
  }
  const seen = restrictJourney(steps, scope);
  if (seen.length > 0) return seen;
  throw new RingledgerError(
    'not-found',
    `There is no call with the accounting id ${acctid}. Reports show the ids of calls as acctid.`,
  );
}

/** Of a call from before journeys were kept, until `keep-journeys` has come to it: told from the kept facts. */
async function tellOlder(
  { calls, directory }: Pick<LandingParts, 'calls' | 'directory'>,
  callKey: number,
  window: Window,
): Promise<readonly JourneyStep[]> {
  const kept = await readKeptCalls(calls, await readCalls(calls, [callKey], window), window);
  const [eventsOf, pbx] = await Promise.all([readEventsOfCalls(calls, kept.calls, window), directory()]);
  return kept.calls.flatMap(({ records }) => tellJourney(records, eventsOf(records), pbx).steps);
}
