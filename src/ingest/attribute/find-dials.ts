import type { DeviceEntry } from '../../core/directory.ts';
import { OutsideDials } from './outside-dials.ts';
import { firstHalf } from './parse-channel.ts';
import { type CallFacts, companyOfAccount } from './read-call.ts';
import { answeredAt, type Row } from './read-rows.ts';
import { lastBefore } from './row-index.ts';

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
  const [first] = call.rows;
  if (first !== undefined && call.rows.length === 1) {
    const dialler = findDialler(first, call);
    return dialler === undefined ? [] : [{ dialler, outside: first.leaves, rows: [first] }];
  }
  const dials = listDials(call);
  if (dials.length < 2) return dials;
  const wentOutside = new Set(dials.filter((dial) => dial.outside).map(({ dialler }) => nameOf(dialler)));
  return dials.filter((dial) => dial.outside || !wentOutside.has(nameOf(dial.dialler)));
}

function listDials(call: CallFacts): readonly Dial[] {
  const dials: Dial[] = [];
  const outside = new OutsideDials();
  const inside = new Map<DeviceEntry | string, Dial>();
  for (const row of call.rows) {
    if (row.leaves && outside.extend(row)) continue;
    const dialler = findDialler(row, call);
    const known = dialler === undefined || row.leaves ? undefined : inside.get(nameOf(dialler));
    known?.rows.push(row);
    if (dialler === undefined || known !== undefined) continue;
    const dial = { dialler, outside: row.leaves, rows: [row] };
    dials.push(dial);
    if (row.leaves) outside.begin(dial, row);
    else inside.set(nameOf(dialler), dial);
  }
  return dials;
}

function findDialler(row: Row, call: CallFacts): Dialler | undefined {
  return row.leaves ? findOutsideDialler(row, call) : findInsideDialler(row, call);
}

function nameOf({ device, sipName }: Dialler): DeviceEntry | string {
  return device ?? sipName;
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
  const answerer = findFirstOver(call.index.takenFrom(row.from.channel), row);
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
function findTransferrer(row: Row, { index }: CallFacts): DeviceEntry | undefined {
  const called = index.fromPhones(row.from.channel);
  const caller = called[lastBefore(called, row)];
  let at = lastBefore(index.taken, row);
  let talk = index.taken[at];
  while (talk !== undefined && !isOverBefore(talk, row)) talk = index.taken[--at];
  return (caller?.place ?? -1) >= (talk?.place ?? -1) ? caller?.from.device : talk?.to.device;
}

/** The first of these talks that the row comes after; none that begins after it does. */
function findFirstOver(talks: readonly Row[], row: Row): Row | undefined {
  for (const talk of talks) {
    if (talk.cdr.startAt > row.cdr.startAt) return undefined;
    if (isOverBefore(talk, row)) return talk;
  }
  return undefined;
}

function isOverBefore(talk: Row, row: Row): boolean {
  return talk !== row && answeredAt(talk.cdr) <= row.cdr.startAt;
}

/** The row that dialled a Local channel's first half tells whose call went on behind the second. */
function findLocalSender(row: Row, call: CallFacts): DeviceEntry | undefined {
  const half = firstHalf(row.from.channel);
  if (half === '') return undefined;
  const [dialling] = call.index.to(half);
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
