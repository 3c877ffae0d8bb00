import type { DeviceEntry } from '../../core/directory.ts';
import { firstHalf } from './parse-channel.ts';
import { type CallFacts, companyOfAccount } from './read-call.ts';
import { answeredAt, endedAt, type Row } from './read-rows.ts';

/** Who a dial is charged to: a known device, or a channel's name and the company it is taken to belong to. */
export interface Dialler {
  readonly device: DeviceEntry | undefined;
  readonly company: string;
  readonly sipName: string;
}

/** The rows that one device's one dial left: an outside dial with all its tries, or all it dialled inside. */
export interface Dial {
  readonly dialler: Dialler;
  readonly outside: boolean;
  readonly rows: Row[];
}

/**
 * The dials of a call, in order of their first rows. A device that dialled outside has one dial for each outside call
 * and none for what else it dialled inside; a device that only dialled inside has one dial.
 */
export function findDials(call: CallFacts): readonly Dial[] {
  const dials: Dial[] = [];
  for (const row of call.rows) {
    if (row.leaves) addOutside(row, dials, call);
    else addInside(row, dials, call);
  }
  if (dials.length < 2) return dials;
  return dials.filter((dial) => dial.outside || !dials.some((other) => other.outside && isSame(other, dial)));
}

function isSame(a: Dial, b: Dial): boolean {
  return a.dialler.device === b.dialler.device && a.dialler.sipName === b.dialler.sipName;
}

function addInside(row: Row, dials: Dial[], call: CallFacts): void {
  const dialler = findInsideDialler(row, call);
  if (dialler === undefined) return;
  const begun: Dial = { dialler, outside: false, rows: [row] };
  const known = dials.find((dial) => !dial.outside && isSame(dial, begun));
  if (known === undefined) dials.push(begun);
  else known.rows.push(row);
}

/** Nobody dialled what a trunk or a Local channel leads to, nor what a phone that had itself been rung is led to. */
function findInsideDialler(row: Row, call: CallFacts): Dialler | undefined {
  const { device } = row.from;
  if (device === undefined) return isUnknownPhone(row, call) ? unknownDialler(row, call) : undefined;
  return row.fromRung ? undefined : knownDialler(device);
}

/** A channel nobody knows is a phone of this PBX unless the call came from outside or had itself called that channel. */
function isUnknownPhone(row: Row, call: CallFacts): boolean {
  const { device, trunk, local } = row.from;
  if (device !== undefined || trunk !== undefined || local || call.external) return false;
  return !row.fromRung;
}

function addOutside(row: Row, dials: Dial[], call: CallFacts): void {
  const known = dials.find((dial) => dial.outside && belongsTo(row, dial));
  if (known === undefined) dials.push({ dialler: findOutsideDialler(row, call), outside: true, rows: [row] });
  else known.rows.push(row);
}

/**
 * A second row of the same outside channel tells of the same call (after an attended transfer); so does another try
 * from the same channel, by another trunk. Neither when both were answered, on channels of their own: each answer
 * costs money.
 */
function belongsTo(row: Row, dial: Dial): boolean {
  if (dial.rows.some((other) => other.to.channel === row.to.channel)) {
    return !(
      row.answered && dial.rows.some((other) => other.answered && other.to.channel !== row.to.channel)
    );
  }
  if (dial.rows[0]?.from.channel !== row.from.channel) return false;
  return !dial.rows.some(
    (other) => other.answered && (row.answered || endedAt(other.cdr) <= row.cdr.startAt),
  );
}

function findOutsideDialler(row: Row, call: CallFacts): Dialler {
  const { device } = row.from;
  if (isUnknownPhone(row, call)) return unknownDialler(row, call);
  const sender = device === undefined ? findSender(row, call) : findBehindDevice(row, device, call);
  if (sender !== undefined) return knownDialler(sender);
  return { device: undefined, company: call.company, sipName: '' };
}

/** The called party may have sent a calling phone outside, or a dialled extension forwarded it: then theirs is the cost. */
function findBehindDevice(row: Row, device: DeviceEntry, call: CallFacts): DeviceEntry {
  if (call.rows.length === 1 || row.fromRung) return findForwarder(row, call) ?? device;
  const answerer = call.rows.find(
    (other) => other.from.channel === row.from.channel && other.to.device && isOverBefore(other, row),
  );
  return answerer?.to.device ?? findForwarder(row, call) ?? device;
}

/** For a row that no phone dialled: who transferred, else whose extension forwards, else whose DDI it came by. */
function findSender(row: Row, call: CallFacts): DeviceEntry | undefined {
  return (
    findTransferrer(row, call) ??
    findLocalSender(row, call) ??
    findForwarder(row, call) ??
    (call.destination &&
      call.directory.devicesOf(call.destination.company, call.destination.number, call.at)[0])
  );
}

/** The phone that had answered before, or the one that had itself called the channel which now goes on outside. */
function findTransferrer(row: Row, call: CallFacts): DeviceEntry | undefined {
  let found: DeviceEntry | undefined;
  for (const other of call.rows) {
    if (other === row) break;
    if (other.to.channel === row.from.channel && other.from.device !== undefined) found = other.from.device;
    else if (other.to.device !== undefined && isOverBefore(other, row)) found = other.to.device;
  }
  return found;
}

function isOverBefore(other: Row, row: Row): boolean {
  return other.answered && other !== row && answeredAt(other.cdr) <= row.cdr.startAt;
}

/** The row that dialled a Local channel's first half tells whose call went on behind the second. */
function findLocalSender(row: Row, call: CallFacts): DeviceEntry | undefined {
  const half = firstHalf(row.from.channel);
  if (half === '') return undefined;
  const dialling = call.rows.find((other) => other.to.channel === half);
  if (dialling === undefined) return undefined;
  return findForwarder(dialling, call) ?? dialling.from.device;
}

function findForwarder({ dialled }: Row, call: CallFacts): DeviceEntry | undefined {
  return dialled && call.directory.devicesOf(dialled.company, dialled.number, call.at)[0];
}

function knownDialler(device: DeviceEntry): Dialler {
  return { device, company: device.company, sipName: device.sipName };
}

/** A channel that names no device: its account code may still name the company. */
export function unknownDialler(row: Row, call: CallFacts): Dialler {
  const company = companyOfAccount(row.cdr.accountcode, call.directory);
  return { device: undefined, company, sipName: row.from.peer };
}
