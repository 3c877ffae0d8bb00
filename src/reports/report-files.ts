import { renderCsvLine } from '../core/csv-line.ts';
import { formatLocalInstant } from '../core/format-instant.ts';
import { writeXlsx, type XlsxCell } from '../http/xlsx-stream.ts';
import type { Writing } from './open-report.ts';
import type { AskedReport } from './read-asked.ts';
import { headerOf, type ReportLine, streamReportLines } from './report-lines.ts';

export type ReportFormat = 'csv' | 'xlsx';

interface ReportFile {
  readonly type: string;
  readonly writing: Writing<readonly ReportLine[]>;
}

/** The files that a report may be had as. What could be read as a formula is a text in both. */
export const REPORT_FILES: Readonly<Record<ReportFormat, ReportFile>> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    writing: {
      read: streamReportLines,
      write: async function* (batches, asked) {
        yield renderCsvLine(headerOf(asked.request));
        for await (const batch of batches) {
          yield batch.map((line) => renderCsvLine(line.map((cell) => toText(toLocal(cell, asked))))).join('');
        }
      },
    },
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    writing: {
      read: streamReportLines,
      write: (batches, asked) =>
        writeXlsx(
          { name: asked.request.report, header: headerOf(asked.request) },
          toLocalLines(batches, asked),
        ),
    },
  },
};

async function* toLocalLines(
  batches: AsyncIterable<readonly ReportLine[]>,
  asked: AskedReport,
): AsyncGenerator<readonly ReportLine[]> {
  for await (const batch of batches) yield batch.map((line) => line.map((cell) => toLocal(cell, asked)));
}

/** Instants by the clock of the PBX. */
function toLocal(cell: XlsxCell, { filter: { period } }: AskedReport): XlsxCell {
  if (cell === null || typeof cell !== 'object' || !('instant' in cell)) return cell;
  return { instant: formatLocalInstant(Date.parse(cell.instant) / 1000, period.zone) };
}

function toText(cell: XlsxCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return 'decimal' in cell ? cell.decimal : cell.instant.slice(0, 19).replace('T', ' ');
}
