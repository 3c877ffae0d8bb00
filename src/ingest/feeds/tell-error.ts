import { RingledgerError } from '../../core/errors.ts';
import type { Secrets } from '../../core/seal.ts';

const LONGEST = 400;
const HIDDEN = '•••';

/** What went wrong, as a sentence for whoever runs the server; no secret stands in it, in whatever form. */
export function tellError(error: unknown, secrets: Secrets): string {
  if (error instanceof RingledgerError) return hideSecrets(error.message, secrets);
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const [first = ''] = (typeof message === 'string' ? message : String(error)).split('\n', 1);
  const reason = typeof code === 'string' && !first.includes(code) ? `${code} ${first}` : first;
  // Before it is cut: half a secret is not found any more.
  const shown = hideSecrets(reason.trim(), secrets).slice(0, LONGEST);
  return `The server could not read it: ${shown || 'no reason was given'}.`.replace(/([.!?])\.$/, '$1');
}

/** A refusal of which no secret is left. */
export function withoutSecrets(error: RingledgerError, secrets: Secrets): RingledgerError {
  return new RingledgerError(
    error.code,
    hideSecrets(error.message, secrets),
    error.faults.map(({ where, message }) => ({ where, message: hideSecrets(message, secrets) })),
  );
}

/** A text in which secrets are hidden, as they are and as addresses, JSON and HTTP write them. */
function hideSecrets(text: string, secrets: Secrets): string {
  const forms = Object.values(secrets)
    .map((secret) => (typeof secret === 'string' ? secret : JSON.stringify(secret)))
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
    ])
    .sort((one, other) => other.length - one.length);
  return forms.reduce((shown, form) => shown.replaceAll(form, HIDDEN), text);
}
