import { RingledgerError } from '../../core/errors.ts';
import type { JourneyStep } from '../../core/journey.ts';
import type { Scope } from '../../core/scope.ts';
import { readCalls, widenWindow } from '../../store/calls/cdr-rows.ts';
import { readCelEvents } from '../../store/calls/cel-rows.ts';
import { findCallsOfAcctid } from '../../store/calls/journey-rows.ts';
import { readQueueEvents } from '../../store/calls/queue-event-rows.ts';
import { readKeptCalls } from '../correlate/gather-calls.ts';
import type { LandingParts } from '../landing.ts';
import { restrictJourney } from './restrict-journey.ts';
import { tellJourney } from './tell-journey.ts';

/**
 * The journey of the call that a leg's accounting id names, made from the kept facts as they are now, as far as the scope
 * reaches. Refuses with `not-found` where no leg has the id, or none of what happened may be seen.
 */
export async function readJourney(
  { calls, directory }: Pick<LandingParts, 'calls' | 'directory'>,
  acctid: number,
  scope: Scope,
): Promise<readonly JourneyStep[]> {
  const found = await findCallsOfAcctid(calls, acctid);
  const steps: JourneyStep[] = [];
  for (const { callKey, startAt } of found) {
    const window = widenWindow({ fromAt: startAt, toAt: startAt });
    const kept = await readKeptCalls(calls, await readCalls(calls, [callKey], window), window);
    for (const { records } of kept.calls) {
      const names = new Set(records.flatMap(({ uniqueid, linkedid }) => [uniqueid, linkedid]));
      names.delete('');
      const [queueEvents, celEvents, pbx] = await Promise.all([
        readQueueEvents(calls, () => names, window),
        readCelEvents(calls, [...names], window),
        directory(),
      ]);
      steps.push(...tellJourney(records, queueEvents, celEvents, pbx));
    }
  }
  const seen = restrictJourney(steps, scope);
  if (seen.length > 0) return seen;
  throw new RingledgerError(
    'not-found',
    `There is no call with the accounting id ${acctid}. Reports show the ids of calls as acctid.`,
  );
}
