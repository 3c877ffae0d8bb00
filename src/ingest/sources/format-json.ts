import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';

/** Parameters of a format as the one JSON text that says them: keys in order, nothing that is not said. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner).filter(([, one]) => one !== undefined);
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** Refuses what is no zone. */
export function checkZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw new RingledgerError(
    'invalid-request',
    `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`,
  );
}
