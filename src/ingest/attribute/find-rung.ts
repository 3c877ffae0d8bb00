import { UNKNOWN_EXTENSION } from '../../core/call-leg.ts';
import type { Callable, DeviceEntry } from '../../core/directory.ts';
import type { QueueOutcome } from './queue-outcome.ts';
import type { CallFacts } from './read-call.ts';
import { type Row, servesExtension } from './read-rows.ts';

/** An extension, queue or group that a call reached or asked for, and the rows that tell of it, in order. */
export interface Rung {
  readonly kind: Callable['kind'] | 'unknown';
  readonly company: string;
  readonly number: string;
  readonly name: string;
  readonly rows: Row[];
}

/**
 * Who was rung: every number inside that was dialled, whether or not a phone of it rang; the extension of every phone
 * that rang; every queue the log tells of. A call from outside that reached nobody known has one unknown extension.
 */
export function findRung(call: CallFacts, outcome: QueueOutcome): readonly Rung[] {
  const rung: Rung[] = [];
  for (const row of call.rows) {
    if (row.dialled !== undefined) addRow(rung, row.dialled, row);
    const { device } = row.to;
    if (device !== undefined && !row.toCalled) addPhone(rung, device, row, call);
  }
  for (const visit of outcome.visits) {
    const queue = call.directory.queueByName(visit.queue, call.at);
    if (queue !== undefined) addQueue(rung, queue, call);
  }
  if (rung.length === 0 && call.external) rung.push({ ...unknownRung(call.company), rows: [...call.rows] });
  return rung;
}

function addRow(rung: Rung[], who: Omit<Rung, 'rows'>, row: Row): void {
  for (const known of rung) {
    if (known.number !== who.number || known.company !== who.company) continue;
    if (known.rows.at(-1) !== row) known.rows.push(row);
    return;
  }
  rung.push({ kind: who.kind, company: who.company, number: who.number, name: who.name, rows: [row] });
}

function addPhone(rung: Rung[], device: DeviceEntry, row: Row, call: CallFacts): void {
  const { dialled } = row;
  if (dialled?.kind === 'extension' && servesExtension(device, dialled.company, dialled.number)) {
    addRow(rung, dialled, row);
    return;
  }
  const number = chooseExtension(device, row);
  if (number === undefined) {
    if (dialled === undefined) addRow(rung, unknownRung(device.company), row);
    return;
  }
  const known = call.directory.callable(number, device.company, call.at);
  const name = known?.company === device.company ? known.name : device.owner;
  addRow(rung, { kind: 'extension', company: device.company, number, name }, row);
}

/** Of a phone's extensions: the number in `dst`, else the one that is a member of what was dialled, else its first. */
function chooseExtension(device: DeviceEntry, { cdr, dialled }: Row): string | undefined {
  const { extensions } = device;
  if (extensions.length > 1) {
    if (extensions.includes(cdr.dst)) return cdr.dst;
    const member = extensions.find((number) => dialled?.members.includes(number));
    if (member !== undefined) return member;
  }
  return extensions[0];
}

function addQueue(rung: Rung[], queue: Callable, call: CallFacts): void {
  if (rung.some((known) => known.number === queue.number && known.company === queue.company)) return;
  const queued = call.rows.filter((row) => row.cdr.lastapp === 'Queue');
  const rows = queued.length > 0 ? queued : [...call.rows];
  rung.push({ kind: 'queue', company: queue.company, number: queue.number, name: queue.name, rows });
}

function unknownRung(company: string): Omit<Rung, 'rows'> {
  return { kind: 'unknown', company, number: UNKNOWN_EXTENSION, name: 'Unknown extension' };
}

/** Whether a phone on the row's second channel is one of the extension's. */
export function ringsExtension(row: Row, rung: Rung): boolean {
  const { device } = row.to;
  return device !== undefined && servesExtension(device, rung.company, rung.number);
}

/** Whether a phone on the row's second channel is one that has an extension of its own to answer for. */
export function ringsOwnExtension({ to }: Row): boolean {
  return to.device !== undefined && to.device.extensions.length > 0;
}
