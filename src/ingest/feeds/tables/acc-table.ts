import { RingledgerError } from '../../../core/errors.ts';
import type { ForeignRow, ForeignTable } from '../../../store/tables/foreign-database.ts';
import type { ReadRecord } from '../../record-format.ts';
import type { RejectedRecord } from '../../reject-reason.ts';
import { rowFormat } from '../../sources/row-records.ts';
import { BYE_TIME } from '../../sources/sip-accounting.ts';
import { ZoneTally } from '../../sources/zone-tally.ts';
import { lineOf, type OpenTable, type TableReader } from './table-reader.ts';

const NECESSARY = ['method', 'from_tag', 'to_tag', 'callid', 'sip_code', 'time'];
/** Whatever the call, its rows are few; so many calls are asked for at once. */
const CALLS_A_QUESTION = 500;

/**
 * The table `acc` of Kamailio and OpenSIPS (acc-create.sql): a row for each transaction. A call is the INVITE that was
 * answered and the first BYE of the same dialog; whichever row comes second brings the record, so that neither order
 * loses it. An INVITE that was refused, and one of OpenSIPS's CDRs, which tell their duration, are records by themselves.
 * One that was answered and has had no BYE for longer than the longest call is a reject, until its BYE comes.
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

  function tellUnended(dialog: string, invite: ForeignRow, unended: ReadRecord | RejectedRecord) {
    const begun = readWith(invite, rowOf(invite).time);
    if ('reason' in begun) return [begun];
    return open.isNewlyOverdue(dialog, begun.cdr.startAt) ? [unended] : [];
  }

  /** Whole records, and those of calls of which a half has come. */
  async function readCalls(whole: readonly ForeignRow[], callids: readonly string[]) {
    const reads = whole.map((row) => readWith(row, null));
    const settled: RejectedRecord[] = [];
    for (const { dialog, invite, bye } of pairUp(await findCalls(callids), rowOf)) {
      const unended = readWith(invite, null);
      if (bye === undefined) reads.push(...tellUnended(dialog, invite, unended));
      else {
        reads.push(readWith(invite, rowOf(bye).time));
        if (open.end(dialog) && 'reason' in unended) settled.push(unended);
      }
    }
    const records = reads.filter((read): read is ReadRecord => !('reason' in read));
    const rejects = reads.filter((read): read is RejectedRecord => 'reason' in read);
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

/** What a transaction is of its call: all of it, its beginning, its end, or nothing that counts. */
interface Transaction {
  readonly part: 'whole' | 'invite' | 'bye' | 'other';
  readonly callid: string;
  /** The same for both sides of a dialog, whichever of them says it. */
  readonly dialog: string;
  readonly time: string | null;
}

function transactionsOf(columns: readonly string[]): (row: ForeignRow) => Transaction {
  const places = new Map(columns.map((name, index) => [name, index]));
  return ({ fields }) => {
    const column = (name: string) => fields[places.get(name) ?? -1] ?? '';
    const callid = column('callid');
    const tags = [column('from_tag'), column('to_tag')].sort();
    const isAnswered = column('sip_code').startsWith('2');
    const isCdr = column('created') !== '';
    const parts = { INVITE: isAnswered && !isCdr ? 'invite' : 'whole', BYE: 'bye' } as const;
    const method = column('method');
    return {
      part: method === 'INVITE' || method === 'BYE' ? parts[method] : 'other',
      callid,
      dialog: [callid, ...tags].join('\n'),
      time: column('time') || null,
    };
  };
}

/** The first INVITE that was answered of each dialog that has one, and its first BYE where that has come. */
function pairUp(rows: readonly ForeignRow[], rowOf: (row: ForeignRow) => Transaction) {
  const byTime = (a: ForeignRow, b: ForeignRow) =>
    compare(rowOf(a).time ?? '', rowOf(b).time ?? '') || (a.key ?? 0) - (b.key ?? 0);
  const invites = new Map<string, ForeignRow>();
  const byes = new Map<string, ForeignRow>();
  for (const row of rows.toSorted(byTime)) {
    const { part, dialog } = rowOf(row);
    const halves = part === 'invite' ? invites : byes;
    if ((part === 'invite' || part === 'bye') && !halves.has(dialog)) halves.set(dialog, row);
  }
  return [...invites].map(([dialog, invite]) => ({ dialog, invite, bye: byes.get(dialog) }));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
