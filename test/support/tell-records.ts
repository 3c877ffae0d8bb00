import type { Cdr, QueueEvent } from '../../src/core/cdr.ts';
import type { CelEvent } from '../../src/core/cel.ts';
import type { Directory } from '../../src/core/directory.ts';
import type { JourneyStep } from '../../src/core/journey.ts';
import { tellJourney } from '../../src/ingest/journey/tell-journey.ts';

/** The journey of a call of which these are all records. */
export function tellRecords(
  records: readonly Cdr[],
  queueEvents: readonly QueueEvent[],
  celEvents: readonly CelEvent[],
  directory: Directory,
): readonly JourneyStep[] {
  return tellJourney(records, { queue: queueEvents, channel: celEvents }, directory).steps;
}
