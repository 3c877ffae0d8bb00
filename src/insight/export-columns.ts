import { formatLocalInstant } from '../core/format-instant.ts';
import type { XlsxCell } from '../http/xlsx-stream.ts';
import type { ExportedCall } from './explain-seen.ts';

/** Columns of an exported call, in the order in which they stand unless another is asked for. */
export const EXPORT_COLUMNS = [
  ...[
    'startedAt',
    'company',
    'side',
    'direction',
    'name',
    'device',
    'extension',
    'caller',
    'called',
    'dialled',
  ],
  ...['numberType', 'destination', 'trunk', 'ddi', 'disposition', 'ringSeconds', 'talkSeconds', 'queueWait'],
  ...['queueStatus', 'cost', 'currency', 'unknownCost', 'internal', 'transferred', 'acctid'],
  'explanation',
] as const satisfies readonly (keyof ExportedCall | 'startedAt' | 'direction' | 'currency')[];

export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** What is the same in every line. */
export interface ExportFacts {
  readonly zone: string;
  readonly currency: string;
}

/** Numbers of phones are texts: a sheet would take the zero off their beginning. */
export function toCell(call: ExportedCall, column: ExportColumn, { zone, currency }: ExportFacts): XlsxCell {
  switch (column) {
    case 'startedAt':
      return { instant: formatLocalInstant(call.startAt, zone) };
    case 'direction':
      return call.internal ? 'internal' : call.side;
    case 'currency':
      return call.cost === null ? '' : currency;
    case 'cost':
      return call.cost === null ? null : { decimal: call.cost };
    case 'queueWait':
      return call.queueWait === '' ? null : Number(call.queueWait);
    case 'unknownCost':
    case 'internal':
    case 'transferred':
      return call[column] ? 'yes' : 'no';
    default:
      return call[column];
  }
}
