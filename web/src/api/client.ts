import createClient from 'openapi-fetch';
import type { paths } from './schema.ts';

/** One thing wrong with what was sent: where, and a sentence that names the fix. */
export interface Fault {
  readonly where: string;
  readonly message: string;
}

/** A refusal of the server, in its own words. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(status: number, code: string, detail: string, faults: readonly Fault[] = []) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.faults = faults;
  }
}

/** Every request goes to the server the page is from; the session's cookie goes along by itself. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  querySerializer: { array: { style: 'form', explode: true } },
});

/** What a request brought, or a `Refusal` thrown. */
export async function answerOf<Data>(
  asked: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Refusal(0, 'unreachable', '');
  });
  if (response.ok) return data as Data;
  throw toRefusal(response.status, error);
}

/** A problem of the server, or of what stands between it and the page. */
export function toRefusal(status: number, problem: unknown): Refusal {
  const { title, detail, faults } = (typeof problem === 'object' && problem !== null ? problem : {}) as {
    title?: string;
    detail?: string;
    faults?: readonly Fault[];
  };
  return new Refusal(status, title ?? 'unreachable', detail ?? '', faults);
}
