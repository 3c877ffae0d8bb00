import type { Cdr } from '../../core/cdr.ts';
import type { Callable, DeviceEntry, Directory, TrunkEntry } from '../../core/directory.ts';
import { callingDomains, dialledDomains, findDevice } from './find-device.ts';
import { parseChannel } from './parse-channel.ts';

/** One end of a record, looked up in the directory. At most one of `device` and `trunk` is known. */
interface Side {
  /** The channel as written; empty when there is none. */
  readonly channel: string;
  readonly peer: string;
  readonly local: boolean;
  readonly device: DeviceEntry | undefined;
  readonly trunk: TrunkEntry | undefined;
}

/** One record with both ends looked up, and what follows from them. */
export interface Row {
  readonly cdr: Cdr;
  /** Which of the call's rows it is, counted from 0. */
  readonly place: number;
  readonly from: Side;
  readonly to: Side;
  /** The extension, queue or group that was dialled, when the number means one. */
  dialled: Callable | undefined;
  /** Its first channel had been the second one of an earlier row: it was rung and did not itself dial. */
  readonly fromRung: boolean;
  /** Its second channel had been the first one of an earlier row: it was joined and not rung. */
  readonly toCalled: boolean;
  /** `dst` is not what was dialled: a later transfer's target was written over it. */
  overwritten: boolean;
  /** Its second channel is outside: a trunk's, or one nobody knows that no inside number led to. */
  leaves: boolean;
  /** Somebody, or the PBX itself, took this call; an empty queue's own answer is none. */
  answered: boolean;
}

const NOBODY: Side = { channel: '', peer: '', local: false, device: undefined, trunk: undefined };

/** Applications in which both channels had called in by themselves: the second one was not rung. */
const CONFERENCES = new Set(['ConfBridge', 'MeetMe', 'Conference']);

/** Looks up both ends of each record, as the directory was at `at`. What follows from them is still to come. */
export function readRows(records: readonly Cdr[], directory: Directory, at: number): readonly Row[] {
  const rows: Row[] = [];
  // Sets, so that a queue's caller with thousands of tries costs no more a record than another. Most calls have one record.
  const called = records.length > 1 ? new Set<string>() : undefined;
  const rung = records.length > 1 ? new Set<string>() : undefined;
  for (const cdr of records) {
    const second = CONFERENCES.has(cdr.lastapp) ? '' : cdr.dstchannel;
    const earlier = rows.at(-1);
    rows.push({
      cdr,
      place: rows.length,
      from:
        earlier?.cdr.channel === cdr.channel
          ? earlier.from
          : readSide(cdr.channel, callingDomains(cdr), directory, at),
      to: readSide(second, dialledDomains(cdr), directory, at),
      fromRung: rung?.has(cdr.channel) === true,
      toCalled: called?.has(second) === true,
      dialled: undefined,
      overwritten: false,
      leaves: false,
      answered: false,
    });
    called?.add(cdr.channel);
    if (second !== '') rung?.add(second);
  }
  return rows;
}

function readSide(channel: string, domains: readonly string[], directory: Directory, at: number): Side {
  if (channel === '') return NOBODY;
  const name = parseChannel(channel);
  const { bases, peer, local } = name;
  const device = local ? undefined : findDevice(channel, name, domains, directory, at);
  const trunk = local || device !== undefined ? undefined : findTrunk(bases, directory, at);
  return { channel, peer, local, device, trunk };
}

function findTrunk(bases: readonly string[], directory: Directory, at: number): TrunkEntry | undefined {
  for (const base of bases) {
    const trunk = directory.trunkByChannel(base, at);
    if (trunk !== undefined) return trunk;
  }
  return undefined;
}

/** The instant at which a record was answered. */
export function answeredAt(cdr: Cdr): number {
  return cdr.startAt + Math.max(0, cdr.duration - cdr.billsec);
}

/** The instant at which a record ended, by `duration`: the printed end may be a second off. */
export function endedAt(cdr: Cdr): number {
  return cdr.startAt + cdr.duration;
}

/** The instant at which the last of these rows ended. */
export function lastEnd(rows: readonly Row[]): number {
  let end = 0;
  for (const row of rows) end = Math.max(end, endedAt(row.cdr));
  return end;
}

/** Whether a device rings for an extension. */
export function servesExtension(device: DeviceEntry, company: string, extension: string): boolean {
  return device.company === company && device.extensions.includes(extension);
}

/** Whether a device's ringing or answering is what dialling `callable` does. A queue without members may ring anyone. */
export function servesCallable(device: DeviceEntry, callable: Callable): boolean {
  if (callable.kind === 'extension') return servesExtension(device, callable.company, callable.number);
  if (callable.members.length === 0) return true;
  return callable.members.some((member) => device.extensions.includes(member));
}
