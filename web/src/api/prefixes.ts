import {
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type Path = paths['/api/v1/rates/prefixes'];
type PrefixPage = Path['get']['responses'][200]['content']['application/json'];
/** What a version says of one prefix: a row for each step of each band. */
export type PrefixRates = PrefixPage['items'][number];
export type PrefixRow = PrefixRates['rows'][number];
export type PrefixEdit = NonNullable<Path['post']['requestBody']>['content']['application/json'];

/** Prefixes of a version, and of those only what is searched for. */
export interface PrefixQuestion {
  readonly deck: string;
  /** First day of the version; the last one where it is left out. */
  readonly from?: string | undefined;
  readonly search: string;
}

const prefixesQuery = ({ deck, from, search }: PrefixQuestion) =>
  infiniteQueryOptions({
    queryKey: ['rates', 'prefixes', deck, from, search],
    queryFn: ({ signal, pageParam }) => {
      const query = { deck, search, ...(from === undefined ? {} : { from }), ...pageParam };
      return answerOf(api.GET('/api/v1/rates/prefixes', { params: { query }, signal }));
    },
    initialPageParam: {} as { readonly cursor?: string; readonly revision?: number },
    // All pages are of one revision.
    getNextPageParam: ({ cursor, revision }) => (cursor === null ? undefined : { cursor, revision }),
    placeholderData: keepPreviousData,
  });

/** The rates of a version, prefix by prefix and page by page. */
export function usePrefixes(question: PrefixQuestion) {
  return useInfiniteQuery(prefixesQuery(question));
}

/** Changes the rates of some prefixes, or only tells what that would change. */
export function useEditPrefixes() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ dryRun, ...body }: PrefixEdit & { readonly dryRun: boolean }) =>
      answerOf(api.POST('/api/v1/rates/prefixes', { params: { query: { dryRun } }, body })),
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  });
}
