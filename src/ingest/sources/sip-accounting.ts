import type { Disposition } from '../../core/cdr.ts';
import { formatInstant } from '../../core/format-instant.ts';
import type { LocalInstant } from '../../core/zone.ts';
import type { ReadCdr } from '../record-format.ts';
import { type Rejection, rejectFor } from '../reject-reason.ts';
import { isNever, nearestInstant, readTime } from './cdr-times.ts';
import { MOST_COUNTED, readWhole } from './cdr-values.ts';

/**
 * The column that the reader adds to a row of `acc`: the time of the BYE that ended the call, as its own row has it;
 * empty where none came.
 */
export const BYE_TIME = 'bye_time';

/**
 * What the columns mean, in the order of preference: those of Kamailio's and OpenSIPS's `acc` (acc-create.sql) with the
 * extra columns of their example configurations (`db_extra`), of Kamailio's `cdrs` (made by its stored procedure
 * `kamailio_cdrs`) and `acc_cdrs` (`cdrs_table`).
 */
const NAMES = {
  callid: ['callid', 'sip_call_id', 'call_id'],
  code: ['sip_code'],
  method: ['method'],
  /** OpenSIPS: when the dialog came to be, `setuptime` seconds before it was answered. */
  created: ['created'],
  started: ['call_start_time', 'start_time', 'time'],
  ended: [BYE_TIME, 'end_time'],
  caller: ['src_user', 'src_username', 'from_user', 'caller_id', 'caller'],
  callerHost: ['src_ip', 'src_domain', 'caller_domain', 'from_domain'],
  callerUri: ['src_uri', 'from_uri'],
  dialled: ['dst_ouser', 'dst_ousername', 'callee_id', 'ruri_user'],
  callee: ['dst_user', 'dst_username', 'callee'],
  calleeHost: ['dst_domain', 'callee_domain', 'to_domain'],
  calleeUri: ['dst_uri', 'to_uri'],
} as const;

/** Whether a table with these columns names the call of each row: one that does not tells of nobody's calls. */
export function namesCalls(columns: readonly string[]): boolean {
  return NAMES.callid.some((name) => columns.includes(name));
}

/**
 * A call as a SIP proxy accounts for it, as a record. A proxy knows parties by user and host, which the channel
 * `sofia/proxy/USER@HOST` carries: a device is known by its user, a trunk by `sofia/proxy/@HOST`. Kamailio writes a row
 * when a call is answered, so its ringing is not known; OpenSIPS's CDRs (`created`) know both.
 */
export function toAccountedCdr(columns: readonly string[], zone: string) {
  const places = new Map(columns.map((name, index) => [name, index]));
  return (fields: readonly (string | null)[]): ReadCdr | Rejection => {
    const column = (name: string) => fields[places.get(name) ?? -1] ?? '';
    const find = (names: readonly string[]) =>
      names.map(column).find((value) => value !== '' && value !== 'n/a' && value !== '<null>') ?? '';
    return readCall(find, column, zone);
  };
}

type Find = (names: readonly string[]) => string;

function readCall(find: Find, column: (name: string) => string, zone: string): ReadCdr | Rejection {
  const callid = find(NAMES.callid);
  if (callid === '') return rejectFor('missing-field', 'callid', 'which names its call');
  const times = readTimes(find, column, zone);
  if ('reason' in times) return times;
  const half = HALVES[column('method')];
  if (half !== undefined && isHalf(find, column)) {
    return rejectFor(half, formatInstant(times.startAt, 'UTC'));
  }
  const [callerUser, callerHost] = splitUri(find(NAMES.callerUri));
  const [calleeUser, calleeHost] = splitUri(find(NAMES.calleeUri));
  const caller = find(NAMES.caller) || callerUser;
  const callee = find(NAMES.callee) || calleeUser;
  const answered = isAnswered(find(NAMES.code));
  return {
    accountcode: column('accountcode'),
    src: caller,
    dst: find(NAMES.dialled) || callee,
    dcontext: '',
    clid: caller,
    channel: nameChannel(caller, find(NAMES.callerHost) || callerHost) || `sofia/proxy/${callid}`,
    dstchannel: nameChannel(callee, find(NAMES.calleeHost) || calleeHost),
    lastapp: 'Dial',
    lastdata: find(NAMES.code),
    ...times,
    disposition: answered ? 'ANSWERED' : tellCode(find(NAMES.code)),
    userfield: '',
    uniqueid: callid,
    linkedid: callid,
    peeraccount: '',
    sequence: null,
    did: '',
    outcid: '',
    acctid: null,
  };
}

/** What is missing where a row of this method is all there is of a call. */
const HALVES: Readonly<Record<string, 'no-end' | 'no-begin'>> = { INVITE: 'no-end', BYE: 'no-begin' };

/** Whether it was accepted, and neither a BYE nor a duration tells how long the call lasted. */
function isHalf(find: Find, column: (name: string) => string): boolean {
  const isTold = column('created') !== '' || Number(column('duration')) > 0 || find(NAMES.ended) !== '';
  return !isTold && isAnswered(find(NAMES.code));
}

type Times = Pick<ReadCdr, 'startAt' | 'answerAt' | 'endAt' | 'duration' | 'billsec'>;

function readTimes(find: Find, column: (name: string) => string, zone: string): Times | Rejection {
  const isDialog = !isNever(find(NAMES.created)) && column('setuptime') !== '';
  const start = readInstant(
    isDialog ? 'created' : 'time',
    find(isDialog ? NAMES.created : NAMES.started),
    zone,
  );
  if (start === null) return rejectFor('empty-start');
  if ('reason' in start) return start;
  const end = readInstant('end', find(NAMES.ended), zone);
  if (end !== null && 'reason' in end) return end;
  const told = readSeconds('duration', column('duration'));
  if (typeof told !== 'number') return told;
  const setup = readSeconds('setuptime', isDialog ? column('setuptime') : '');
  if (typeof setup !== 'number') return setup;
  const startAt = 'at' in start ? start.at : nearestInstant(start, expectedStart(end, setup + told));
  const answered = isAnswered(find(NAMES.code));
  // A duration that is told was measured; of times, each is cut to a second.
  const lasted =
    end === null || isDialog || told > 0 ? told : Math.max(0, nearestInstant(end, startAt + told) - startAt);
  const billsec = answered ? lasted : 0;
  const duration = setup + billsec;
  const answerAt = answered ? startAt + setup : null;
  return { startAt, answerAt, endAt: startAt + duration, duration, billsec };
}

function readInstant(column: string, text: string, zone: string): LocalInstant | null | Rejection {
  if (isNever(text)) return null;
  return readTime(text, zone) ?? rejectFor('bad-time', column, text);
}

function readSeconds(column: string, text: string): number | Rejection {
  if (text === '') return 0;
  const seconds = readWhole(text, MOST_COUNTED);
  return Number.isNaN(seconds) ? rejectFor('bad-number', column, text, MOST_COUNTED) : seconds;
}

/** Where the clocks went back over the start, the end, less what the call lasted, decides. */
function expectedStart(end: LocalInstant | null, lasted: number): number {
  if (end === null || lasted === 0) return 0;
  return ('at' in end ? end.at : end.earlier) - lasted;
}

/** Tables of finished calls have no code: their calls were answered. */
function isAnswered(code: string): boolean {
  return code === '' || code.startsWith('2');
}

/** What a final answer of SIP means (RFC 3261, section 21). */
function tellCode(code: string): Disposition {
  if (['486', '600', '603'].includes(code)) return 'BUSY';
  if (['408', '480', '487'].includes(code)) return 'NO ANSWER';
  return code === '503' ? 'CONGESTION' : 'FAILED';
}

/** `1001` and `pbx.example` of `sip:1001@pbx.example:5060;transport=udp`. */
function splitUri(uri: string): readonly [user: string, host: string] {
  const [, user = '', host = ''] = /^(?:sips?:)?([^@;]*)@([^;:>]+)/.exec(uri) ?? [];
  return [user, host];
}

function nameChannel(user: string, host: string): string {
  if (user === '' && host === '') return '';
  return host === '' ? `sofia/proxy/${user}` : `sofia/proxy/${user}@${host}`;
}
