import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { runJob } from './job.ts';
import type { paths } from './schema.ts';

export type FirstRun = paths['/api/v1/first-run']['get']['responses'][200]['content']['application/json'];

/** What an installation has already. */
export const firstRunQuery = queryOptions({
  queryKey: ['first-run'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/first-run', { signal })),
});

export function useFirstRun() {
  return useQuery(firstRunQuery);
}

/** Where each file of the sample PBX goes, in their order: rates before calls, which are priced as they come in. */
const SAMPLES = [
  ['directory.json', 'directory', 'application/json'],
  ['uk-deck.csv', 'rates?deck=uk&from=2026-01-01&currency=GBP', 'text/csv'],
  ['Custom.csv', 'imports/asterisk-cdr?source=Custom.csv&zone=UTC', 'text/csv'],
  ['queue_log', 'imports/asterisk-queue-log?source=queue_log', 'text/plain'],
] as const;

/** Loads the sample PBX. Done twice it changes nothing. */
export function useLoadSample() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      for (const [name, path, type] of SAMPLES) {
        const body = await answerOf(
          api.GET('/api/v1/samples/{name}', { params: { path: { name } }, parseAs: 'text' }),
        );
        await runJob({ path, body: String(body), type });
      }
    },
    onSettled: () => queries.invalidateQueries(),
  });
}

export interface FileWish {
  readonly kind: string;
  readonly zone: string;
  readonly file: File;
}

export interface ImportOutcome {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly notes?: readonly string[];
  readonly warnings?: readonly string[];
}

/** Brings a file of calls in. */
export function useImportCalls() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, zone, file }: FileWish) => {
      const query = new URLSearchParams({ source: file.name, ...(zone === '' ? {} : { zone }) });
      return runJob<ImportOutcome>({
        path: `imports/${kind}?${query}`,
        body: file,
        type: 'application/octet-stream',
      });
    },
    onSuccess: () => queries.invalidateQueries(),
  });
}
