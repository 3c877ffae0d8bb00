import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type List = paths['/api/v1/calls']['get'];
export type CallQuestion = Omit<NonNullable<List['parameters']['query']>, 'limit' | 'cursor' | 'skip' | 'at'>;
type CallPage = List['responses'][200]['content']['application/json'];
export type Call = CallPage['calls'][number];
export type Journey =
  paths['/api/v1/calls/{acctid}/journey']['get']['responses'][200]['content']['application/json'];
export type Explanation =
  paths['/api/v1/calls/{acctid}/explanation']['get']['responses'][200]['content']['application/json'];

/** Rows that are asked for at once. */
const ROWS = 100;
/** Pages that nobody looks at any more are let go of soon: no more than a few hundred rows are ever held. */
const KEPT_MS = 5_000;

const pageQuery = (question: CallQuestion, page: number) =>
  queryOptions({
    queryKey: ['calls', question, page],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/calls', {
          params: { query: { ...question, limit: ROWS, skip: page * ROWS } },
          signal,
        }),
      ),
    gcTime: KEPT_MS,
    staleTime: 60_000,
  });

/** The rows of a listing that are there by their place in it; those on their way are undefined. */
export function useCallRows(question: CallQuestion, first: number, last: number) {
  const from = Math.floor(first / ROWS);
  const pages = Array.from(
    { length: Math.floor(Math.max(first, last) / ROWS) - from + 1 },
    (_, at) => from + at,
  );
  const queries = useQueries({ queries: pages.map((page) => pageQuery(question, page)) });
  return {
    row: (place: number): Call | undefined =>
      queries[Math.floor(place / ROWS) - from]?.data?.calls[place % ROWS],
    error: queries.find(({ isError }) => isError)?.error,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
}

/** How many legs the question is about, and their sums. */
export function useCallTotals(question: CallQuestion) {
  const { sort: _sort, order: _order, ...filter } = question;
  return useQuery({
    queryKey: ['call-totals', filter],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/figures', {
          params: { query: { ...filter, measures: ['calls', 'talkSeconds', 'cost', 'unknownCosts'] } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useJourney(acctid: number) {
  return useQuery({
    queryKey: ['journey', acctid],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/calls/{acctid}/journey', { params: { path: { acctid: String(acctid) } }, signal }),
      ),
  });
}

export function useExplanation(acctid: number) {
  return useQuery({
    queryKey: ['explanation', acctid],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/calls/{acctid}/explanation', {
          params: { path: { acctid: String(acctid) } },
          signal,
        }),
      ),
  });
}

/** Where the same calls are had as a file. */
export function exportAddress(question: CallQuestion, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(question)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) query.append(name, String(one));
    }
  }
  return `/api/v1/calls/export?${query}`;
}
