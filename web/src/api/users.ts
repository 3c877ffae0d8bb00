import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { paths } from './schema.ts';

export type User =
  paths['/api/v1/users']['get']['responses'][200]['content']['application/json']['users'][number];
export type UserWish = paths['/api/v1/users']['post']['requestBody']['content']['application/json'];
export type UserChange =
  paths['/api/v1/users/{login}']['patch']['requestBody']['content']['application/json'];

const KEY = ['users'];

const usersQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/users', { signal })),
});

export function useUsers() {
  return useQuery(usersQuery);
}

const keysQuery = (login: string) =>
  queryOptions({
    queryKey: [...KEY, login, 'keys'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/users/{login}/keys', { params: { path: { login } }, signal })),
  });

/** What is known of a user's keys. */
export function useKeys(login: string) {
  return useQuery(keysQuery(login));
}

export function useAddUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UserWish) => answerOf(api.POST('/api/v1/users', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useChangeUser(login: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UserChange) =>
      answerOf(api.PATCH('/api/v1/users/{login}', { params: { path: { login } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (login: string) =>
      answerOf(api.DELETE('/api/v1/users/{login}', { params: { path: { login } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Turns off a second factor whose owner has lost their app. */
export function useRemoveTwoFactor() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (login: string) =>
      answerOf(api.DELETE('/api/v1/users/{login}/two-factor', { params: { path: { login } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** The answer holds the key, which is never shown again. */
export function useMakeKey(user: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      answerOf(api.POST('/api/v1/keys', { body: { user, ...(name === '' ? {} : { name }) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => answerOf(api.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
