import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { runJob } from './job.ts';
import { ratesQuery } from './rates.ts';
import type { TariffsFile, TariffsImport } from './tariffs-file.ts';

/** The tariffs as they were seen at a revision: others may change them meanwhile. */
export interface SeenTariffs {
  readonly file: TariffsFile;
  readonly revision: number;
}

const readTariffs = (revision: number, signal?: AbortSignal) =>
  answerOf(
    api.GET('/api/v1/tariffs', {
      params: { query: { revision } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );

/** The tariffs at a revision; not asked before that is known. */
export function useTariffs(revision: number | undefined) {
  return useQuery({
    queryKey: ['tariffs', revision],
    queryFn: revision === undefined ? skipToken : ({ signal }) => readTariffs(revision, signal),
  });
}

/** Fetches the tariffs that are in force now, whatever was seen before. */
export function useNewestTariffs() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (): Promise<SeenTariffs> => {
      const { revision } = await queries.fetchQuery({ ...ratesQuery, staleTime: 0 });
      return { file: await readTariffs(revision), revision };
    },
  });
}

interface TariffsWish {
  /** A tariffs.json, which becomes all the tariffs there are. */
  readonly text: string;
  readonly dryRun: boolean;
  /** The revision whose tariffs were changed to these: refused where others are in force by now. */
  readonly revision?: number;
}

/** Makes other tariffs of those there are, or only tells what that would change. */
export function useImportTariffs() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ text, dryRun, revision }: TariffsWish) => {
      const query = new URLSearchParams({
        dryRun: String(dryRun),
        ...(revision === undefined ? {} : { revision: String(revision) }),
      });
      return runJob<TariffsImport>({ path: `tariffs?${query}`, body: text, type: 'application/json' });
    },
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  });
}
