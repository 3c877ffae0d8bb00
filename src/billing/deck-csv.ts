import type { Rate as PlainRate } from '../core/charge.ts';
import { type CsvRecord, readCsv } from '../core/csv.ts';
import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import type { Rate } from '../core/rate-card.ts';
import { type DeckHeader, readDeckHeader } from './deck-header.ts';
import { readRate } from './deck-rate.ts';
import { toPlainRate } from './load-tariff.ts';

/** A file in a wholly other form would fill the screen: the rest is counted. */
const MOST_FAULTS = 1000;

/**
 * Rates of a deck's CSV: columns by name in any order (`prefix`, `numberType` and `perMinute` must be there), in the
 * order of its lines. Throws `invalid-request` with every fault at once, each with its line, what is written there
 * and the fix. Nothing is rounded and no line is left out.
 */
export function readDeckRates(text: string): readonly Rate[] {
  const faults: Fault[] = [];
  const rates: Rate[] = [];
  const lineOf = new Map<string, number>();
  let header: DeckHeader | undefined;
  for (const record of readRecords(text, faults)) {
    if (header === undefined) {
      header = readDeckHeader(record);
      faults.push(...header.faults);
      if (header.faults.length > 0) break;
      continue;
    }
    const rate = readRate(record, header, lineOf, faults);
    if (rate !== undefined) rates.push(rate);
  }
  if (faults.length === 0 && rates.length === 0) faults.push(explainEmpty(header !== undefined));
  if (faults.length > 0) throw refuseFaults('The rate deck cannot be read.', shorten(faults));
  return rates;
}

/** The same as rates without bands and steps, as the engine that knows neither takes them. */
export function readDeckCsv(text: string): readonly PlainRate[] {
  return readDeckRates(text).map(toPlainRate);
}

/** What breaks the text off becomes the last fault, so that those of the lines before it are told too. */
function* readRecords(text: string, faults: Fault[]): Generator<CsvRecord> {
  try {
    yield* readCsv(text);
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    faults.push(...error.faults);
  }
}

function explainEmpty(hasHeader: boolean): Fault {
  return hasHeader
    ? { where: 'line 1', message: 'There is no rate below the header: write one line for each prefix.' }
    : {
        where: 'line 1',
        message: 'The file is empty: write the column names on line 1 and a rate on each line below.',
      };
}

function shorten(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  const rest = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), { where: 'further down', message: `${rest} more faults follow.` }];
}
