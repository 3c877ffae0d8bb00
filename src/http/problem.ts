import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly faults?: RingledgerError['faults'];
}

/** Whether whoever runs the server is to know: not where somebody was only told to come again. */
export function isDefect({ status, title }: Problem): boolean {
  return status >= 500 && title !== 'retry';
}

/** What a refusal says; a defect says nothing of itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RingledgerError) {
    return {
      type: 'about:blank',
      title: error.code,
      status: error.status,
      detail: error.message,
      ...(error.faults.length > 0 ? { faults: error.faults } : {}),
    };
  }
  if (isUnlikeSchema(error)) {
    const faults = error.validation.map((violation) => toFault(violation, error.validationContext));
    return toProblem(refuseFaults('The request cannot be read.', faults));
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (error instanceof Error && typeof status === 'number' && status >= 400 && status < 500) {
    return { type: 'about:blank', title: 'invalid-request', status, detail: error.message };
  }
  return {
    type: 'about:blank',
    title: 'defect',
    status: 500,
    detail: 'The server could not do this. Its log says why.',
  };
}

/** One way in which a request is unlike its route's schema, as Ajv tells it. */
interface Violation {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

function isUnlikeSchema(
  error: unknown,
): error is { readonly validation: readonly Violation[]; readonly validationContext?: string } {
  return error instanceof Error && Array.isArray((error as { validation?: unknown }).validation);
}

function toFault({ keyword, instancePath, params, message }: Violation, context = 'request'): Fault {
  const path = instancePath.split('/').slice(1);
  const at = (name: unknown) => [...path, String(name)].join('.');
  const where = path.join('.') || context;
  switch (keyword) {
    case 'required':
      return { where: at(params['missingProperty']), message: 'It is missing: write it.' };
    case 'additionalProperties':
      return {
        where: at(params['additionalProperty']),
        message: 'Nothing here has this name: leave it out.',
      };
    case 'enum':
    case 'const': {
      const words = (params['allowedValues'] ?? [params['allowedValue']]) as readonly unknown[];
      return { where, message: `Write one of ${words.map(String).join(', ')}.` };
    }
    default:
      return {
        where,
        message: LIMIT_SENTENCES[keyword]?.(limitOf(params)) ?? `It ${message ?? 'cannot be read'}.`,
      };
  }
}

/** What a limit that was passed is told as, with its fix. */
const LIMIT_SENTENCES: Readonly<Record<string, (limit: string) => string>> = {
  minLength: (limit) =>
    limit === '1' ? 'It is empty: write it.' : `It is too short: write ${limit} characters or more.`,
  maxLength: (limit) => `It is too long: write ${limit} characters at most.`,
  minItems: (limit) =>
    limit === '1' ? 'The list is empty: give one or more.' : `The list is too short: give ${limit} or more.`,
  maxItems: (limit) => `The list is too long: give ${limit} at most.`,
  minimum: (limit) => `It is too small: write ${limit} or more.`,
  maximum: (limit) => `It is too large: write ${limit} at most.`,
  type: (type) => `It cannot be read: write a value of the type ${type}.`,
};

function limitOf(params: Violation['params']): string {
  return String(params['limit'] ?? params['type']);
}
