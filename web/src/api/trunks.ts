import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type Read = paths['/api/v1/trunks/load']['get'];
export type LoadQuestion = NonNullable<Read['parameters']['query']>;
export type TrunkLoads = Read['responses'][200]['content']['application/json'];

const loadQuery = (question: LoadQuestion) =>
  queryOptions({
    queryKey: ['trunk-load', question],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/trunks/load', { params: { query: question }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many calls trunks carried at once, over time; those of before stay while new ones are on their way. */
export function useTrunkLoad(question: LoadQuestion) {
  return useQuery(loadQuery(question));
}
