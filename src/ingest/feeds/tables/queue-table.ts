import { RingledgerError } from '../../../core/errors.ts';
import type { ForeignRow } from '../../../store/tables/foreign-database.ts';
import type { RejectedRecord } from '../../reject-reason.ts';
import { type ReadQueueEvent, readQueueEvent } from '../../sources/queue-log.ts';
import { ZoneTally } from '../../sources/zone-tally.ts';
import type { PageOrder } from './choose-order.ts';
import { lineOf, type TableReader } from './table-reader.ts';

/** Columns of Asterisk's table `queue_log` by their meaning (contrib/realtime/mysql/queue_log.sql); `data` before 1.8. */
const NECESSARY = ['time', 'callid', 'queuename', 'agent', 'event'];
const ARGUMENTS = ['data1', 'data2', 'data3', 'data4', 'data5'];

/** Asterisk's queue log as a table. An event's text is the line that stands in the file, so that it is one event. */
export const QUEUE_LOG: TableReader = {
  starts: ['time', 'eventdate', 'created'],
  columns: (name, table) => {
    const known = table.columns.map((column) => column.name);
    const find = (wanted: string) => known.find((one) => one.toLowerCase() === wanted);
    const missing = NECESSARY.filter((wanted) => find(wanted) === undefined);
    if (missing.length > 0) {
      throw new RingledgerError(
        'invalid-request',
        `The table "${name}" is no queue log: it lacks ${missing.map((one) => `"${one}"`).join(', ')}. Name Asterisk's queue_log with "queueLog", or leave the setting out.`,
      );
    }
    const args = ARGUMENTS.every((one) => find(one) === undefined) ? ['data'] : ARGUMENTS;
    return [...NECESSARY, ...args].map(find).filter((one): one is string => one !== undefined);
  },
  needsZone: (table) =>
    table.columns.some(({ name, type }) => name.toLowerCase() === 'time' && type !== 'instant'),
  open:
    ({ order, zone }) =>
    (rows) => ({ events: readRows(rows, order, zone) }),
  tally: (_, rows, zone) => {
    const tally = new ZoneTally(zone);
    for (const row of rows) {
      const event = readQueueEvent(toLine(row), zone);
      if (event !== null && 'at' in event) tally.add({ startAt: event.at, uniqueid: event.callid });
    }
    return tally;
  },
};

function readRows(rows: readonly ForeignRow[], order: PageOrder, zone: string) {
  const events: ReadQueueEvent[] = [];
  const rejects: RejectedRecord[] = [];
  for (const row of rows) {
    const line = lineOf(order, row);
    const raw = toLine(row);
    const event = readQueueEvent(raw, zone);
    if (event === null) continue;
    if ('reason' in event) rejects.push({ line, raw, ...event });
    else events.push({ line, raw: withEpoch(raw, event.at), event });
  }
  return { events, rejects };
}

/** `time|callid|queue|agent|event|arguments`, as the file has it: empty columns at the end are no arguments. */
function toLine({ fields }: ForeignRow): string {
  const values = fields.map((value) => value ?? '');
  let width = values.length;
  while (width > NECESSARY.length && values[width - 1] === '') width -= 1;
  const line = values.slice(0, width).join('|');
  return width === NECESSARY.length ? `${line}|` : line;
}

function withEpoch(line: string, at: number): string {
  return `${at}${line.slice(line.indexOf('|'))}`;
}
