import {
  queryOptions,
  skipToken,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { runJob } from './job.ts';
import type { paths } from './schema.ts';

export type DeckVersion =
  paths['/api/v1/rates']['get']['responses'][200]['content']['application/json']['versions'][number];
export type DeckImport = paths['/api/v1/rates']['post']['responses'][200]['content']['application/json'];
export type DeckComparison =
  paths['/api/v1/rates/compare']['get']['responses'][200]['content']['application/json'];
export type TariffsImport = paths['/api/v1/tariffs']['post']['responses'][200]['content']['application/json'];

const ratesQuery = queryOptions({
  queryKey: ['rates'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/rates', { signal })),
});

/** Versions of rate decks, and the revisions of the card. */
export function useRates() {
  return useQuery(ratesQuery);
}

const tariffsQuery = queryOptions({
  queryKey: ['tariffs'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/tariffs', { signal })),
});

export function useTariffs() {
  return useQuery(tariffsQuery);
}

/** How a version differs from another; not asked while one of them is not chosen. */
export function useDeckComparison(
  later: DeckVersion | undefined,
  earlier: DeckVersion | undefined,
): UseQueryResult<DeckComparison> {
  return useQuery({
    queryKey: ['rates', 'compare', later?.deck, later?.from, earlier?.deck, earlier?.from],
    queryFn:
      later === undefined || earlier === undefined
        ? skipToken
        : ({ signal }) => {
            const versions = { deck: later.deck, from: later.from };
            const query = { ...versions, withDeck: earlier.deck, withFrom: earlier.from };
            return answerOf(api.GET('/api/v1/rates/compare', { params: { query }, signal }));
          },
  });
}

/** A version of a deck as it is to be imported. */
export interface DeckWish {
  readonly deck: string;
  readonly from: string;
  readonly currency: string;
  readonly text: string;
}

/** Imports a deck, or only tells what that would change. */
export function useImportDeck() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ deck, from, currency, text, dryRun }: DeckWish & { readonly dryRun: boolean }) => {
      const query = new URLSearchParams({ deck, from, currency, dryRun: String(dryRun) });
      return runJob<DeckImport>({ path: `rates?${query}`, body: text, type: 'text/csv' });
    },
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  });
}

/** Imports a tariffs.json, or only tells what that would change. */
export function useImportTariffs() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ text, dryRun }: { readonly text: string; readonly dryRun: boolean }) =>
      runJob<TariffsImport>({ path: `tariffs?dryRun=${dryRun}`, body: text, type: 'application/json' }),
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  });
}
