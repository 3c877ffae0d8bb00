import { QueryClient } from '@tanstack/react-query';
import { Refusal } from './client.ts';

const ATTEMPTS = 2;

/** A refusal stays one however often it is asked for; what was unreachable or busy is tried again. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < ATTEMPTS && (!(error instanceof Refusal) || error.status === 0 || error.status === 503),
      },
    },
  });
}
