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
import { readTextFile } from './read-text-file.ts';
import type { paths } from './schema.ts';

export type DeckVersion =
  paths['/api/v1/rates']['get']['responses'][200]['content']['application/json']['versions'][number];
export type DeckImport = paths['/api/v1/rates']['post']['responses'][200]['content']['application/json'];
export type DeckComparison =
  paths['/api/v1/rates/compare']['get']['responses'][200]['content']['application/json'];
export type ForeignImport =
  paths['/api/v1/rates/foreign']['post']['responses'][200]['content']['application/json'];

export const ratesQuery = queryOptions({
  queryKey: ['rates'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/rates', { signal })),
});

/** Versions of rate decks, and the revisions of the card. */
export function useRates() {
  return useQuery(ratesQuery);
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
  readonly file: File;
  /** Files of time bands and of public holidays; null for those of the version before. */
  readonly bands: File | null;
  readonly holidays: File | null;
  /** `to`, `direction`, `crossing`, `zone`: empty for what the version before says. */
  readonly terms: Readonly<Record<string, string>>;
}

/** Imports a deck, or only tells what that would change. */
export function useImportDeck() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ dryRun, ...wish }: DeckWish & { readonly dryRun: boolean }) => {
      const { deck, from, currency, terms, file, bands, holidays } = wish;
      const said = withoutEmpty({ deck, from, currency, ...terms, dryRun: String(dryRun) });
      const body = JSON.stringify({
        csv: await readTextFile(file),
        ...(bands === null ? {} : { bands: await readTextFile(bands) }),
        ...(holidays === null ? {} : { holidays: await readTextFile(holidays) }),
      });
      return runJob<DeckImport>({
        path: `rates?${new URLSearchParams(said)}`,
        ...{ body, type: 'application/json' },
      });
    },
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  });
}

/** Files of another product, or a carrier's list, as they are to be imported. */
export interface ForeignWish {
  readonly format: string;
  readonly files: readonly File[];
  /** What the files do not say, and what settles how they are read; empty for what is not said. */
  readonly said: Readonly<Record<string, string>>;
}

/** Imports the decks of another product, or only tells what that would change. */
export function useImportForeign() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ format, files, said, dryRun }: ForeignWish & { readonly dryRun: boolean }) => {
      const query = new URLSearchParams(withoutEmpty({ format, ...said, dryRun: String(dryRun) }));
      const texts = files.map(async (file) => ({ name: file.name, text: await readTextFile(file) }));
      const body = JSON.stringify({ files: await Promise.all(texts) });
      return runJob<ForeignImport>({ path: `rates/foreign?${query}`, body, type: 'application/json' });
    },
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  });
}

function withoutEmpty(said: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== ''));
}
