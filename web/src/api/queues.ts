import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type Read = paths['/api/v1/queues']['get'];
export type QueueQuestion = NonNullable<Read['parameters']['query']>;
export type QueueRow = Read['responses'][200]['content']['application/json']['rows'][number];

const queuesQuery = (question: QueueQuestion) =>
  queryOptions({
    queryKey: ['queues', question],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/queues', { params: { query: question }, signal })),
    placeholderData: keepPreviousData,
  });

/** What became of calls to queues and ring groups; figures of before stay while new ones are on their way. */
export function useQueues(question: QueueQuestion) {
  return useQuery(queuesQuery(question));
}

type Missed = paths['/api/v1/missed-callers']['get'];
type MissedQuestion = Omit<NonNullable<Missed['parameters']['query']>, 'cursor' | 'limit'>;
export type MissedCaller = Missed['responses'][200]['content']['application/json']['callers'][number];

const missedQuery = (question: MissedQuestion) =>
  infiniteQueryOptions({
    queryKey: ['missed-callers', question],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...question, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return answerOf(api.GET('/api/v1/missed-callers', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

/** Callers whom nobody has spoken to since they called in vain, page by page. */
export function useMissedCallers(question: MissedQuestion) {
  return useInfiniteQuery(missedQuery(question));
}
