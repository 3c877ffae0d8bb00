/**
 * Every way a request can be refused, in one closed table: code → HTTP status of our own API. The published paths
 * answer 200 whatever happens, as their clients look at `result` only (their `retry` included).
 */
const ERROR_STATUS = {
  'invalid-request': 400,
  'not-signed-in': 401,
  'code-needed': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  retry: 503,
  'store-unavailable': 503,
  'data-folder-owned': 500,
  'invalid-config': 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One thing wrong with what a person wrote: where it stands and a sentence that quotes it and names the fix. */
export interface Fault {
  /** A path a person can follow: `devices[3].owner`, `line 17`, `scope.month`. */
  readonly where: string;
  /** A whole sentence, ready to be read. */
  readonly message: string;
}

/**
 * A refusal meant to be read by whoever asked. Anything else that is thrown is a defect, and its text never leaves
 * the process.
 */
export class RingledgerError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  /** `message` is a sentence that quotes the bad part and names the fix; `faults` lists all of them at once. */
  constructor(code: ErrorCode, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.name = 'RingledgerError';
    this.code = code;
    this.faults = faults;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** Refuses with every fault found, one sentence a line. */
export function refuseFaults(summary: string, faults: readonly Fault[]): RingledgerError {
  const lines = faults.map((fault) => `${fault.where}: ${fault.message}`);
  return new RingledgerError('invalid-request', [summary, ...lines].join('\n'), faults);
}
