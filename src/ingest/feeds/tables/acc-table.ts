import { RingledgerError } from '../../../core/errors.ts';
import { zoneOffsetSeconds } from '../../../core/zone.ts';
import type { ForeignRow, ForeignTable } from '../../../store/tables/foreign-database.ts';
import type { ReadRecord } from '../../record-format.ts';
import type { RejectedRecord } from '../../reject-reason.ts';
import { readTime } from '../../sources/cdr-times.ts';
import { rowFormat } from '../../sources/row-records.ts';
import { BYE_TIME } from '../../sources/sip-accounting.ts';
import { ZoneTally } from '../../sources/zone-tally.ts';
import { type Pair, pairUp, type Transaction, transactionsOf } from './sip-transactions.ts';
import { lineOf, type OpenTable, type TableReader } from './table-reader.ts';

const NECESSARY = ['method', 'from_tag', 'to_tag', 'callid', 'sip_code', 'time'];
/** Whatever the call, its rows are few; so many calls are asked for at once. */
const CALLS_A_QUESTION = 500;
/** Zero dates are below. */
const EPOCH = 0;

/**
 * The table `acc` of Kamailio and OpenSIPS (acc-create.sql): a row for each transaction. A call is the INVITE that was
 * answered and the first BYE of the same dialog; whichever row comes second brings the record, so that neither order
 * loses it. An INVITE that was refused, and one of OpenSIPS's CDRs, which tell their duration, are records by themselves.
 * One that was answered and has had no BYE for longer than the longest call is a reject, until its BYE comes; and so is a
 * BYE that was accepted, where its INVITE should be in the table and has not come for as long.
 */
export const SIP_TRANSACTIONS: TableReader = {
  starts: ['time', 'created'],
  columns: (name, table) => {
    const columns = table.columns.map((one) => one.name).filter((one) => /^[\w$]+$/.test(one));
    const missing = NECESSARY.filter((wanted) => !columns.includes(wanted));
    if (missing.length > 0) {
      throw new RingledgerError(
        'invalid-request',
        `The table "${name}" is no accounting of a SIP proxy: it lacks ${missing.map((one) => `"${one}"`).join(', ')}.`,
      );
    }
    refuseWithoutCallid(name, table);
    return columns;
  },
  needsZone: (table) => table.columns.some(({ name, type }) => name === 'time' && type === 'wall'),
  open: (wish) => openTransactions(wish).read,
  openDue: (wish) => openTransactions(wish).readDue,
  // A proxy's rows tell the time once.
  tally: (_columns, _rows, zone) => new ZoneTally(zone),
};

function refuseWithoutCallid(name: string, table: ForeignTable): void {
  if (table.indexes.has('callid')) return;
  throw new RingledgerError(
    'invalid-request',
    `The table "${name}" has no index on "callid", by which a call's INVITE and BYE find each other. Add one: CREATE INDEX ${name.replace('.', '_')}_callid ON ${name} (callid).`,
  );
}

function openTransactions({ database, order, columns, zone, open }: OpenTable) {
  const format = rowFormat('acc', [...columns, BYE_TIME], zone);
  const rowOf = transactionsOf(columns);
  const readWith = (row: ForeignRow, byeTime: string | null) =>
    format.readRow([...row.fields, byeTime], lineOf(order, row));

  async function findCalls(callids: readonly string[]): Promise<readonly ForeignRow[]> {
    const found: ForeignRow[] = [];
    for (let from = 0; from < callids.length; from += CALLS_A_QUESTION) {
      const some = callids.slice(from, from + CALLS_A_QUESTION);
      found.push(...(await database.readRowsWith(order.place, columns, 'callid', some)));
    }
    return found;
  }

  function tellUnended(dialog: string, invite: ForeignRow) {
    const begun = readWith(invite, rowOf(invite).time);
    if ('reason' in begun) return [begun];
    return open.isNewlyOverdue(dialog, begun.cdr.startAt) ? [readWith(invite, null)] : [];
  }

  /** Of a call that may have begun before the oldest row, the INVITE was deleted, as others were, or never kept. */
  async function tellUnbegun(dialog: string, bye: ForeignRow) {
    const ended = readWith(bye, rowOf(bye).time);
    if ('reason' in ended || !rowOf(bye).isAccepted) return [];
    if (!open.isNewlyOverdue(dialog, ended.cdr.startAt)) return [];
    const oldestAt = await findOldest({ database, order, columns, zone }, rowOf);
    return oldestAt !== null && open.mayHaveBegun(ended.cdr.startAt, oldestAt) ? [] : [readWith(bye, null)];
  }

  /** A record where both halves have come; which of them was told of before, as it was alone, is `settled`. */
  async function readPair(
    { dialog, invite, bye }: Pair,
    settled: RejectedRecord[],
  ): Promise<readonly Read[]> {
    if (invite === undefined) return bye === undefined ? [] : tellUnbegun(dialog, bye);
    if (bye === undefined) return tellUnended(dialog, invite);
    if (open.end(dialog)) settled.push(...[invite, bye].map((row) => readWith(row, null)).filter(isReject));
    return [readWith(invite, rowOf(bye).time)];
  }

  /** Whole records, and those of calls of which a half has come. */
  async function readCalls(whole: readonly ForeignRow[], callids: readonly string[]) {
    const reads: Read[] = whole.map((row) => readWith(row, null));
    const settled: RejectedRecord[] = [];
    for (const pair of pairUp(await findCalls(callids), rowOf))
      reads.push(...(await readPair(pair, settled)));
    const records = reads.filter((read): read is ReadRecord => !isReject(read));
    const rejects = reads.filter(isReject);
    return { format, records: { records, rejects }, settled };
  }

  return {
    read: (rows: readonly ForeignRow[]) => {
      const parts = rows.map((row) => ({ row, ...rowOf(row) }));
      const halves = parts.filter(({ part }) => part === 'invite' || part === 'bye');
      const whole = parts.filter(({ part }) => part === 'whole').map(({ row }) => row);
      return readCalls(whole, [...new Set(halves.map(({ callid }) => callid))]);
    },
    readDue: async () => {
      const callids = new Set(open.takeDue().map((dialog) => callidOf(dialog)));
      return callids.size === 0 ? null : readCalls([], [...callids]);
    },
  };
}

const callidOf = (dialog: string) => dialog.slice(0, dialog.indexOf('\n'));

type Read = ReadRecord | RejectedRecord;

const isReject = (read: Read): read is RejectedRecord => 'reason' in read;

/** When the oldest row was written, UTC epoch seconds; null where its time cannot be read. */
async function findOldest(
  { database, order, columns, zone }: Omit<OpenTable, 'open'>,
  rowOf: (row: ForeignRow) => Transaction,
): Promise<number | null> {
  const { place, counting } = order;
  const first = await database.findKey(place, counting ? null : EPOCH, 0);
  if (first === null) return null;
  // To the hour in which clocks change.
  if (!counting) return place.type === 'wall' ? first - zoneOffsetSeconds(zone, first) : first;
  const [row] = await database.readRows(place, columns, { from: first, to: first + 1 });
  const time = row === undefined ? null : readTime(rowOf(row).time ?? '', zone);
  if (time === null) return null;
  return 'at' in time ? time.at : time.earlier;
}
