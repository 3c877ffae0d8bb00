import type { DeviceEntry } from '../../core/directory.ts';
import { GATHERINGS } from '../correlate/call-names.ts';
import type { CallFacts } from './read-call.ts';
import { answeredAt, endedAt, type Row } from './read-rows.ts';

/** A channel leads on after its talk: whoever had been on the other one passed it on. */
interface BlindTransfer {
  /** The talk before. */
  readonly before: Row;
  /** Where the channel leads on. */
  readonly row: Row;
}

/** A row joins two channels of earlier rows, and one phone was on both of those calls. */
interface AttendedTransfer {
  readonly one: Row;
  readonly two: Row;
  readonly row: Row;
  readonly by: DeviceEntry;
}

type Call = Pick<CallFacts, 'rows'>;

/** Events and records tell the same thing a second or two apart. */
export const SAME_SECONDS = 2;

/** Whether the records of a call show that it was passed on. Asked of every call: one of a single record never was. */
export function showsTransfer(call: Call): boolean {
  return call.rows.length > 1 && (findBlind(call).length > 0 || findAttended(call).length > 0);
}

/**
 * The called party passed the caller on: the caller's channel leads on after its talk. The calling party did: the called
 * phone's channel does.
 */
export function findBlind({ rows }: Call): readonly BlindTransfer[] {
  // A queue's caller may have thousands of rows, of which hardly any is a talk.
  const talks = rows.filter(isTalk);
  if (talks.length === 0) return [];
  const found: BlindTransfer[] = [];
  const passed = new Set<string>();
  for (const row of rows) {
    if (row.from.local || row.to.channel === '' || row.toCalled || GATHERINGS.has(row.cdr.lastapp)) continue;
    const before = talks.findLast((other) => leadsOn(other, row));
    if (before === undefined || rows.some((other) => isBefore(other, row) && hasOther(other, row))) continue;
    const name = `${row.from.channel} ${row.cdr.startAt}`;
    if (passed.has(name)) continue;
    passed.add(name);
    found.push({ before, row });
  }
  return found;
}

/** Somebody took that call. */
function isTalk({ answered, to, cdr }: Row): boolean {
  return answered && to.channel !== '' && !to.local && !GATHERINGS.has(cdr.lastapp);
}

/** A channel of the talk goes on in the later row, which began when the talk was over. */
function leadsOn(talk: Row, row: Row): boolean {
  const isPassedOn = talk.from.channel === row.from.channel || talk.to.channel === row.from.channel;
  return (
    isPassedOn &&
    isBefore(talk, row) &&
    row.cdr.startAt > answeredAt(talk.cdr) &&
    Math.abs(row.cdr.startAt - endedAt(talk.cdr)) <= SAME_SECONDS
  );
}

/** The row's second channel was the second one of an earlier row of another first channel. */
function hasOther(other: Row, row: Row): boolean {
  return other.to.channel === row.to.channel && other.from.channel !== row.from.channel;
}

function isBefore(other: Row, row: Row): boolean {
  return other !== row && other.cdr.startAt <= row.cdr.startAt;
}

/** A row joins two channels of earlier rows: whoever had a phone on both of those calls brought them together. */
export function findAttended({ rows }: Call): readonly AttendedTransfer[] {
  if (rows.length < 3) return [];
  const found: AttendedTransfer[] = [];
  const many = listShared(rows);
  for (const row of rows) {
    if (!many.has(row.from.channel) || !many.has(row.to.channel)) continue;
    if (row.to.channel === '' || GATHERINGS.has(row.cdr.lastapp)) continue;
    const one = rows.find((other) => isBefore(other, row) && touches(other, row.from.channel));
    const two = rows.find((other) => isBefore(other, row) && touches(other, row.to.channel) && other !== one);
    if (one === undefined || two === undefined || row.from.device === row.to.device) continue;
    const by = findTransferrer(one, two, row);
    if (by === undefined || found.some((other) => other.row.cdr.startAt === row.cdr.startAt)) continue;
    found.push({ one, two, row, by });
  }
  return found;
}

/** Channels that more than one row has. */
function listShared(rows: readonly Row[]): ReadonlySet<string> {
  const once = new Set<string>();
  const shared = new Set<string>();
  for (const { from, to } of rows) {
    for (const channel of from.channel === to.channel ? [from.channel] : [from.channel, to.channel]) {
      if (once.has(channel)) shared.add(channel);
      else once.add(channel);
    }
  }
  return shared;
}

function touches({ from, to }: Row, channel: string): boolean {
  return from.channel === channel || to.channel === channel;
}

/** Whose phone was on both calls, beside the two that were joined. */
function findTransferrer(one: Row, two: Row, joined: Row): DeviceEntry | undefined {
  const [first = [], second = []] = [one, two].map((row) =>
    [row.from, row.to].filter(
      ({ channel }) => channel !== joined.from.channel && channel !== joined.to.channel,
    ),
  );
  return first.find(({ device }) => device !== undefined && second.some((side) => side.device === device))
    ?.device;
}
