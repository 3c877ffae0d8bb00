import { collectFaults, type Refuse } from '../../core/collect-faults.ts';
import type { CsvRecord } from '../../core/csv.ts';
import type { Rate } from '../../core/rate-card.ts';
import { undressAmount } from '../../core/read-amount.ts';
import { type DatedRate, splitVersions } from './dated-rates.ts';
import type { ForeignFiles, ForeignImport, ForeignOptions } from './foreign-deck.ts';
import { type NamedRow, nameCells } from './named-columns.ts';
import { onlyFile } from './only-file.ts';
import { planBands } from './plan-bands.ts';
import { decideCodes } from './price-list-codes.ts';
import { checkListCurrency } from './price-list-currency.ts';
import { findLayout, type PriceListLayout } from './price-list-layout.ts';
import { CHARGES, decideValues } from './price-list-values.ts';
import { parseTimes } from './read-times-option.ts';

/** Columns of prices by time, and the bands they are. */
const BANDS = { peak: 'peak', weekend: 'weekend', offPeak: 'off-peak' } as const;
const SHOWN = 60;

/**
 * Reads a carrier's price list whatever its layout: separator, header, columns, decimal mark, order of dates and cents
 * are found by its words and values, each guess is noted, and what stays open is refused with the option that settles
 * it. Lines with neither prefix nor price are notes, listed as left out; a line with only one of the two is a fault.
 * Rows with dates make versions. Throws `invalid-request` with every fault by line.
 */
export function readPriceList(files: ForeignFiles, options: ForeignOptions): ForeignImport {
  return collectFaults('The price list cannot be read.', (refuse) => {
    const notes: string[] = [];
    const note = (text: string) => void notes.push(text);
    if (options.countryCode !== undefined && !/^[1-9]\d{0,3}$/.test(options.countryCode)) {
      refuse('--country-code', `"${options.countryCode}" is no country code: write its digits, as in "44".`);
    }
    const layout = findLayout(onlyFile(files), options, refuse, note);
    if (layout === undefined) return { decks: [], notes };
    const bands = chooseBands(layout.columns, options, refuse);
    const dated = readRows(layout, bands.columns, options, refuse, note);
    const terms = { crossing: 'by-start' as const, windows: bands.windows, holidays: [] };
    const decks = splitVersions(dated, true, refuse, note).map(({ from, rates }) => ({
      ...(from === null ? {} : { from }),
      terms,
      rates: rates.map(({ rate }) => rate),
    }));
    return { decks, notes };
  });
}

function readRows(
  layout: PriceListLayout,
  prices: ReadonlyMap<string, string>,
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): readonly DatedRate[] {
  const { columns, header, body } = layout;
  const rows = body.map((record) => nameCells(record, columns));
  const priced = rows.filter((row) =>
    [...prices.keys()].some((column) => undressAmount(row.cell(column)) !== ''),
  );
  const hasPrice = new Set(priced);
  const codes = decideCodes(priced, columns, options.countryCode ?? '', refuse, note);
  const headerOf = (column: string) => (header?.fields[columns.get(column as 'prefix') ?? -1] ?? '').trim();
  const values = decideValues(priced, headerOf, options, refuse, note);
  checkListCurrency(priced, headerOf, options, refuse);
  const leaveOut = (record: CsvRecord | undefined) => noteLeftOut(record, note);
  layout.preface.forEach(leaveOut);
  const dated = rows.flatMap((row, index): readonly DatedRate[] => {
    const isCoded = codes.has(row);
    if (!isCoded && !hasPrice.has(row)) {
      leaveOut(body[index]);
      return [];
    }
    if (!isCoded || !hasPrice.has(row)) {
      refuse(row.where, explainHalf(row, isCoded, [...prices.keys()]));
      return [];
    }
    const { first, next } = values.increments(row);
    const from = values.day(row, 'from');
    const last = values.day(row, 'until');
    if (columns.has('from') && from === null && row.cell('from') === '') {
      refuse(row.where, 'The line has no date: write the day from which its price holds.');
    }
    if (from !== null && last !== null && last < from) {
      refuse(row.where, `The price ends on ${last}, before it begins on ${from}: mend the dates.`);
    }
    const common = {
      destination: row.cell('destination'),
      numberType: '',
      connectCharge: values.charge(row, 'connectCharge'),
      minimumCharge: values.charge(row, 'minimumCharge'),
      freeSeconds: 0,
      firstIncrement: first,
    };
    const parts = [...prices].flatMap(([column, band]): readonly Omit<Rate, 'prefix'>[] => {
      if (undressAmount(row.cell(column)) === '') {
        refuse(row.where, `${column} "${row.cell(column)}" is no price: write one, 0 where it is free.`);
        return [];
      }
      const perMinute = values.charge(row, column);
      return [{ ...common, band, steps: [{ afterSeconds: 0, perMinute, nextIncrement: next }] }];
    });
    const until = last === null ? null : dayAfter(last);
    return codes
      .prefixes(row)
      .flatMap((prefix) => parts.map((part) => ({ line: row.line, from, until, rate: { prefix, ...part } })));
  });
  if (dated.length === 0)
    refuse(`line ${header?.line ?? 1}`, 'No line below has a prefix and a price: check --columns.');
  return dated;
}

function explainHalf(row: NamedRow, isCoded: boolean, prices: readonly string[]): string {
  const prefix = row.cell('prefix') || row.cell('areaCode') || row.cell('countryCode');
  const price = prices.map((column) => row.cell(column)).join(' ');
  return isCoded
    ? `Prefix "${prefix}" has no price ("${price.trim()}"): write one, 0 where it is free, or remove the line.`
    : `The price "${price.trim()}" has no prefix ("${prefix}"): write its digits, or remove the line.`;
}

function noteLeftOut(record: CsvRecord | undefined, note: (text: string) => void): void {
  const text = (record?.fields ?? [])
    .map((field) => field.trim())
    .filter((field) => field !== '')
    .join(' ');
  if (record === undefined || text === '') return;
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  note(`Line ${record.line} is no price and was left out: "${shown.replace(/\s+/g, ' ')}".`);
}

/** Price column → band. The one without times of its own is the price at any other time. */
function chooseBands(columns: PriceListLayout['columns'], options: ForeignOptions, refuse: Refuse) {
  const openings = parseTimes(options.times ?? '', Object.values(BANDS), (where, message) => {
    if (options.times !== undefined) refuse(where, message);
  });
  const timed = (Object.keys(BANDS) as (keyof typeof BANDS)[]).filter((column) => columns.has(column));
  const prices = new Map<string, string>();
  if (columns.has('perMinute')) prices.set('perMinute', '');
  for (const column of timed) {
    const isGiven = openings.some(({ name }) => name === BANDS[column]);
    if (isGiven) prices.set(column, BANDS[column]);
    else if (column === 'offPeak') prices.set(column, '');
    else {
      refuse(
        'the columns',
        `The list has prices for ${BANDS[column]} times and does not say when they are: add --times "${BANDS[column]}=${column === 'weekend' ? 'sat-sun' : 'mon-fri 08:00-19:00'}" with the times of your contract.`,
      );
    }
  }
  for (const { name } of openings) {
    if (!timed.some((column) => BANDS[column] === name)) {
      refuse(
        '--times',
        `There is no column of prices for "${name}": name it with --columns, or leave the band out.`,
      );
    }
  }
  if (CHARGES.slice(0, 4).every((column) => !columns.has(column as 'peak'))) {
    refuse('the columns', 'There is no column of prices: name it with --columns perMinute=3.');
  }
  return { columns: prices, windows: planBands([openings]).windows };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
