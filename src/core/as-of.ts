/** Of when figures are asked for: as they were at an instant, or as a rating run left them. */
export type AsOf =
  | { readonly kind: 'instant'; readonly at: Date }
  | { readonly kind: 'run'; readonly run: number };

export const AS_OF_WANTED =
  'an instant with its zone, 2026-12-01T09:00:00Z, or a rating run that was published, run:12';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** Reads `as_of`; undefined where it is neither an RFC 3339 instant nor a run. Parts of a millisecond are cut off. */
export function parseAsOf(text: string): AsOf | undefined {
  const [, run] = /^run:(\d{1,9})$/.exec(text) ?? [];
  if (run !== undefined) return { kind: 'run', run: Number(run) };
  if (!INSTANT.test(text)) return undefined;
  const at = new Date(text.toUpperCase());
  return Number.isNaN(at.getTime()) ? undefined : { kind: 'instant', at };
}
