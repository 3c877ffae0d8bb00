import type { Cdr } from '../../core/cdr.ts';
import type { Callable, DdiEntry, Directory } from '../../core/directory.ts';
import { startTalkAtBridge } from './bridged-talk.ts';
import { peersOfDial } from './dialled-number.ts';
import { dialledDomains, findUser } from './find-device.ts';
import { orderRecords } from './order-records.ts';
import { answeredAt, type Row, readRows, servesCallable } from './read-rows.ts';
import { RowIndex } from './row-index.ts';
import { showsTransfer } from './shown-transfers.ts';

/** What is true of a call as a whole, asked of the directory for the instant at which the call started. */
export interface CallFacts {
  readonly rows: readonly Row[];
  readonly index: RowIndex;
  /** The first row that names a channel of its own: it says who called. */
  readonly origin: Row;
  /** It came in from outside. */
  readonly external: boolean;
  /** The company whose numbers are meant: the calling device's, or the DDI's, else the account's, else `default`. */
  readonly company: string;
  /** The outside number that led in; empty for a call from inside. */
  readonly ddi: string;
  /** Where that number leads, when it leads to an extension, queue or group. */
  readonly destination: Callable | undefined;
  readonly at: number;
  readonly directory: Directory;
  /** Somebody passed it on, as the records show it. */
  transferred: boolean;
}

/** Reads a call's records in order. Undefined when there is none. */
export function readCall(records: readonly Cdr[], directory: Directory): CallFacts | undefined {
  const ordered = startTalkAtBridge(orderRecords(records));
  const at = ordered[0]?.startAt ?? 0;
  const rows = readRows(ordered, directory, at);
  const origin = rows.find((row) => !row.from.local) ?? rows[0];
  if (origin === undefined) return undefined;
  const external = isFromOutside(origin, directory, at);
  const call = external
    ? readExternal(rows, origin, directory, at)
    : {
        rows,
        index: new RowIndex(rows),
        origin,
        external,
        company: origin.from.device?.company ?? companyOfAccount(origin.cdr.accountcode, directory),
        ddi: '',
        destination: undefined,
        at,
        directory,
        transferred: false,
      };
  for (const row of rows) {
    judgeRow(row, call);
    if (row.leaves) call.index.addLeaving(row);
  }
  call.transferred = showsTransfer(call);
  return call;
}

/** The company an account code names, else `default`. */
export function companyOfAccount(accountcode: string, directory: Directory): string {
  return directory.company(accountcode) === undefined ? 'default' : accountcode;
}

/** Contexts into which dialplans are wont to let trunks in. They count only for channels the directory does not know. */
const OUTSIDE_CONTEXTS = [
  'from-trunk',
  'from-pstn',
  'from-did',
  'from-outside',
  'ext-did',
  'inbound',
  'incoming',
];

function isFromOutside(row: Row, directory: Directory, at: number): boolean {
  const { from, cdr } = row;
  if (from.trunk !== undefined) return true;
  if (from.device !== undefined || from.local) return false;
  // What a source that names no channels calls somebody who has an outside number.
  if (from.channel.startsWith('outside/')) return true;
  if (cdr.did !== '' || directory.ddi(cdr.dst, at) !== undefined) return true;
  return OUTSIDE_CONTEXTS.some((context) => cdr.dcontext.startsWith(context));
}

function readExternal(rows: readonly Row[], origin: Row, directory: Directory, at: number): CallFacts {
  const did = rows.find((row) => row.cdr.did !== '')?.cdr.did ?? '';
  const entry = findDdi(did, origin.cdr.dst, directory, at);
  const company = entry?.company ?? companyOfAccount(origin.cdr.accountcode, directory);
  const destination = entry && directory.callable(entry.destination, entry.company, at);
  const ddi = did === '' && entry !== undefined ? origin.cdr.dst : did;
  const index = new RowIndex(rows);
  return {
    rows,
    index,
    origin,
    external: true,
    company,
    ddi,
    destination,
    at,
    directory,
    transferred: false,
  };
}

function findDdi(did: string, dst: string, directory: Directory, at: number): DdiEntry | undefined {
  const noted = did === '' ? undefined : directory.ddi(did, at);
  return noted ?? directory.ddi(dst, at);
}

function judgeRow(row: Row, call: CallFacts): void {
  const { cdr, to } = row;
  const dialled = findDialled(row, call);
  row.dialled = dialled;
  row.leaves =
    !retrievesCaller(row, call) && (to.trunk !== undefined || (isStranger(row) && dialled === undefined));
  row.answered = cdr.disposition === 'ANSWERED' && (to.channel !== '' || !isQueueItself(row));
}

/**
 * Whether it takes out of parking somebody who had called in: then nobody outside is dialled. Whoever had been dialled
 * outside, and was parked, is still the same outside call.
 */
function retrievesCaller({ cdr, to }: Row, { index }: CallFacts): boolean {
  return cdr.lastapp === 'ParkedCall' && !index.hasLeft(to.channel);
}

function isStranger({ to }: Row): boolean {
  return to.channel !== '' && to.device === undefined && to.trunk === undefined && !to.local;
}

/** A queue that answers its callers does so without anybody having taken the call. */
function isQueueItself(row: Row): boolean {
  if (row.cdr.lastapp === 'VoiceMail') return false;
  return row.cdr.lastapp === 'Queue' || row.dialled?.kind === 'queue';
}

function findDialled(row: Row, call: CallFacts): Callable | undefined {
  const { cdr, to } = row;
  const { external, destination, origin } = call;
  const named = findNamed(row, call);
  if (call.rows.length > 1 && isOverwritten(row, named, call)) {
    row.overwritten = true;
    return beforeTransfer(row, call);
  }
  if (named !== undefined || to.trunk !== undefined) return named ?? findBehindDdi(row, call);
  if (external && cdr.did !== '' && (row === origin || !isStranger(row))) return destination;
  return findBehindDdi(row, call);
}

/**
 * What `dst` names: in the caller's own company, else in the only other one that has it. Another company's number is
 * meant only where the call got there. What leaves by a trunk is an outside number, unless the company itself has an
 * extension that forwards so; and a misdial that went nowhere is no business of whoever has such a number. (Where it is
 * not known whose call it is, a number of this PBX is the best that is known.)
 */
function findNamed({ cdr, from, to }: Row, call: CallFacts): Callable | undefined {
  const company = from.device?.company ?? call.company;
  const found = call.directory.callable(cdr.dst, company, call.at);
  if (found === undefined || found.company === company) return found;
  if (to.trunk !== undefined) return undefined;
  const isNobodys = from.device === undefined && call.external && call.destination === undefined;
  const isReached =
    isNobodys ||
    call.index.reaches(cdr.dst, found.company, (row) => reachesCompany(row, found.company, call));
  return isReached ? found : undefined;
}

/** Applications that serve a caller though no phone has rung yet. */
const SERVICES = new Set(['Queue', 'VoiceMail']);

/**
 * Whether the call got to that company: its phone rang, or was dialled and could not be reached; a phone nobody knows
 * rang, which may be one of it, or a Local pair led on; its queue or mailbox took the caller.
 */
function reachesCompany({ cdr, to }: Row, company: string, { directory, at }: CallFacts): boolean {
  if (to.device !== undefined) return to.device.company === company;
  if (to.trunk !== undefined) return false;
  if (to.channel !== '' || SERVICES.has(cdr.lastapp)) return true;
  return (
    cdr.lastapp === 'Dial' &&
    peersOfDial(cdr.lastdata).some(
      (peer) => findUser(peer, dialledDomains(cdr), directory, at)?.company === company,
    )
  );
}

/** What the DDI that was dialled leads to: the one that led in, or one that somebody inside dialled in full. */
function findBehindDdi({ cdr, to }: Row, call: CallFacts): Callable | undefined {
  if (to.trunk !== undefined && !call.external) return undefined;
  const entry = call.directory.ddi(cdr.dst, call.at);
  return entry && call.directory.callable(entry.destination, entry.company, call.at);
}

/**
 * A blind transfer by the called party writes its target into the first row's `dst` as well: then the phone that
 * answered does not belong to the number, and a later row of the same channel leads on.
 */
function isOverwritten(row: Row, named: Callable | undefined, call: CallFacts): boolean {
  const { cdr, to } = row;
  if (to.device === undefined || cdr.disposition !== 'ANSWERED') return false;
  if (named !== undefined && servesCallable(to.device, named)) return false;
  const next = call.index.latestStart(cdr.channel, cdr.dst) > answeredAt(cdr);
  return (
    next && (named !== undefined || !call.external || call.directory.ddi(cdr.dst, call.at) === undefined)
  );
}

/** What had been dialled before a transfer overwrote it: where the DDI leads, else the extension of who answered. */
function beforeTransfer(row: Row, call: CallFacts): Callable | undefined {
  const { device } = row.to;
  if (device === undefined) return undefined;
  if (call.destination !== undefined && servesCallable(device, call.destination)) return call.destination;
  return call.directory.callable(device.extensions[0] ?? '', device.company, call.at);
}
