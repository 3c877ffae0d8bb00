import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { type Progress, runJob } from './job.ts';
import type { paths } from './schema.ts';

export type Run = paths['/api/v1/runs/{id}']['get']['responses'][200]['content']['application/json'];
export type RunWish = paths['/api/v1/runs']['post']['requestBody']['content']['application/json'];

const KEY = ['runs'];
const REFRESH_MS = 2000;

const runsQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/runs', { signal })),
  refetchInterval: ({ state }) =>
    state.data?.runs.some((run) => run.state === 'pricing') ? REFRESH_MS : false,
});

/** The latest rating runs; asked for again while one is pricing. */
export function useRuns() {
  return useQuery(runsQuery);
}

export function useBeginRun(onProgress: (progress: Progress) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: RunWish) =>
      runJob<Run>({ path: 'runs', body: JSON.stringify(wish), type: 'application/json', onProgress }),
    onMutate: () => void queries.invalidateQueries({ queryKey: KEY }),
    onSettled: () => queries.invalidateQueries(),
  });
}

export function useRunAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, act }: { readonly id: number; readonly act: 'publish' | 'cancel' }) => {
      const about = { params: { path: { id: String(id) } } };
      return act === 'publish'
        ? answerOf(api.POST('/api/v1/runs/{id}/publish', about))
        : answerOf(api.POST('/api/v1/runs/{id}/cancel', about));
    },
    onSettled: () => queries.invalidateQueries(),
  });
}
