import type { ReadCdr } from '../record-format.ts';
import { type Rejection, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { readTime } from './cdr-times.ts';
import { MOST_COUNTED, readWhole, readWholeOrNull } from './cdr-values.ts';
import { readClockSpan } from './clock-text.ts';
import { splitFields } from './csv-fields.ts';
import { makeUniqueid, type SmdrForm } from './smdr-line.ts';

/**
 * SMDR of Avaya IP Office: a line of comma-separated fields for each segment of a call, 16 at least, 30 since release 5,
 * 35 since release 11. Meanings are those of Avaya's "SMDR Fields" (documentation.avaya.com, Administering Avaya IP
 * Office Platform with Manager; ipofficekb.avaya.com/basic/english/tech/webmanager/smdr_fields.htm). All segments of a
 * call have its call id and its start; the whole of one is connected + ring + hold + park.
 */
const FEWEST = 16;
const FIX = 'a line is Call Start, Connected Time, Ring Time, Caller, Direction, Called Number and so on';

/** Who has one end of a segment: `E201` a phone, `T9001` a line, `V9501` voicemail, `V9551` a conference. */
interface Party {
  readonly kind: 'phone' | 'line' | 'voicemail' | 'conference' | 'nobody';
  readonly channel: string;
  readonly number: string;
  readonly name: string;
}

/** Reads one line. */
export function readAvaya(line: string, form: SmdrForm): ReadCdr | Rejection {
  const fields = splitFields(line, 0, line.length)?.map((field) => field.trim()) ?? [];
  const times = readSegment(fields, form.zone);
  if ('reason' in times) return times;
  const [, , , caller = '', direction, called = '', dialled = '', account = '', internal = '', callId = ''] =
    fields;
  const isIncoming = direction === 'I' && !/^[1I]$/.test(internal);
  const parties = [readParty(fields[11], fields[12]), readParty(fields[13], fields[14])] as const;
  const [from, to] = orderParties(...parties, caller, isIncoming);
  if (from.channel === '' && caller === '') return rejectFor('missing-channel');
  const { startAt, ring, talk } = times;
  const uniqueid = makeUniqueid(form, startAt, { id: callId });
  return fillRecord({
    accountcode: account,
    src: caller,
    dst: called,
    dcontext: isIncoming ? 'from-trunk' : '',
    clid: `"${from.kind === 'phone' ? from.name : ''}" <${caller}>`,
    channel: from.channel || `SMDR/${caller}`,
    dstchannel: to.kind === 'voicemail' ? '' : to.channel,
    lastapp: APPLICATION[to.kind],
    startAt,
    answerAt: talk === 0 ? null : startAt + ring,
    endAt: startAt + ring + talk,
    duration: ring + talk,
    billsec: talk,
    disposition: talk === 0 ? 'NO ANSWER' : 'ANSWERED',
    did: isIncoming && dialled !== called ? dialled : '',
    uniqueid,
    linkedid: uniqueid,
    sequence: orderInCall(fields[34] ?? '', startAt, form.zone),
  });
}

/** The times of a segment, or what is wrong with its fields. */
function readSegment(fields: readonly string[], zone: string) {
  if (fields.length < FEWEST) return rejectFor('wrong-column-count', fields.length, `${FEWEST} to 35`, FIX);
  const [startText = '', connected = '', ring = '', , direction = ''] = fields;
  const start = readTime(startText.replaceAll('/', '-'), zone);
  if (start === null) return rejectFor('bad-time', 'Call Start', startText);
  const seconds = readSeconds([connected, ring, fields[15] ?? '', fields[16] ?? '']);
  if ('reason' in seconds) return seconds;
  if (!/^[IO]$/.test(direction)) {
    return rejectFor('bad-fields', `Direction "${direction}" is neither I nor O.`);
  }
  if (!/^\d+$/.test(fields[9] ?? ''))
    return rejectFor('bad-number', 'Call ID', fields[9] ?? '', MOST_COUNTED);
  return { ...seconds, startAt: 'at' in start ? start.at : start.earlier };
}

const APPLICATION: Readonly<Record<Party['kind'], string>> = {
  phone: 'Dial',
  line: 'Dial',
  nobody: 'Dial',
  voicemail: 'VoiceMail',
  conference: 'ConfBridge',
};

/** A talk holds its line on hold and parked too, and is charged for it. */
function readSeconds([connected = '', ring = '', hold = '', park = '']: readonly string[]) {
  const talked = readClockSpan(connected);
  if (talked === null) return rejectFor('bad-fields', `Connected Time "${connected}" is not HH:MM:SS.`);
  const [rung, held, parked] = [
    readWhole(ring, MOST_COUNTED),
    readWholeOrNull(hold, MOST_COUNTED),
    readWholeOrNull(park, MOST_COUNTED),
  ];
  if (Number.isNaN(rung)) return rejectFor('bad-number', 'Ring Time', ring, MOST_COUNTED);
  if (Number.isNaN(held)) return rejectFor('bad-number', 'Hold Time', hold, MOST_COUNTED);
  if (Number.isNaN(parked)) return rejectFor('bad-number', 'Park Time', park, MOST_COUNTED);
  return { ring: rung, talk: talked + (held ?? 0) + (parked ?? 0) };
}

/** Where a phone and a line meet, the phone is party 1 whoever called; between phones the caller's number tells. */
function orderParties(
  one: Party,
  other: Party,
  caller: string,
  isIncoming: boolean,
): readonly [from: Party, to: Party] {
  if (isIncoming) return one.kind === 'line' ? [one, other] : [other, one];
  return other.kind === 'phone' && other.number === caller && one.number !== caller
    ? [other, one]
    : [one, other];
}

/** A line is named by its own name, `LINE 5.1`: all channels of line 5 are one trunk, `SMDR/Line5`. */
function readParty(device = '', name = ''): Party {
  const number = device.slice(1);
  if (device === '') return { kind: 'nobody', channel: '', number: '', name };
  if (device.startsWith('E')) return { kind: 'phone', channel: `SMDR/${number}`, number, name };
  if (device.startsWith('V')) {
    const isMail = /^VM/i.test(name) || Number(number) <= 9550;
    return { kind: isMail ? 'voicemail' : 'conference', channel: `SMDR/${device}`, number, name };
  }
  const line = /^line\s*(\d+)\.(\d+)$/i.exec(name);
  return {
    kind: 'line',
    channel: line === null ? `SMDR/${device}` : `SMDR/Line${line[1]}-${line[2]}`,
    number,
    name,
  };
}

/** Segments are told in order by the instant at which each was recorded, where release 11 says it. */
function orderInCall(recorded: string, startAt: number, zone: string): number | null {
  const read = readTime(recorded.replaceAll('/', '-'), zone);
  if (read === null) return null;
  return Math.max(0, ('at' in read ? read.at : read.earlier) - startAt);
}
