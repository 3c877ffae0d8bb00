import type { Run } from '../../api/runs.ts';
import { spanOf } from './months.ts';

/** Whether everybody sees what a run priced. */
export const isPublished = ({ state }: Run) => state === 'published' || state === 'settled';

/** The latest published run that priced calls of a company's month again; undefined where none has. */
export function findRunOf(runs: readonly Run[], company: string, month: string): Run | undefined {
  const { from, to } = spanOf([month]);
  return runs
    .filter(isPublished)
    .filter(({ companies }) => companies === null || companies.includes(company))
    .filter((run) => run.from.slice(0, 10) < to && run.to.slice(0, 10) > from)
    .sort((one, other) => other.id - one.id)[0];
}
