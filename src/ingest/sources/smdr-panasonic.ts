import type { ReadCdr } from '../record-format.ts';
import { type Rejection, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { readClockText } from './clock-text.ts';
import { makeUniqueid, type SmdrForm } from './smdr-line.ts';

/**
 * SMDR of Panasonic KX-TDA, KX-TDE and KX-NS, by the chapter "Station Message Detail Recording (SMDR)" of their Feature
 * Guides (KX-NS1000 Feature Guide, 2.22.1 Record Log Features; KX-TDA200 Feature Guide, 1.24): pattern A of 80 columns,
 * pattern B of 80 with charges, pattern C of 120. The time is that at which the call ended, in whole minutes.
 */
const PATTERNS = [
  { co: [23, 27], dial: [28, 78], ring: [79, 83], talk: [84, 92], account: [105, 115], code: [116, 120] },
  { co: [23, 25], dial: [26, 51], ring: [52, 56], talk: [57, 65], account: [66, 76], code: [77, 80] },
  { co: [23, 25], dial: [26, 46], ring: [46, 46], talk: [47, 55], account: [67, 77], code: [78, 81] },
] as const;
const TALK = /^(\d\d):(\d\d)'(\d\d)$/;
const FORM =
  "This is no line of Panasonic SMDR: DATE TIME EXT CO DIAL NUMBER and a duration 00:01'05 where pattern A, B or C has it were expected.";

/** Reads one line. */
export function readPanasonic(line: string, form: SmdrForm): ReadCdr | Rejection {
  const pattern = PATTERNS.find(({ talk: [from, to] }) => TALK.test(line.slice(from, to)));
  if (pattern === undefined) return tellOther(line);
  const at = (columns: readonly [number, number]) => line.slice(...columns).trim();
  const stamp = `${line.slice(0, 8)} ${line.slice(9, 16).trim()}`;
  const end = readClockText(stamp, form.hint === 'mdy' ? 'mdy' : 'dmy', form.zone);
  if (end === null) return rejectFor('bad-time', `Date and Time (read as ${form.hint || 'dmy'})`, stamp);
  const extension = line.slice(17, 22).trim();
  if (extension === '') return rejectFor('missing-channel');
  const talk = spanOf(TALK.exec(at(pattern.talk)) ?? []);
  const rung = /^(\d{1,2})'(\d\d)$/.exec(at(pattern.ring));
  const ring = rung === null ? 0 : Number(rung[1]) * 60 + Number(rung[2]);
  const isAnswered = talk > 0 && at(pattern.code) !== 'NA';
  const endAt = 'at' in end ? end.at : end.earlier;
  const startAt = endAt - talk - ring;
  const uniqueid = makeUniqueid(form, startAt, { line });
  return fillRecord({
    ...readEnds(at(pattern.dial), extension, at(pattern.co)),
    accountcode: at(pattern.account),
    lastapp: 'Dial',
    startAt,
    answerAt: isAnswered ? startAt + ring : null,
    endAt,
    duration: ring + talk,
    billsec: isAnswered ? talk : 0,
    disposition: isAnswered ? 'ANSWERED' : 'NO ANSWER',
    userfield: at(pattern.code),
    uniqueid,
    linkedid: uniqueid,
  });
}

function spanOf([, hours = '0', minutes = '0', seconds = '0']: readonly string[]): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** `<D>ddi<I>caller` came in, `EXT123` went to an extension, all else went out; digits after a dash are a transfer's. */
function readEnds(dial: string, extension: string, co: string) {
  const [phone, line] = [`SMDR/${extension}`, co === '' ? '' : `SMDR/CO${co}`];
  const incoming = /^(?:<D>([^<]*))?<I>(.*)$/.exec(dial);
  if (incoming !== null) {
    const [, did = '', caller = ''] = incoming;
    const src = caller.trim();
    return {
      src,
      did: did.trim(),
      dst: extension,
      dcontext: 'from-trunk',
      channel: line || 'SMDR/CO',
      dstchannel: phone,
    };
  }
  const inside = /^EXT\s*(\S+)$/.exec(dial);
  if (inside !== null)
    return { src: extension, dst: inside[1] ?? '', channel: phone, dstchannel: `SMDR/${inside[1]}` };
  const [number = ''] = dial.split('-', 1);
  return { src: extension, dst: number.replaceAll(/[^\d*#+.X]/g, ''), channel: phone, dstchannel: line };
}

/** Lines that tell of no call: who logged in or out, rooms, reminders. */
function tellOther(line: string): Rejection {
  const other = /\b(LOG IN|LOG OUT|Check in|Check out|Timed Reminder|In the office)/i.exec(line);
  return other === null
    ? rejectFor('bad-fields', FORM)
    : rejectFor(
        'not-a-call',
        `The line tells of "${other[1]}" and of no call: leave such records out in the PBX, or let it be.`,
      );
}
