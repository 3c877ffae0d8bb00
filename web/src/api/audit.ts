import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type List = paths['/api/v1/audit']['get'];
export type AuditQuestion = Pick<NonNullable<List['parameters']['query']>, 'login' | 'action'>;
export type AuditItem = List['responses'][200]['content']['application/json']['items'][number];

const auditQuery = (question: AuditQuestion) =>
  infiniteQueryOptions({
    queryKey: ['audit', question],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...question, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return answerOf(api.GET('/api/v1/audit', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });

/** Who changed what, the newest first, page by page. */
export function useAudit(question: AuditQuestion) {
  return useInfiniteQuery(auditQuery(question));
}
