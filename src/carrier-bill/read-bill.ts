import { collectFaults, type Refuse } from '../core/collect-faults.ts';
import type { CsvRecord } from '../core/csv.ts';
import type { DiallingRules } from '../core/phone-number.ts';
import type { BillLine, BillRow } from './bill-line.ts';
import type { BillMapping } from './bill-mapping.ts';
import { type BillLayout, findBillLayout } from './find-bill-layout.ts';
import { decideDurations } from './read-bill-durations.ts';
import { decideNumbers } from './read-bill-numbers.ts';
import { decideDecimal, decidePrices } from './read-bill-prices.ts';
import { decideTimes } from './read-bill-times.ts';

/** What a bill is read by where its mapping is silent. */
export interface BillPlace {
  /** IANA zone of its clocks. */
  readonly zone: string;
  /** Dialling rules of the trunk. */
  readonly rules: DiallingRules;
}

export interface ReadBill {
  readonly lines: readonly BillLine[];
  /** Guesses and lines left out, a sentence each. */
  readonly notes: readonly string[];
}

const LEFT_OUT_SHOWN = 5;

/**
 * Text of a bill → its calls. What the mapping leaves out is guessed, and each guess noted. Throws `invalid-request` with
 * every fault of the bill and its line; nothing is read in part.
 */
export function readBill(text: string, mapping: BillMapping, place: BillPlace): ReadBill {
  const notes: string[] = [];
  const note = (sentence: string) => void notes.push(sentence);
  const lines = collectFaults('The bill cannot be read; nothing was checked.', (refuse) => {
    let isFaulty = false;
    const layout = findBillLayout(
      text,
      mapping,
      (where, message) => {
        isFaulty = true;
        refuse(where, message);
      },
      note,
    );
    return layout === undefined || isFaulty ? [] : readLines(layout, mapping, place, refuse, note);
  });
  return { lines, notes };
}

function readLines(
  layout: BillLayout,
  mapping: BillMapping,
  place: BillPlace,
  refuse: Refuse,
  note: (text: string) => void,
): readonly BillLine[] {
  const rows = keepCalls(layout, note);
  if (rows.length === 0) {
    refuse('the bill', 'There is no call below the header: check the file, or name its "separator".');
    return [];
  }
  const titleOf = (column: 'duration') => layout.header?.fields[layout.columns.get(column) ?? -1] ?? '';
  const number = decideNumbers(rows, mapping, place.rules, refuse, note);
  const time = decideTimes(rows, mapping, mapping.zone ?? place.zone, refuse, note);
  const mark = decideDecimal(rows, mapping, refuse, note);
  const duration = decideDurations(rows, titleOf('duration'), mapping, mark, refuse, note);
  const price = decidePrices(mapping, mark, refuse);
  return rows.flatMap((row) => {
    const read = { number: number(row), time: time(row), seconds: duration(row), price: price(row) };
    const { time: at, ...rest } = read;
    if (
      at === undefined ||
      rest.number === undefined ||
      rest.seconds === undefined ||
      rest.price === undefined
    )
      return [];
    const startAt = 'at' in at ? at.at : at.earlier;
    const alsoAt = 'at' in at ? null : at.later;
    return [
      { line: row.line, number: rest.number, startAt, alsoAt, seconds: rest.seconds, price: rest.price },
    ];
  });
}

function keepCalls({ body, columns }: BillLayout, note: (text: string) => void): readonly BillRow[] {
  const rows: BillRow[] = [];
  let leftOut = 0;
  for (const record of body) {
    const row = nameCells(record, columns);
    if (isCall(row)) rows.push(row);
    else {
      leftOut += 1;
      if (leftOut <= LEFT_OUT_SHOWN) {
        note(
          `Line ${row.line} is no call and was left out: "${record.fields.join(' ').trim().slice(0, 60)}".`,
        );
      }
    }
  }
  if (leftOut > LEFT_OUT_SHOWN)
    note(`${leftOut - LEFT_OUT_SHOWN} more lines are no calls and were left out.`);
  return rows;
}

/** Not one: totals, which have neither a number nor a time; headings, which have one cell; headers that come again. */
function isCall(row: BillRow): boolean {
  const has = (column: string) => /\d/.test(row.cell(column));
  const hasTime = row.cell('start') + row.cell('time') !== '';
  if (!hasTime) return has('number') && (has('duration') || has('price'));
  return has('number') || has('start') || has('time') || has('duration') || has('price');
}

function nameCells({ line, fields }: CsvRecord, columns: BillLayout['columns']): BillRow {
  const places: ReadonlyMap<string, number> = columns;
  return {
    line,
    where: `line ${line}`,
    cell: (column) => (fields[places.get(column) ?? -1] ?? '').trim(),
  };
}
