import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

type OwnPassword = paths['/api/v1/session/password']['post']['requestBody']['content']['application/json'];

export function useChangeOwnPassword() {
  return useMutation({
    mutationFn: (body: OwnPassword) => answerOf(api.POST('/api/v1/session/password', { body })),
  });
}

const twoFactorQuery = queryOptions({
  queryKey: ['account', 'two-factor'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/session/two-factor', { signal })),
});

export function useTwoFactor() {
  return useQuery(twoFactorQuery);
}

/** The answer holds the secret for the app. */
export function useBeginTwoFactor() {
  return useMutation({
    mutationFn: (password: string) =>
      answerOf(api.POST('/api/v1/session/two-factor', { body: { password } })),
  });
}

/** The answer holds the recovery codes, which are never shown again. */
export function useConfirmTwoFactor() {
  return useMutation({
    mutationFn: (code: string) =>
      answerOf(api.POST('/api/v1/session/two-factor/confirm', { body: { code } })),
  });
}

export function useStopTwoFactor() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (password: string) =>
      answerOf(api.POST('/api/v1/session/two-factor/stop', { body: { password } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: twoFactorQuery.queryKey }),
  });
}

/** After the recovery codes were seen. */
export function useReadTwoFactorAgain() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: twoFactorQuery.queryKey });
}
