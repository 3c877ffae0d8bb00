import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type Read = paths['/api/v1/figures']['get'];
export type FigureQuestion = NonNullable<Read['parameters']['query']>;
export type Figures = Read['responses'][200]['content']['application/json'];
export type FigureRow = Figures['rows'][number];

const figuresQuery = (question: FigureQuestion) =>
  queryOptions({
    queryKey: ['figures', question],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/figures', { params: { query: question }, signal })),
    placeholderData: keepPreviousData,
  });

/** Measures of calls by dimensions; those of before stay while new ones are on their way. */
export function useFigures(question: FigureQuestion) {
  return useQuery(figuresQuery(question));
}
