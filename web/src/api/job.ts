import { Refusal, toRefusal } from './client.ts';

/** How far a job is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** What is sent for a job: a file's text, or JSON. */
interface JobRequest {
  readonly path: string;
  readonly body: string | Blob;
  readonly type: string;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Sends a job and reads the JSON lines of its answer as they come, or the one object of an answer that tells no progress.
 * Answers its result; throws what went wrong as a `Refusal`.
 */
export async function runJob<Result>({ path, body, type, onProgress }: JobRequest): Promise<Result> {
  const response = await fetch(`/api/v1/${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  }).catch(() => {
    throw new Refusal(0, 'unreachable', '');
  });
  if (!response.ok) throw toRefusal(response.status, await response.json().catch(() => undefined));
  if (!(response.headers.get('content-type') ?? '').includes('ndjson'))
    return (await response.json()) as Result;
  let last: JobLine<Result> = {};
  for await (const line of linesOf(response)) {
    last = JSON.parse(line) as JobLine<Result>;
    if (last.progress !== undefined) onProgress?.(last.progress);
  }
  if (last.problem !== undefined) throw toRefusal(last.problem.status ?? 0, last.problem);
  // An answer that breaks off was cut: what became of the job, a list will show.
  if (last.result === undefined) throw new Refusal(0, 'unreachable', '');
  return last.result;
}

interface JobLine<Result> {
  readonly progress?: Progress;
  readonly result?: Result;
  readonly problem?: { readonly status?: number };
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    held += value;
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (held.trim() !== '') yield held;
}
