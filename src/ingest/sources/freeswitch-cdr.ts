import type { Disposition } from '../../core/cdr.ts';
import type { LocalInstant } from '../../core/zone.ts';
import type { ReadCdr } from '../record-format.ts';
import { type Rejection, rejectFor } from '../reject-reason.ts';
import { isNever, nearestInstant, readTime } from './cdr-times.ts';
import { MOST_COUNTED, readWhole } from './cdr-values.ts';
import { bridgedChannel, ownChannel, type Variable } from './freeswitch-channel.ts';

/**
 * One leg as FreeSWITCH tells of it. Names are those of its channel variables (`uuid`, `start_epoch`, `hangup_cause`,
 * `bridge_channel`) and of the caller profile with which the call began (`caller_id_number`, `destination_number`,
 * `context`); besides these `originator_channel`, the a-leg's channel as a b-leg's profile names it.
 */
export interface FreeswitchSource {
  /** Empty where there is none. */
  readonly value: Variable;
  /** Whether it would name channels where there are any: most templates of mod_cdr_csv never do. */
  readonly namesChannels: boolean;
}

/**
 * A leg as a record. Variables and their meaning are those that switch_channel.c (`switch_channel_set_timestamps`) and
 * switch_core_session.c set. An a-leg is the row of its channel and the one it was bridged to. A b-leg is a row too: its
 * a-leg's channel rang its own; it belongs to its a-leg's call. The rules stand in docs/attribution.md. `zone` is that of
 * stamps (`start_stamp`), which are read where there are no epochs.
 */
export function toFreeswitchCdr(
  { value, namesChannels }: FreeswitchSource,
  zone: string,
): ReadCdr | Rejection {
  const uuid = value('uuid');
  if (uuid === '') return rejectFor('missing-field', 'uuid', 'which FreeSWITCH gives every call');
  const call = findCall(value, uuid);
  const isB = call !== uuid;
  const times = readTimes(value, zone);
  if ('reason' in times) return times;
  const dst = (isB && value('dialed_user')) || value('destination_number');
  const src = value('caller_id_number') || value('ani');
  const [channel, dstchannel] = namesChannels
    ? findChannels(value, isB)
    : makeUpChannels(value, isB, src, dst);
  if (channel === '') return rejectFor('missing-channel');
  return {
    accountcode: value('accountcode'),
    src,
    dst,
    dcontext: value('context'),
    clid: value('caller_id') || nameCaller(value('caller_id_name'), src),
    channel,
    dstchannel,
    lastapp: isB ? nameRinging(namesChannels) : nameApplication(value('last_app')),
    lastdata: value('last_arg'),
    ...times,
    disposition: times.answerAt === null ? tellCause(value('hangup_cause')) : 'ANSWERED',
    userfield: value('userfield'),
    uniqueid: uuid,
    linkedid: call,
    // Whose phone was dialled: with several domains a phone's number says it only together with its domain.
    peeraccount: value('dialed_domain'),
    // FreeSWITCH numbers no records: so the a-leg comes first, whose b-leg may begin in the same second.
    sequence: isB ? 1 : 0,
    did: isB || value('context') !== 'public' ? '' : value('destination_number'),
    outcid: isB ? '' : value('effective_caller_id_number'),
    acctid: null,
  };
}

/** The uuid of the a-leg: that of who called, for a queue's agent that of who waited; of an a-leg its own. */
function findCall(value: Variable, uuid: string): string {
  return value('cc_member_session_uuid') || value('originating_leg_uuid') || value('originator') || uuid;
}

function findChannels(value: Variable, isB: boolean): readonly [string, string] {
  const own = ownChannel(value, isB);
  if (!isB) return [own, own === '' ? '' : bridgedChannel(value)];
  // Where nobody is named that called, the b-leg's own bridge is the next best.
  return [value('originator_channel') || value('bridge_channel') || own, own];
}

/**
 * Where channels are not told, whoever has a number is taken to have called or to have been rung; a number as long as an
 * outside one is outside. A b-leg adds nothing to its a-leg then.
 */
function makeUpChannels(value: Variable, isB: boolean, src: string, dst: string): readonly [string, string] {
  const channel = `${/^\+?\d{7,}$/.test(src) ? 'outside' : 'freeswitch'}/${src}`;
  if (isB) return [channel, ''];
  const gateway = value('sip_gateway_name');
  if (gateway !== '') return [channel, `sofia/gateway/${gateway}/${dst}`];
  return [channel, /^\+?\d{2,}$/.test(dst) ? `freeswitch/${dst}` : ''];
}

function nameCaller(name: string, number: string): string {
  return name === '' ? number : `"${name}" <${number}>`;
}

/** FreeSWITCH's applications by Asterisk's names, by which calls are told apart (docs/attribution.md). */
const APPLICATIONS: Readonly<Record<string, string>> = {
  bridge: 'Dial',
  voicemail: 'VoiceMail',
  callcenter: 'Queue',
  fifo: 'Queue',
  conference: 'ConfBridge',
  hangup: 'Hangup',
};

/** `AppDial` is what Asterisk calls the stray end of a phone, which adds nothing to the row of who called. */
function nameRinging(namesChannels: boolean): string {
  return namesChannels ? 'Dial' : 'AppDial';
}

function nameApplication(name: string): string {
  return Object.hasOwn(APPLICATIONS, name) ? (APPLICATIONS[name] ?? name) : name;
}

/**
 * What became of a leg that was not answered, by the names of switch_types.h. A refusal by the phone (`CALL_REJECTED`)
 * is busy, as Asterisk has it; any other cause means that the leg could not be set up.
 */
const CAUSES: ReadonlyMap<string, Disposition> = new Map<string, Disposition>([
  ...['USER_BUSY', 'BUSY_EVERYWHERE', 'CALL_REJECTED', 'DECLINE'].map((name) => [name, 'BUSY'] as const),
  ...[
    'NONE',
    'NO_ANSWER',
    'NO_USER_RESPONSE',
    'NORMAL_CLEARING',
    'NORMAL_UNSPECIFIED',
    'ORIGINATOR_CANCEL',
    'ALLOTTED_TIMEOUT',
    'PROGRESS_TIMEOUT',
    'LOSE_RACE',
    'PICKED_OFF',
    'NO_PICKUP',
    'SUCCESS',
    'BLIND_TRANSFER',
    'ATTENDED_TRANSFER',
    '',
  ].map((name) => [name, 'NO ANSWER'] as const),
  ...['NORMAL_CIRCUIT_CONGESTION', 'SWITCH_CONGESTION', 'REQUESTED_CHAN_UNAVAIL'].map(
    (name) => [name, 'CONGESTION'] as const,
  ),
]);

function tellCause(cause: string): Disposition {
  return CAUSES.get(cause.trim().toUpperCase()) ?? 'FAILED';
}

type Times = Pick<ReadCdr, 'startAt' | 'answerAt' | 'endAt' | 'duration' | 'billsec'>;

function readTimes(value: Variable, zone: string): Times | Rejection {
  const instants = ['start', 'answer', 'end'].map((name) => readInstant(value, name, zone));
  const counts = ['duration', 'billsec'].map((name) => readCount(value, name));
  for (const read of [...instants, ...counts]) {
    if (read !== null && typeof read === 'object' && 'reason' in read) return read;
  }
  const [start, answer, end] = instants as readonly (LocalInstant | null)[] as Instants;
  const [duration, billsec] = counts as readonly (number | null)[] as Counts;
  // The template opencdrrate tells no start: the answer is the next best, else the end.
  const first = start ?? answer ?? end;
  return first === null ? rejectFor('empty-start') : settleTimes(first, answer, end, duration, billsec);
}

type Instants = readonly [LocalInstant | null, LocalInstant | null, LocalInstant | null];
type Counts = readonly [number | null, number | null];

function settleTimes(
  first: LocalInstant,
  answer: LocalInstant | null,
  end: LocalInstant | null,
  duration: number | null,
  billsec: number | null,
): Times {
  const startAt = 'at' in first ? first.at : chooseByEnd(first, end, duration ?? 0);
  const answerAt = answer === null ? null : nearestInstant(answer, startAt);
  const expectedEnd = startAt + (duration ?? 0);
  const endAt = end === null ? expectedEnd : nearestInstant(end, expectedEnd);
  const seconds = duration ?? Math.max(0, endAt - startAt);
  const talk = answerAt === null ? 0 : Math.min(seconds, billsec ?? Math.max(0, endAt - answerAt));
  return { startAt, answerAt, endAt, duration: seconds, billsec: talk };
}

/** A start that came twice, where the clocks went back: the end, less the duration, decides. */
function chooseByEnd(start: LocalInstant, end: LocalInstant | null, duration: number): number {
  return nearestInstant(start, end !== null && 'at' in end ? end.at - duration : 0);
}

/** `start_epoch`, else `start_stamp` on the zone's clocks; null where it never came to be. */
function readInstant(value: Variable, name: string, zone: string): LocalInstant | null | Rejection {
  const epoch = value(`${name}_epoch`);
  const text = isNever(epoch) ? value(`${name}_stamp`) : epoch;
  if (isNever(text)) return null;
  return readTime(text, zone) ?? rejectFor('bad-time', `${name}_${isNever(epoch) ? 'stamp' : 'epoch'}`, text);
}

function readCount(value: Variable, name: string): number | null | Rejection {
  const text = value(name);
  if (text === '') return null;
  const count = readWhole(text, MOST_COUNTED);
  return Number.isNaN(count) ? rejectFor('bad-number', name, text, MOST_COUNTED) : count;
}
