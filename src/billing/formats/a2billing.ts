import { collectFaults, type Refuse } from '../../core/collect-faults.ts';
import { type CsvRecord, readCsv } from '../../core/csv.ts';
import { groupBy } from '../../core/group-by.ts';
import {
  type CardRow,
  checkWholeWeek,
  DEFAULT_PREFIX,
  keepUsed,
  nameOnce,
  placeBands,
} from './a2billing-bands.ts';
import { A2BILLING_COLUMNS, FIXED_COLUMNS } from './a2billing-columns.ts';
import { readBuyingPrice, readSellingPrice } from './a2billing-price.ts';
import { readWeekSpan } from './a2billing-times.ts';
import { splitVersions } from './dated-rates.ts';
import type { ForeignFiles, ForeignImport, ForeignOptions } from './foreign-deck.ts';
import {
  type Columns,
  checkWidth,
  findColumns,
  type NamedRow,
  nameCells,
  parseColumns,
} from './named-columns.ts';
import { onlyFile } from './only-file.ts';
import { checkChoice } from './plain-values.ts';

import { ANY_DESTINATION, readCodeList } from './read-prefix.ts';

/** Semicolons, as the product's own page asks for; its code takes commas too. */
const SEPARATORS = [';', '\t', ',', ':'] as const;

const NOTES = [
  'A2Billing bills nothing beyond the connection for an answered call of 0 seconds without a first block; here it bills the first increment.',
];

/**
 * Reads a rate card of A2Billing: what customers pay, or with `prices` = `buy` what the carrier takes. Rows with dates
 * make versions, rows with times of the week make bands. Throws `invalid-request` with every fault by line.
 */
export function readA2billing(files: ForeignFiles, options: ForeignOptions): ForeignImport {
  return collectFaults('The A2Billing rate card cannot be read.', (refuse) => {
    checkChoice('decimal', options.decimal, ['point', 'comma'], refuse);
    checkChoice('unit', options.unit, ['unit', 'cent'], refuse);
    checkChoice('prices', options.prices, ['sell', 'buy'], refuse);
    const notes = [...NOTES];
    const note = (text: string) => void notes.push(text);
    const records = readRecords(onlyFile(files));
    const { columns, body } = readHeader(records, options, refuse, note);
    tellColumns(columns, options, refuse, note);
    if (columns.size === 0) return { decks: [], notes };
    const width = records[0]?.fields.length ?? 0;
    const card = body.flatMap((record) => {
      if (record.fields.every((field) => field.trim() === '')) return [];
      checkWidth(record, width, refuse);
      return [readRow(nameCells(record, columns), options, refuse, note)];
    });
    if (card.length === 0) refuse('line 1', 'There is no rate in the file: write one line for each prefix.');
    const { windows, dated } = placeBands(card, refuse, note);
    const versions = splitVersions(dated, false, refuse, note);
    for (const { rates } of versions) {
      for (const rows of groupBy(rates, ({ rate }) => rate.prefix).values()) checkWholeWeek(rows, refuse);
    }
    const decks = versions.map(({ from, rates }) => ({
      ...(from === null ? {} : { from }),
      terms: { crossing: 'by-start' as const, windows: keepUsed(windows, rates), holidays: [] },
      rates: nameOnce(rates, note),
    }));
    return { decks, notes: [...new Set(notes)] };
  });
}

function readRecords(text: string): readonly CsvRecord[] {
  const isWide = (separator: string) =>
    [...readCsv(text, separator)].some(({ fields }) => fields.length >= FIXED_COLUMNS.length);
  const separator = SEPARATORS.find(isWide) ?? ';';
  return [...readCsv(text, separator)].filter(({ fields }) => !fields[0]?.trim().startsWith('#'));
}

/** The product's files have no header: their columns are chosen on its page. */
function readHeader(
  records: readonly CsvRecord[],
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): { readonly columns: Columns; readonly body: readonly CsvRecord[] } {
  const [first, ...rest] = records;
  if (options.columns !== undefined) {
    const columns = parseColumns(options.columns, Object.keys(A2BILLING_COLUMNS), refuse);
    const hasHeader =
      first !== undefined && findColumns(first, A2BILLING_COLUMNS, () => undefined).columns.size > 1;
    if (hasHeader) note(`Line ${first.line} is a header: --columns rules.`);
    return { columns, body: hasHeader ? rest : records };
  }
  if (first === undefined) {
    refuse('line 1', 'There is no rate in the file: write one line for each prefix.');
    return { columns: new Map(), body: [] };
  }
  const { columns, unknown } = findColumns(first, A2BILLING_COLUMNS, refuse);
  if (columns.has('dialprefix')) {
    for (const name of unknown) note(`Column "${name}" is not read.`);
    return { columns, body: rest };
  }
  if (first.fields.length === FIXED_COLUMNS.length) {
    note(`No header: read as ${FIXED_COLUMNS.join(', ')}.`);
    return { columns: new Map(FIXED_COLUMNS.map((name, place) => [name, place])), body: records };
  }
  refuse(
    `line ${first.line}`,
    `The file has no header and ${first.fields.length} columns: name them as on the import page, with --columns dialprefix=1,destination=2,rateinitial=3,initblock=4 and so on.`,
  );
  return { columns: new Map(), body: [] };
}

function tellColumns(
  columns: Columns,
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): void {
  const price = options.prices === 'buy' ? 'buyrate' : 'rateinitial';
  for (const column of columns.size === 0 ? [] : ['dialprefix', price]) {
    if (!columns.has(column)) refuse('the columns', `The column "${column}" is missing: add it.`);
  }
  const other = options.prices === 'buy' ? 'rateinitial' : 'buyrate';
  if (columns.has(other)) {
    const way = other === 'buyrate' ? 'buy, as the deck of the carrier' : 'sell';
    note(`Column "${other}" is not read: import it by itself with --prices ${way}.`);
  }
  for (const column of ['tag', 'announcetimecorrection']) {
    if (columns.has(column)) note(`Column "${column}" is about no price: not read.`);
  }
}

function readRow(
  row: NamedRow,
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): CardRow {
  const price =
    options.prices === 'buy' ? readBuyingPrice(row, options, refuse) : readSellingPrice(row, options, refuse);
  const column = options.prices === 'buy' ? 'buyrate' : 'rateinitial';
  if (row.cell(column) === '')
    refuse(row.where, `${column} is empty: write the price of a minute, 0 where it is free.`);
  const rates = readPrefixes(row, refuse, note).map((prefix) => ({
    prefix,
    destination: row.cell('destination'),
    numberType: '',
    ...price,
  }));
  return { row, span: readWeekSpan(row, refuse), rates };
}

function readPrefixes(row: NamedRow, refuse: Refuse, note: (text: string) => void): readonly string[] {
  const text = row.cell('dialprefix');
  if (text === DEFAULT_PREFIX) {
    note(`Line ${row.line}: "${DEFAULT_PREFIX}" is written as the prefixes ${ANY_DESTINATION.join(', ')}.`);
    return ANY_DESTINATION;
  }
  if (text.startsWith('_')) {
    refuse(row.where, `dialprefix "${text}" is a pattern: write the prefixes that it stands for.`);
    return [];
  }
  const read = readCodeList(text);
  if ('prefixes' in read) return read.prefixes;
  refuse(row.where, read.fault);
  return [];
}
