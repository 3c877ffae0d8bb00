import type { Disposition } from '../../core/cdr.ts';
import { localToUtc } from '../../core/zone.ts';
import type { ReadCdr } from '../record-format.ts';
import { type Rejection, rejectFor } from '../reject-reason.ts';
import { fillRecord } from './blank-record.ts';
import { makeUniqueid, type SmdrForm } from './smdr-line.ts';

/**
 * SMDR of Mitel 3300 ICP and MiVoice Business: lines of fixed columns, by Mitel's "Summary of Fields Tables" of the
 * System Administration Tool's help (features_optional/smdr_summary…; also published as "3300 SMDR Summary of Fields
 * Table"): 90 characters, 101 with Extended Digit Length, and 22 or 19 more with ANI/DNIS. Positions count from 0. Not
 * read are the forms of Extended Reporting, which move columns.
 */
const STANDARD = {
  calling: [23, 27],
  answer: [27, 32],
  digits: [33, 59],
  status: [59, 60],
  called: [61, 65],
  transfer: [65, 66],
  third: [67, 71],
  account: [72, 84],
  ani: [91, 101],
  dnis: [102, 112],
} as const;
const EXTENDED = {
  calling: [25, 32],
  answer: [32, 37],
  digits: [38, 64],
  status: [64, 65],
  called: [66, 73],
  transfer: [73, 74],
  third: [75, 82],
  account: [83, 95],
  ani: [102, 112],
  dnis: [113, 120],
} as const;

type Fields = Readonly<Record<keyof typeof STANDARD, string>>;

const HEAD = /^[ \-=%+](\d\d)\/(\d\d) (\d\d):(\d\d)([P ]) (\d\d|\d{4}):(\d\d):(\d\d) /i;
/** An extension, a trunk of the exchange (T) or another (X), an attendant's console. */
const PARTY = /^(?:[\d*#]+|[TX]\d+|ATT\d*)$/;
const TRUNK = /^[TX]\d/;
const FORM =
  'This is no line of Mitel SMDR: "zMM/DD HH:MMp HH:MM:SS" and a calling party were expected at its beginning (switch Extended Reporting off in the SMDR Options form).';

/** Reads one line. */
export function readMitel(line: string, form: SmdrForm): ReadCdr | Rejection {
  const head = HEAD.exec(line);
  if (head === null) return rejectFor('bad-fields', FORM);
  const fields = cut(line, head[6]?.length === 4 ? EXTENDED : STANDARD);
  const { calling, called, third, transfer } = fields;
  if (!PARTY.test(calling) || (called !== '' && !PARTY.test(called))) return rejectFor('bad-fields', FORM);
  const times = readTimes(head, fields, form);
  if ('reason' in times) return times;
  const { startAt, ring, talk, disposition } = times;
  const uniqueid = makeUniqueid(form, startAt, { line });
  return fillRecord({
    ...tellNumbers(fields),
    accountcode: fields.account,
    channel: `SMDR/${calling}`,
    dstchannel: called === '' ? '' : `SMDR/${called}`,
    lastapp: 'Dial',
    startAt,
    answerAt: talk === 0 ? null : startAt + ring,
    endAt: startAt + ring + talk,
    duration: ring + talk,
    billsec: talk,
    disposition,
    userfield: third === '' ? '' : `${transfer} ${third}`.trim(),
    uniqueid,
    linkedid: uniqueid,
  });
}

/** The duration is of talk where somebody answered, and follows the time to answer; else it is of ringing. */
function readTimes(head: RegExpExecArray, fields: Fields, form: SmdrForm) {
  const startAt = readStart(head, form);
  if (startAt === null) return rejectFor('bad-time', 'Date and Start Time', head[0].slice(1, 13));
  const answer = readAnswer(fields.answer);
  if (answer === null) {
    return rejectFor('bad-fields', `Time To Answer "${fields.answer}" is not seconds, nor ***.`);
  }
  const seconds = Number(head[6]) * 3600 + Number(head[7]) * 60 + Number(head[8]);
  const disposition = tellDisposition(fields, answer, seconds);
  if (disposition !== 'ANSWERED') return { startAt, ring: seconds, talk: 0, disposition };
  return { startAt, ring: answer === 'never' ? 0 : answer, talk: seconds, disposition };
}

/** From a trunk the digits dialled are the number that led in; from a phone what was dialled on the trunk. */
function tellNumbers({ calling, called, digits, ani, dnis }: Fields) {
  if (!TRUNK.test(calling)) return { src: calling, dst: digits || called };
  return { src: ani, dst: called || digits, did: dnis || digits, dcontext: 'from-trunk' };
}

function cut(line: string, columns: Readonly<Record<keyof Fields, readonly [number, number]>>): Fields {
  const texts = Object.entries(columns).map(([name, [from, to]]) => [name, line.slice(from, to).trim()]);
  return Object.fromEntries(texts) as Fields;
}

/** `*` for an attendant may stand before the seconds, three digits of them or four; three stars say that nobody answered. */
function readAnswer(text: string): number | 'never' | null {
  if (/\*{3}$/.test(text)) return 'never';
  const seconds = /^\*?\s*(\d{3,4})?$/.exec(text);
  return seconds === null ? null : Number(seconds[1] ?? 0);
}

/** Status letters: A answer was signalled, B and O busy, D do not disturb, E a number that is none, T denied by toll control. */
function tellDisposition(
  { status, calling }: Fields,
  answer: number | 'never',
  seconds: number,
): Disposition {
  if (status === 'B' || status === 'O' || status === 'D') return 'BUSY';
  if (status === 'E' || (status === 'T' && !TRUNK.test(calling))) return 'FAILED';
  return answer === 'never' || seconds === 0 ? 'NO ANSWER' : 'ANSWERED';
}

/** Of the years around the hinted month the one that brings the day nearest to it: lines carry none. */
function readStart(head: RegExpExecArray, { zone, hint }: SmdrForm): number | null {
  const [, monthText, dayText, hourText, minuteText, half = ' '] = head;
  const [month, day, minute] = [Number(monthText), Number(dayText), Number(minuteText)];
  const hour = Number(hourText) + (half.trim() !== '' && Number(hourText) < 12 ? 12 : 0);
  const near = Date.parse(`${hint}-15T00:00:00Z`);
  if (Number.isNaN(near) || hour > 23 || minute > 59) return null;
  const middle = new Date(near).getUTCFullYear();
  const days = [middle - 1, middle, middle + 1]
    .map((year) => new Date(Date.UTC(year, month - 1, day)))
    .filter((date) => date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
    .sort((one, other) => Math.abs(one.getTime() - near) - Math.abs(other.getTime() - near));
  const [date] = days;
  if (date === undefined) return null;
  const at = localToUtc(zone, date.getUTCFullYear(), month, day, hour, minute, 0);
  return 'at' in at ? at.at : at.earlier;
}
