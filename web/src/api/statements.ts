import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { keepFile } from './keep-file.ts';
import type { paths } from './schema.ts';

type Read = paths['/api/v1/statements/{company}']['get'];
export type Statement = Read['responses'][200]['content']['application/json'];

/** Whose statement, and of which month, as in 2026-11. */
export interface StatementOf {
  readonly company: string;
  readonly month: string;
}

const statementQuery = ({ company, month }: StatementOf) =>
  queryOptions({
    queryKey: ['statement', company, month],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/statements/{company}', {
          params: { path: { company }, query: { period: month } },
          signal,
        }),
      ) as Promise<Statement>,
  });

/** What a company owes for a month. */
export function useStatement(of: StatementOf) {
  return useQuery(statementQuery(of));
}

interface FileWish extends StatementOf {
  readonly format: 'csv' | 'pdf';
  /** Call by call. */
  readonly itemised: boolean;
}

/** Fetches a statement as a file and hands it to the browser to keep. */
export function useStatementFile() {
  return useMutation({
    mutationFn: async ({ company, month, format, itemised }: FileWish) => {
      const asked = api.GET('/api/v1/statements/{company}', {
        params: { path: { company }, query: { period: month, format, itemised } },
        parseAs: 'blob',
      });
      const file = (await answerOf<unknown>(asked)) as Blob;
      keepFile(file, `statement-${company.replace(/[^\w.-]/g, '_')}-${month}.${format}`);
    },
  });
}
