import { addTo } from '../../core/dated-entries.ts';
import type { DeviceEntry } from '../../core/directory.ts';
import { GATHERINGS } from '../correlate/call-names.ts';
import type { CallFacts } from './read-call.ts';
import { answeredAt, endedAt, type Row } from './read-rows.ts';
import type { RowIndex } from './row-index.ts';

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

type Call = Pick<CallFacts, 'rows' | 'index'>;

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
export function findBlind({ rows, index }: Call): readonly BlindTransfer[] {
  // A queue's caller may have thousands of rows, of which hardly any is a talk.
  const talks = rows.filter(isTalk);
  const [earliest] = talks;
  if (earliest === undefined) return [];
  let ending: Ending | undefined;
  const found: BlindTransfer[] = [];
  const passed = new Set<string>();
  for (const row of rows) {
    if (row.from.local || row.to.channel === '' || row.toCalled || GATHERINGS.has(row.cdr.lastapp)) continue;
    if (row.cdr.startAt <= earliest.cdr.startAt) continue;
    ending ??= groupByEnd(talks);
    const before = findBefore(row, ending);
    if (before === undefined || hasOther(row, index.to(row.to.channel))) continue;
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

/** Talks by the channels of either end, and by when they ended. */
type Ending = ReadonlyMap<string, ReadonlyMap<number, readonly Row[]>>;

function groupByEnd(talks: readonly Row[]): Ending {
  const ending = new Map<string, Map<number, Row[]>>();
  for (const talk of talks) {
    for (const { channel } of [talk.from, talk.to]) {
      const own = ending.get(channel) ?? new Map<number, Row[]>();
      ending.set(channel, own);
      addTo(own, endedAt(talk.cdr), talk);
    }
  }
  return ending;
}

/** The last talk of which a channel goes on in the row, which began when the talk was over. */
function findBefore(row: Row, ending: Ending): Row | undefined {
  const own = ending.get(row.from.channel);
  if (own === undefined) return undefined;
  let found: Row | undefined;
  for (let apart = -SAME_SECONDS; apart <= SAME_SECONDS; apart += 1) {
    const talk = own.get(row.cdr.startAt + apart)?.findLast((other) => isOver(other, row));
    if (talk !== undefined && (found === undefined || talk.place > found.place)) found = talk;
  }
  return found;
}

function isOver(talk: Row, row: Row): boolean {
  return isBefore(talk, row) && row.cdr.startAt > answeredAt(talk.cdr);
}

/** The row's second channel was the second one of an earlier row of another first channel. */
function hasOther(row: Row, sharing: readonly Row[]): boolean {
  const other = sharing.find(({ from }) => from.channel !== row.from.channel);
  return other !== undefined && isBefore(other, row);
}

function isBefore(other: Row, row: Row): boolean {
  return other !== row && other.cdr.startAt <= row.cdr.startAt;
}

/** A row joins two channels of earlier rows: whoever had a phone on both of those calls brought them together. */
export function findAttended({ rows, index }: Call): readonly AttendedTransfer[] {
  if (rows.length < 3) return [];
  const found = new Map<number, AttendedTransfer>();
  const many = listShared(rows);
  for (const row of rows) {
    if (!many.has(row.from.channel) || !many.has(row.to.channel)) continue;
    if (row.to.channel === '' || GATHERINGS.has(row.cdr.lastapp) || found.has(row.cdr.startAt)) continue;
    const joined = findJoined(row, index);
    if (joined !== undefined) found.set(row.cdr.startAt, joined);
  }
  return [...found.values()];
}

function findJoined(row: Row, index: RowIndex): AttendedTransfer | undefined {
  // Rows are in order of time: the first that is not this one is before it, or none is.
  const one = index.touching(row.from.channel).find((other) => other !== row);
  const two = index.touching(row.to.channel).find((other) => other !== row && other !== one);
  if (one === undefined || two === undefined || row.from.device === row.to.device) return undefined;
  if (!isBefore(one, row) || !isBefore(two, row)) return undefined;
  const by = findTransferrer(one, two, row);
  return by && { one, two, row, by };
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
