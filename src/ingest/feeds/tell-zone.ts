import { RingledgerError } from '../../core/errors.ts';
import { CdrFile } from '../sources/read-cdr-file.ts';

export interface ToldZone {
  readonly zone: string;
  /** Whether the records tell it from the other zone it might be: not in a winter where both clocks are one. */
  readonly isTold: boolean;
}

/**
 * The zone of a growing file of Asterisk's records, by the uniqueids of what has come of it, which carry UTC whatever
 * the clocks showed: the PBX's, or UTC, the two that Asterisk writes. As long as the records fit both, either reads
 * them alike, and later ones will tell. Refuses with a sentence records that fit neither.
 */
export function tellZone(
  bytes: Uint8Array,
  columns: readonly string[] | undefined,
  pbxZone: string,
): ToldZone {
  if (pbxZone === 'UTC') return { zone: pbxZone, isTold: true };
  const tally = (zone: string) => {
    const file = new CdrFile(zone, columns);
    file.push(bytes);
    return file.zoneTally;
  };
  const [pbx, utc] = [tally(pbxZone), tally('UTC')];
  if (pbx.contradiction() !== null && utc.contradiction() !== null) {
    throw new RingledgerError(
      'invalid-request',
      `Neither ${pbxZone}, the PBX's zone, nor UTC fits the files: by their uniqueids the clock that wrote them was ${utc.describeClocks()}. Name its zone, as in --set zone=Europe/London.`,
    );
  }
  if (utc.fitting === pbx.fitting) return { zone: pbxZone, isTold: false };
  return { zone: utc.fitting > pbx.fitting ? 'UTC' : pbxZone, isTold: true };
}
