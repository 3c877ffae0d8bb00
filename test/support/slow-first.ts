import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a third of a minute or more, the longest first. Those that wait are among them: what kills a server by
 * random schedules is a few lines that wait for a minute, and by size, as Vitest orders files it does not know, came last.
 */
const SLOW: readonly string[] = [
  ...['e2e/kill', 'unit/rating-run-faults', 'api/replay', 'e2e/kill-folders', 'e2e/kill-tables'],
  ...['e2e/serve', 'api/closings', 'unit/rating-runs', 'api/runs', 'api/proof', 'e2e/setup-pages'],
  ...['e2e/kill-recalculate', 'e2e/two-processes', 'property/past-legs', 'e2e/kill-smdr', 'e2e/pages'],
  ...['e2e/readme', 'e2e/queue-pages', 'e2e/cost-pages', 'e2e/live-page', 'e2e/first-run', 'e2e/call-pages'],
  ...['e2e/rate-pages', 'e2e/report-pages', 'e2e/many-readers', 'api/inbound-charges', 'unit/what-if'],
  ...['e2e/two-servers-one-source'],
];

/**
 * Slow files first, as whichever comes last is waited for with nothing beside it. Vitest knows how long files took only
 * where they have been run before, and a checkout that is tested once is not such a place.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = SLOW.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at < 0 ? SLOW.length : at;
}
