import type { RejectedRecord } from '../../reject-reason.ts';
import { type ReadCelEvent, readCelEvent } from '../../sources/asterisk-cel.ts';
import { namedCelColumns } from '../../sources/cel-columns.ts';
import { ZoneTally } from '../../sources/zone-tally.ts';
import { lineOf, type TableReader } from './table-reader.ts';

/**
 * Asterisk's channel events as a table: FreePBX's `cel` (install.php of its module cel, of its module cdr before FreePBX
 * 13), and those of cel_odbc and cel_pgsql.
 */
export const CEL: TableReader = {
  starts: ['eventtime'],
  columns: (_, table) => {
    const names = table.columns.map(({ name }) => name);
    const meant = namedCelColumns(names);
    return names.filter((__, index) => meant[index] !== '');
  },
  needsZone: (table) =>
    table.columns.some(({ name, type }) => name.toLowerCase() === 'eventtime' && type !== 'instant'),
  open: ({ order, columns, zone }) => {
    const meant = namedCelColumns(columns);
    return (rows) => {
      const events: ReadCelEvent[] = [];
      const rejects: RejectedRecord[] = [];
      for (const row of rows) {
        const line = lineOf(order, row);
        const { fields } = row;
        const event = readCelEvent((column) => fields[meant.indexOf(column)] ?? '', zone);
        if ('reason' in event) rejects.push({ line, raw: JSON.stringify(fields), ...event });
        else events.push({ line, event });
      }
      return { cel: { events, rejects } };
    };
  },
  tally: (columns, rows, zone) => {
    const tally = new ZoneTally(zone);
    const meant = namedCelColumns(columns);
    for (const { fields } of rows) {
      const event = readCelEvent((column) => fields[meant.indexOf(column)] ?? '', zone);
      if (!('reason' in event)) {
        tally.add({ startAt: Math.floor(event.atMicros / 1_000_000), uniqueid: event.uniqueid });
      }
    }
    return tally;
  },
};
