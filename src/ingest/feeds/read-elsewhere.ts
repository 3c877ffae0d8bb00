import { listSources } from '../../store/catalog/sources.ts';
import type { FeedParts } from './run-feed.ts';

/** Whether another process reads a source that tells of calls in progress. */
export async function areCallsElsewhere({ catalog, kinds, holder: own }: FeedParts): Promise<boolean> {
  const telling = new Set(kinds.filter(({ tellsCalls }) => tellsCalls).map(({ kind }) => kind));
  const rows = await listSources(catalog.db);
  return rows.some(
    ({ kind, state, holder }) =>
      state === 'running' && telling.has(kind) && holder !== null && holder !== own,
  );
}
