import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

export type Source =
  paths['/api/v1/sources']['get']['responses'][200]['content']['application/json']['sources'][number];
export type SourceKind =
  paths['/api/v1/source-kinds']['get']['responses'][200]['content']['application/json']['kinds'][number];
export type SourceWish = paths['/api/v1/sources']['post']['requestBody']['content']['application/json'];

export type SourceChange =
  paths['/api/v1/sources/{name}']['patch']['requestBody']['content']['application/json'];

/** How often lists that move are asked for again. */
const REFRESH_MS = 3000;
const KEY = ['sources'];

const sourcesQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/sources', { signal })),
  refetchInterval: REFRESH_MS,
});

/** Sources as they fare, again and again. */
export function useSources() {
  return useQuery(sourcesQuery);
}

const kindsQuery = queryOptions({
  queryKey: ['source-kinds'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/source-kinds', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Kinds of sources, with the shapes of their settings. */
export function useSourceKinds() {
  return useQuery(kindsQuery);
}

export function useAddSource() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SourceWish) => answerOf(api.POST('/api/v1/sources', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useChangeSource(name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SourceChange) =>
      answerOf(api.PATCH('/api/v1/sources/{name}', { params: { path: { name } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Looks whether a source would work, and answers what was found in sentences. */
export function useTestSource() {
  return useMutation({
    mutationFn: (name: string) =>
      answerOf(api.POST('/api/v1/sources/{name}/test', { params: { path: { name } } })),
  });
}

export type SourceAct = 'pause' | 'resume' | 'remove';

export function useSourceAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({
      name,
      act,
    }: {
      readonly name: string;
      readonly act: SourceAct;
    }): Promise<unknown> => {
      const about = { params: { path: { name } } };
      if (act === 'pause') return answerOf(api.POST('/api/v1/sources/{name}/pause', about));
      if (act === 'resume') return answerOf(api.POST('/api/v1/sources/{name}/resume', about));
      return answerOf(api.DELETE('/api/v1/sources/{name}', about));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
