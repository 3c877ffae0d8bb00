import { renderCsvLine } from '../core/csv-line.ts';
import { formatInstant } from '../core/format-instant.ts';
import { type ExplainedLeg, streamExplained } from './explained-legs.ts';
import type { AskedReport } from './read-asked.ts';

const HEADER = [
  ...['device_id', 'name', 'device', 'acctid', 'calldate', 'type', 'called_info', 'called', 'dialled'],
  ...['billsecs', 'ringtime', 'cost', 'trunk', 'cid', 'explanation'],
];

/**
 * The calls of `outcalls` as CSV, in the order of that report: a header, then a call a line with its device in front
 * and its explanation behind; an unknown cost is an empty cell, and so is the explanation where numbers are masked.
 * `zone` is the IANA zone of `calldate`. The first piece holds the header and the first calls.
 */
export async function* exportOutcalls(asked: AskedReport, zone: string): AsyncGenerator<string> {
  let piece = renderCsvLine(HEADER);
  for await (const legs of streamExplained(asked)) {
    yield piece + legs.map((explained) => renderCsvLine(cellsOf(explained, zone))).join('');
    piece = '';
  }
  if (piece !== '') yield piece;
}

function cellsOf({ leg, name, device, sentence }: ExplainedLeg, zone: string): readonly string[] {
  return [
    ...[leg.key, name, device, String(leg.acctid), formatInstant(leg.startAt, zone)],
    ...[
      leg.numberType,
      leg.calledInfo,
      leg.called,
      leg.dialled,
      String(leg.billsec),
      String(leg.ringSeconds),
    ],
    ...[leg.cost ?? '', leg.trunk, leg.cid, sentence],
  ];
}
