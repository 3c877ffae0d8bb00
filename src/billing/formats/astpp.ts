import { collectFaults, type Refuse } from '../../core/collect-faults.ts';
import { type CsvRecord, readCsv } from '../../core/csv.ts';
import type { Rate } from '../../core/rate-card.ts';
import { splitVersions } from './dated-rates.ts';
import type { ForeignFiles, ForeignImport, ForeignOptions } from './foreign-deck.ts';
import { type Columns, checkWidth, findColumns, type NamedRow, nameCells } from './named-columns.ts';
import { onlyFile } from './only-file.ts';
import { checkChoice, readPlainCharge, readPlainSeconds } from './plain-values.ts';
import { readPrefix } from './read-prefix.ts';

/**
 * Columns of ASTPP's rate files under the names of its versions: web_interface/astpp/assets/Rates_File/
 * originationrates_sample.csv and terminationrates_sample.csv (github.com/iNextrix/ASTPP), and doc/Modules/Tariff/
 * import_origination_rate.rst.
 */
const COLUMNS = {
  code: ['prefix'],
  destination: [],
  connectCost: ['connection cost', 'connect cost'],
  includedSeconds: ['grace time', 'included seconds', 'grace time sec'],
  cost: ['cost min', 'per minute cost', 'cost per minute', 'cost per min'],
  initialIncrement: ['initial increment'],
  increment: [],
  country: [],
  precedence: [],
  strip: [],
  prepend: [],
} as const;

const REQUIRED = ['code', 'cost'] as const;
/** They tell where a call goes, not what it costs. */
const OF_ROUTING = ['country', 'precedence', 'strip', 'prepend'] as const;

const NOTES = [
  'ASTPP bills nothing for an answered call of 0 seconds; here it bills the first increment.',
  'ASTPP rounds each call to its configured decimals: write the rounding in the tariff.',
];

/** Reads a file of ASTPP's origination or termination rates. Throws `invalid-request` with every fault by line. */
export function readAstpp(files: ForeignFiles, options: ForeignOptions): ForeignImport {
  return collectFaults('The ASTPP rates cannot be read.', (refuse) => {
    checkChoice('decimal', options.decimal, ['point', 'comma'], refuse);
    checkChoice('unit', options.unit, ['unit', 'cent'], refuse);
    const [header, ...records] = readCsv(onlyFile(files));
    const notes = [...NOTES];
    const columns = readHeader(header, options, refuse, notes);
    if (header === undefined || REQUIRED.some((column) => !columns.has(column))) return { decks: [], notes };
    if (records.length === 0) refuse(`line ${header.line}`, 'There is no rate below the header.');
    const rows = records.flatMap((record) => {
      if (record.fields.every((field) => field.trim() === '')) return [];
      checkWidth(record, header.fields.length, refuse);
      const row = nameCells(record, columns);
      return readRow(row, options, refuse).map((rate) => ({ line: row.line, from: null, until: null, rate }));
    });
    const versions = splitVersions(rows, false, refuse, (text) => notes.push(text));
    const rates = versions.flatMap((version) => version.rates.map(({ rate }) => rate));
    return { decks: [{ terms: { crossing: 'by-start', windows: [], holidays: [] }, rates }], notes };
  });
}

function readHeader(
  header: CsvRecord | undefined,
  options: ForeignOptions,
  refuse: Refuse,
  notes: string[],
): Columns {
  if (header === undefined) {
    refuse('line 1', 'The file is empty: write the column names on line 1 and a rate on each line below.');
    return new Map();
  }
  const { columns, unknown } = findColumns(header, COLUMNS, refuse);
  for (const column of REQUIRED) {
    if (columns.has(column)) continue;
    refuse(
      `line ${header.line}`,
      `The column "${column === 'code' ? 'Code' : 'Cost / Min'}" is missing: write the header of ASTPP's sample on the first line.`,
    );
  }
  checkCurrency(header.fields, header.line, options, refuse);
  for (const name of unknown) notes.push(`Column "${name}" is not read.`);
  for (const name of OF_ROUTING) {
    if (columns.has(name)) notes.push(`Column "${name}" is about routing: not read.`);
  }
  return columns;
}

/** Headers of version 4 on name the currency: `Cost / Min (USD)`. */
function checkCurrency(
  fields: readonly string[],
  line: number,
  { currency }: ForeignOptions,
  refuse: Refuse,
): void {
  for (const field of fields) {
    const named = /\(([A-Z]{3})\)/.exec(field)?.[1];
    if (named === undefined || currency === undefined || named === currency) continue;
    refuse(`line ${line}`, `"${field.trim()}" is in ${named}: import it with --currency ${named}.`);
  }
}

/**
 * The seconds of grace cost nothing and the increments begin after them (freeswitch/fs/lib/astpp.cdr.php, calc_cost): the
 * grace time is the first increment here, and free.
 */
function readRow(row: NamedRow, options: ForeignOptions, refuse: Refuse): readonly Rate[] {
  const grace = readPlainSeconds(row, 'includedSeconds', refuse);
  const increment = readPlainSeconds(row, 'increment', refuse) || 1;
  const initial = readPlainSeconds(row, 'initialIncrement', refuse) || increment;
  const perMinute = readPlainCharge(row, 'cost', options, refuse);
  const connectCharge = readPlainCharge(row, 'connectCost', options, refuse);
  if (row.cell('cost') === '')
    refuse(row.where, 'The cost is empty: write the price of a minute, 0 where it is free.');
  const read = readPrefix(row.cell('code'));
  if ('fault' in read) refuse(row.where, read.fault);
  const first = { afterSeconds: 0, perMinute, nextIncrement: grace === 0 ? increment : initial };
  const later = { afterSeconds: grace + initial, perMinute, nextIncrement: increment };
  const prefixes = 'fault' in read ? [] : read.prefixes;
  return prefixes.map((prefix) => ({
    prefix,
    destination: row.cell('destination'),
    numberType: '',
    band: '',
    connectCharge,
    minimumCharge: 0,
    freeSeconds: grace,
    firstIncrement: grace === 0 ? initial : grace,
    steps: first.nextIncrement === increment ? [first] : [first, later],
  }));
}
