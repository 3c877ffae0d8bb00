import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, the longest first. */
const SLOW: readonly string[] = [
  ...['e2e/kill', 'unit/rating-run-faults', 'api/replay', 'e2e/setup-pages', 'e2e/kill-recalculate'],
  ...[
    'e2e/serve',
    'e2e/two-processes',
    'e2e/queue-pages',
    'e2e/pages',
    'e2e/cost-pages',
    'property/past-legs',
  ],
  ...['e2e/readme', 'api/proof', 'unit/rating-runs', 'e2e/live-page', 'api/runs', 'api/closings'],
  ...['e2e/first-run', 'e2e/call-pages', 'e2e/rate-pages', 'e2e/report-pages', 'e2e/many-readers'],
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
