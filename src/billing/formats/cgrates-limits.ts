import type { Refuse } from '../../core/collect-faults.ts';
import { parseDecimal, toExactMicros } from '../../core/decimal.ts';
import type { Micros } from '../../core/money.ts';
import type { Rounding } from '../../core/rate-card.ts';
import type { TariffPlanRow } from './cgrates-rows.ts';
import type { ForeignOptions } from './foreign-deck.ts';

const MODES: Readonly<Record<string, Rounding['mode']>> = {
  '*up': 'up',
  '*middle': 'half-up',
  '*down': 'down',
};

interface Limits {
  readonly rounding?: Rounding;
  readonly capPerCall?: Micros;
}

/**
 * Rounding and maximum cost of a profile's lines of DestinationRates.csv → what a tariff says once for all of its
 * calls. Where lines differ a tariff cannot say it: refused, unless `ignore` leaves it to whoever imports. `*disconnect`
 * ends the call itself, so its record is shorter: nothing to be said.
 */
export function readLimits(
  rows: readonly TariffPlanRow[],
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): Limits {
  const ignored = new Set((options.ignore ?? '').split(',').map((word) => word.trim()));
  return {
    ...(ignored.has('rounding') ? noteIgnored('Rounding', note) : readRounding(rows, refuse)),
    ...(ignored.has('max-cost') ? noteIgnored('MaxCost', note) : readCap(rows, refuse, note)),
  };
}

function noteIgnored(what: string, note: (text: string) => void): Limits {
  note(`${what} of DestinationRates.csv was left out, as --ignore says: write it in the tariff.`);
  return {};
}

function readRounding(rows: readonly TariffPlanRow[], refuse: Refuse): Limits {
  const first = rows[0];
  if (first === undefined) return {};
  const wordsOf = (row: TariffPlanRow) =>
    `${row.cell('roundingMethod')} ${row.cell('roundingDecimals') || '0'}`;
  const other = rows.find((row) => wordsOf(row) !== wordsOf(first));
  if (other !== undefined) {
    refuse(
      other.where,
      `Calls are rounded "${wordsOf(other)}" and by ${first.where} "${wordsOf(first)}", and a tariff rounds in one way: make them the same, or leave rounding out with --ignore rounding.`,
    );
    return {};
  }
  const method = first.cell('roundingMethod');
  if (method === '') return {};
  const mode = MODES[method];
  const decimals = first.cell('roundingDecimals') || '0';
  if (mode !== undefined && /^[0-6]$/.test(decimals)) {
    return { rounding: { mode, decimals: Number(decimals), per: 'call' } };
  }
  refuse(
    first.where,
    `Rounding "${wordsOf(first)}" is none that a tariff has: write *up, *middle or *down with 0 to 6 decimals, or leave rounding out with --ignore rounding.`,
  );
  return {};
}

function readCap(rows: readonly TariffPlanRow[], refuse: Refuse, note: (text: string) => void): Limits {
  const costOf = (row: TariffPlanRow) =>
    row.cell('maxCostStrategy') === '*free' && Number(row.cell('maxCost') || '0') !== 0
      ? row.cell('maxCost')
      : '';
  for (const row of rows) checkStrategy(row, refuse, note);
  const first = rows.find((row) => costOf(row) !== '');
  if (first === undefined) return {};
  const other = rows.find((row) => costOf(row) !== costOf(first));
  if (other !== undefined) {
    refuse(
      first.where,
      `MaxCost "${costOf(first)}" (*free) holds for some destinations only (not for that of ${other.where}), and a tariff has one cap for all calls: make them the same, or leave it out with --ignore max-cost.`,
    );
    return {};
  }
  const cost = parseDecimal(costOf(first));
  const capPerCall = cost === undefined ? undefined : toExactMicros(cost);
  if (capPerCall !== undefined && capPerCall > 0) return { capPerCall };
  refuse(
    first.where,
    `MaxCost "${costOf(first)}" is no charge: write digits with at most six after a point.`,
  );
  return {};
}

function checkStrategy(row: TariffPlanRow, refuse: Refuse, note: (text: string) => void): void {
  const strategy = row.cell('maxCostStrategy');
  if (strategy === '*disconnect') {
    note(
      `${row.where}: CGRateS hangs up at MaxCost "${row.cell('maxCost')}"; the call's record says how long it was, so no cap is written.`,
    );
  } else if (strategy !== '' && strategy !== '*free') {
    refuse(row.where, `MaxCostStrategy "${strategy}" is none: write *free, *disconnect or nothing.`);
  }
}
