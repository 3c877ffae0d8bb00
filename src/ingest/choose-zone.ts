import { RingledgerError } from '../core/errors.ts';
import { CdrFile } from './sources/read-cdr-file.ts';
import type { StreamHead } from './sources/read-head.ts';
import { ZoneTally } from './sources/zone-tally.ts';

/** What is known of the zone before a file of call records is read. */
export interface ZoneWish {
  /** The zone that whoever imports has named. */
  readonly asked: string | undefined;
  /** The zone of the PBX, as its directory says. */
  readonly pbxZone: string;
  /** Whether the zone asked for, else the PBX's, is to be taken whatever the uniqueids say. */
  readonly anyway: boolean;
}

export interface ZoneChoice {
  readonly zone: string;
  /** Why, in a sentence; null where it was asked for. */
  readonly note: string | null;
}

/** What is looked at to tell a zone: hundreds of records. */
export const HEAD_BYTES = 128 * 1024;
const MOST_RECORDS = 200;
const INSIST = 'or add --zone-anyway (zoneAnyway=true) to insist';

/**
 * Tells the zone of a file of call records from its first records, whose uniqueids carry UTC whatever the clocks showed.
 * A wrong zone lands records that the right one lands again, as a record is itself by its start. So a zone that is asked
 * for is refused when not one record fits it; and where none is asked for, it is the PBX's or, if more records fit
 * that, UTC: these are the two that Asterisk writes.
 */
export function chooseZone(
  part: Pick<StreamHead, 'head' | 'isWhole'>,
  columns: readonly string[] | undefined,
  { asked, pbxZone, anyway }: ZoneWish,
): ZoneChoice {
  if (anyway) return { zone: asked ?? pbxZone, note: null };
  const tally = (zone: string) => tallyHead(part, zone, columns);
  if (asked !== undefined) {
    const contradiction = tally(asked).contradiction();
    if (contradiction !== null) throw refuseAsked(asked, contradiction, pbxZone, tally);
    return { zone: asked, note: null };
  }
  const [pbx, utc] = [tally(pbxZone), tally('UTC')];
  if (pbx.contradiction() !== null && utc.contradiction() !== null) throw refuseBoth(pbxZone, pbx, utc);
  return utc.fitting > pbx.fitting
    ? { zone: 'UTC', note: `times were read as UTC: ${compare(pbxZone, pbx, utc)}.` }
    : {
        zone: pbxZone,
        note: `times were read as ${pbxZone}, the PBX's zone: ${compare(pbxZone, pbx, utc)}.`,
      };
}

function tallyHead(
  { head, isWhole }: Pick<StreamHead, 'head' | 'isWhole'>,
  zone: string,
  columns: readonly string[] | undefined,
): ZoneTally {
  const file = new CdrFile(zone, columns);
  const tally = new ZoneTally(zone);
  const { records } = file.push(head);
  for (const { cdr } of isWhole ? [...records, ...file.end().records] : records) {
    if (tally.compared === MOST_RECORDS) break;
    tally.add(cdr);
  }
  return tally;
}

function compare(pbxZone: string, pbx: ZoneTally, utc: ZoneTally): string {
  if (pbxZone === 'UTC' || utc.compared === 0) return 'no uniqueid tells of another';
  const first = `the uniqueids of the first ${records(utc.compared)}`;
  return pbx.fitting === utc.fitting
    ? `${first} do not tell it from UTC`
    : `by ${first}, ${utc.fitting} fit UTC and ${pbx.fitting} fit ${pbxZone}`;
}

function refuseAsked(
  asked: string,
  contradiction: string,
  pbxZone: string,
  tally: (zone: string) => ZoneTally,
): RingledgerError {
  const utc = tally('UTC');
  const isFitting = (one: ZoneTally) => one.fitting * 2 > one.compared;
  const fix = isFitting(utc)
    ? 'UTC fits: give --zone UTC'
    : isFitting(tally(pbxZone))
      ? `${pbxZone}, the PBX's zone, fits: leave --zone out`
      : `The clocks that wrote them were ${utc.describeClocks()}: give a zone where they were`;
  return refuse(
    `Zone "${asked}" does not fit the file: its first ${records(utc.compared)} start ${contradiction} their uniqueids. ${fix}, ${INSIST}.`,
  );
}

function refuseBoth(pbxZone: string, pbx: ZoneTally, utc: ZoneTally): RingledgerError {
  const zones =
    pbxZone === 'UTC'
      ? "UTC, the PBX's zone, does not fit"
      : `Neither ${pbxZone}, the PBX's zone, nor UTC fits`;
  return refuse(
    `${zones} the file: the clocks that wrote its first ${records(pbx.compared)} were ${utc.describeClocks()}, by the uniqueids. Give their zone with --zone, ${INSIST}.`,
  );
}

function records(count: number): string {
  return count === 1 ? 'record' : `${count} records`;
}

function refuse(message: string): RingledgerError {
  return new RingledgerError('invalid-request', message);
}
