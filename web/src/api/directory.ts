import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { runJob } from './job.ts';
import type { paths } from './schema.ts';

type List = paths['/api/v1/directory/entries']['get'];
export type DirectoryQuestion = Omit<NonNullable<List['parameters']['query']>, 'cursor' | 'limit'>;
export type DirectoryItem = List['responses'][200]['content']['application/json']['items'][number];

const entriesQuery = (question: DirectoryQuestion) =>
  infiniteQueryOptions({
    queryKey: ['directory', question],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...question, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return answerOf(api.GET('/api/v1/directory/entries', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });

/** Entries of the directory with their history, page by page. */
export function useDirectory(question: DirectoryQuestion) {
  return useInfiniteQuery(entriesQuery(question));
}

export interface DirectoryImport {
  readonly added: number;
  readonly changed: number;
  readonly kept: number;
  readonly records: number;
}

/** Takes the text of a directory.json in; calls that are kept are attributed again before it answers. */
export function useImportDirectory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: string) =>
      runJob<DirectoryImport>({ path: 'directory', body, type: 'application/json' }),
    onSuccess: () => queries.invalidateQueries(),
  });
}
