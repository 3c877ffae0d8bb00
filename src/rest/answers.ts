import { RingledgerError } from '../core/errors.ts';

/** The contract's answer to one who came too late, word for word. */
export const RETRY_ANSWER = {
  result: 'retry',
  message: 'Another user has billing locked. Please try again in a moment.',
} as const;

export interface FailAnswer {
  readonly result: 'fail';
  readonly message: string;
}

export interface RetryAnswer {
  readonly result: 'retry';
  readonly message: string;
}

/** What a refusal says on the published paths. A defect says nothing of itself: its text stays in the log. */
export function toFailAnswer(error: unknown): FailAnswer | RetryAnswer {
  if (error instanceof RingledgerError && error.code === 'retry')
    return { result: 'retry', message: error.message };
  if (error instanceof RingledgerError) return { result: 'fail', message: error.message };
  return {
    result: 'fail',
    message: 'The server could not answer this. Its log says why; try again, or tell its operator.',
  };
}
