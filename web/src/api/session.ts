import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { answerOf, api, Refusal } from './client.ts';
import type { paths } from './schema.ts';

export type Session = paths['/api/v1/session']['get']['responses'][200]['content']['application/json'];
export type Credentials = paths['/api/v1/session']['post']['requestBody']['content']['application/json'];

/** Who has signed in; null when nobody has. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await answerOf(api.GET('/api/v1/session', { signal }));
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 300_000,
});

/** On pages that nobody reaches who has not signed in. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Refusal(401, 'not-signed-in', '');
  return data;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => answerOf(api.POST('/api/v1/session', { body })),
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, session),
  });
}

/** Forgets whoever was signed in, once the server says that nobody is any more. */
export function useForgetSession() {
  const queries = useQueryClient();
  return () => {
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, null);
  };
}

export function useSignOut() {
  const forget = useForgetSession();
  return useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/v1/session')),
    onSuccess: forget,
  });
}
