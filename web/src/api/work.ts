import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { runJob } from './job.ts';
import type { paths } from './schema.ts';

type List = paths['/api/v1/work-queue']['get'];
export type WorkItem = List['responses'][200]['content']['application/json']['items'][number];
export type WorkKind = WorkItem['kind'];
export type WorkState = WorkItem['state'];

const KEY = ['work'];

const countsQuery = queryOptions({
  queryKey: [...KEY, 'counts'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/work-queue/counts', { signal })),
});

/** How much of each kind is open. */
export function useWorkCounts() {
  return useQuery(countsQuery);
}

const workQuery = (kind: WorkKind, state: WorkState) =>
  infiniteQueryOptions({
    queryKey: [...KEY, kind, state],
    queryFn: ({ signal, pageParam }) => {
      const query = { kind, state, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return answerOf(api.GET('/api/v1/work-queue', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });

/** What is wrong with calls, page by page. */
export function useWork(kind: WorkKind, state: WorkState) {
  return useInfiniteQuery(workQuery(kind, state));
}

export interface DoneOver {
  readonly accepted: number;
  readonly duplicate: number;
  readonly stillRejected: number;
  readonly remade: { readonly records: number } | null;
  readonly recalculated: { readonly run: number; readonly calls: number } | null;
}

/** Does all open work of a kind over, or one item. */
export function useReplay() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: { readonly kind: WorkKind } | { readonly ids: readonly string[] }) =>
      runJob<DoneOver>({ path: 'work-queue/replay', body: JSON.stringify(wish), type: 'application/json' }),
    onSettled: () => queries.invalidateQueries(),
  });
}

export function useDismiss() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { ids: string[]; why: string }) =>
      answerOf(api.POST('/api/v1/work-queue/dismiss', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useReopen() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { ids: string[] }) => answerOf(api.POST('/api/v1/work-queue/reopen', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
