import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { runJob } from './job.ts';
import type { paths } from './schema.ts';

export type ClosingWish =
  paths['/api/v1/periods/close']['post']['requestBody']['content']['application/json'];

const periodsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/periods', { signal })),
});

/** What was closed, the newest first. */
export function usePeriods() {
  return useQuery(periodsQuery);
}

export interface ClosedMonth {
  readonly month: string;
  readonly companies: readonly string[];
}

export function useClosePeriod() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: ClosingWish) =>
      runJob<ClosedMonth>({ path: 'periods/close', body: JSON.stringify(wish), type: 'application/json' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['periods'] }),
  });
}
