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
  open: openTransactions,
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

function openTransactions({ database, order, columns, zone }: OpenTable) {
  const format = rowFormat('acc', [...columns, BYE_TIME], zone);
  const rowOf = transactionsOf(columns);

  async function findCalls(callids: readonly string[]): Promise<readonly ForeignRow[]> {
    const found: ForeignRow[] = [];
    for (let from = 0; from < callids.length; from += CALLS_A_QUESTION) {
      const some = callids.slice(from, from + CALLS_A_QUESTION);
      found.push(...(await database.readRowsWith(order.place, columns, 'callid', some)));
    }
    return found;
  }

  return async (rows: readonly ForeignRow[]) => {
    const records: ReadRecord[] = [];
    const rejects: RejectedRecord[] = [];
    const add = (row: ForeignRow, byeTime: string | null) => {
      const read = format.readRow([...row.fields, byeTime], lineOf(order, row));
      if ('reason' in read) rejects.push(read);
      else records.push(read);
    };
    const halves = rows.filter((row) => rowOf(row).part !== 'whole' && rowOf(row).part !== 'other');
    for (const row of rows) if (rowOf(row).part === 'whole') add(row, null);
    const calls = await findCalls([...new Set(halves.map((row) => rowOf(row).callid))]);
    for (const { invite, bye } of pairUp(calls, rowOf)) add(invite, rowOf(bye).time);
    return { format, records: { records, rejects } };
  };
}

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

/** The first INVITE that was answered and the first BYE of each dialog that has both. */
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
  return [...invites].flatMap(([dialog, invite]) => {
    const bye = byes.get(dialog);
    return bye === undefined ? [] : [{ invite, bye }];
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
