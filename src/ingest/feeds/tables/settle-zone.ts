import { RingledgerError } from '../../../core/errors.ts';
import type { ZoneTally } from '../../sources/zone-tally.ts';

/**
 * The zone of a table's wall-clock times: the one asked for, else the PBX's, else UTC where the newest rows' uniqueids
 * fit that better. A wrong zone lands records that the right one lands again, so one that not a single row fits is
 * refused.
 */
export function settleZone(
  table: string,
  asked: string | null,
  pbxZone: string,
  tallyOf: (zone: string) => ZoneTally,
): { readonly zone: string; readonly note: string } {
  const wanted = asked ?? pbxZone;
  const tally = tallyOf(wanted);
  const utc = tallyOf('UTC');
  if (asked === null && utc.fitting > tally.fitting) {
    return { zone: 'UTC', note: `Times are read as UTC: ${compare(utc, tally, pbxZone)}.` };
  }
  const contradiction = tally.contradiction();
  if (contradiction !== null) {
    throw new RingledgerError(
      'invalid-request',
      `Zone "${wanted}" does not fit the table "${table}": its newest ${tally.compared} rows start ${contradiction} their uniqueids. The clocks that wrote them were ${utc.describeClocks()}: set "zone" to where they were${utc.fitting * 2 > utc.compared ? ', which is "UTC"' : ''}.`,
    );
  }
  return { zone: wanted, note: `Times are read as ${wanted}: ${compare(utc, tally, wanted)}.` };
}

function compare(utc: ZoneTally, tally: ZoneTally, zone: string): string {
  if (utc.compared === 0) return 'no uniqueid tells of another';
  return zone === 'UTC'
    ? `${utc.fitting} of the newest ${utc.compared} rows begin with their uniqueids`
    : `of the newest ${utc.compared} rows ${utc.fitting} fit UTC and ${tally.fitting} fit ${zone}, by their uniqueids`;
}
