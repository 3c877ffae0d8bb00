import type { SeenLegs } from '../store/calls/seen-legs.ts';
import type { InsightParts } from './insight-parts.ts';
import type { AskedLegs } from './read-filter.ts';

/**
 * What is read of legs with the charges of what is published. It is read again where something was published in between,
 * as it might hold some of the old and some of the new.
 */
export async function readAsPublished<Answer>(
  asked: AskedLegs,
  { publishedRuns }: Pick<InsightParts, 'publishedRuns'>,
  read: (seen: SeenLegs) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    const published = await publishedRuns();
    const answer = await read({ ...asked, overlayRun: published.overlayOf(asked.period) });
    if ((await publishedRuns()).version === published.version) return answer;
  }
}
