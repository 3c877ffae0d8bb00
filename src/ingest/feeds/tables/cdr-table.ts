import { RingledgerError } from '../../../core/errors.ts';
import type { ForeignRow, ForeignTable } from '../../../store/tables/foreign-database.ts';
import type { ReadRecord } from '../../record-format.ts';
import type { RejectedRecord } from '../../reject-reason.ts';
import { FUSIONPBX_COLUMNS } from '../../sources/fusionpbx-row.ts';
import { type RowFamilyName, type RowFormat, rowFormat } from '../../sources/row-records.ts';
import { namesCalls } from '../../sources/sip-accounting.ts';
import { ZoneTally } from '../../sources/zone-tally.ts';
import type { PageOrder } from './choose-order.ts';
import { lineOf, type TableReader } from './table-reader.ts';

/** What a column's name may hold to be kept in the text of a format. */
const PLAIN_NAME = /^[\w$ -]+$/;

/** A table of one record a row; `wanted` names the columns that are read, null for all. */
function recordTable(
  family: RowFamilyName,
  starts: readonly string[],
  wanted: readonly string[] | null,
): TableReader {
  return {
    starts,
    columns: (_, table) => {
      const names = table.columns.map(({ name }) => name).filter((name) => PLAIN_NAME.test(name));
      const columns = wanted === null ? names : names.filter((name) => wanted.includes(name.toLowerCase()));
      rowFormat(family, columns, 'UTC');
      return columns;
    },
    needsZone: (table) => table.columns.some(({ name, type }) => type === 'wall' && isTime(name, starts)),
    open: ({ order, columns, zone }) => {
      const format = rowFormat(family, columns, zone);
      return (rows) => ({ format, records: readRows(rows, order, format.readRow) });
    },
    tally: (columns, rows, zone) => {
      const tally = new ZoneTally(zone);
      const { readRow } = rowFormat(family, columns, zone);
      for (const row of rows) {
        const read = readRow(row.fields, 1);
        if ('cdr' in read) tally.add(read.cdr);
      }
      return tally;
    },
  };
}

const isTime = (name: string, starts: readonly string[]) => starts.includes(name.toLowerCase());

function readRows(rows: readonly ForeignRow[], order: PageOrder, readRow: RowFormat['readRow']) {
  const records: ReadRecord[] = [];
  const rejects: RejectedRecord[] = [];
  for (const row of rows) {
    const read = readRow(row.fields, lineOf(order, row), row);
    if ('reason' in read) rejects.push(read);
    else records.push(read);
  }
  return { records, rejects };
}

/**
 * Asterisk's `cdr`: `calldate` in the tables of cdr_mysql, cdr_pgsql and FreePBX (its framework's cdr_mysql_table.sql and
 * the module cdr's install.php), `start` in that of Asterisk's own migrations (contrib/ast-db-manage/cdr).
 */
export const ASTERISK_CDR: TableReader = recordTable(
  'row',
  ['calldate', 'start', 'call_date', 'start_time'],
  null,
);

/** FusionPBX's `v_xml_cdr` (app/xml_cdr/app_config.php). */
export const FUSIONPBX_CDR: TableReader = recordTable(
  'fusionpbx',
  ['start_epoch', 'start_stamp', 'insert_date'],
  FUSIONPBX_COLUMNS,
);

const FINISHED_CALLS = recordTable('acc', ['call_start_time', 'start_time', 'created', 'time'], null);

/** Tables of finished calls: Kamailio's `cdrs` and `acc_cdrs`, the latter with a Call-ID that it has of `cdr_extra`. */
export const SIP_CDRS: TableReader = {
  ...FINISHED_CALLS,
  columns: (name, table) => {
    const columns = FINISHED_CALLS.columns(name, table);
    if (namesCalls(columns)) return columns;
    throw new RingledgerError(
      'invalid-request',
      `The table "${name}" has no column "callid", "sip_call_id" or "call_id", by which one call is told from another: add it, and have the proxy write the Call-ID there (Kamailio's acc_cdrs: callid=$ci in the parameter cdr_extra).`,
    );
  },
};

/** Whether a table holds finished calls rather than transactions. */
export function holdsFinishedCalls(table: ForeignTable): boolean {
  return !table.columns.some(({ name }) => name.toLowerCase() === 'method');
}
