import type { Refuse } from '../../core/collect-faults.ts';
import { parseDecimal, toExactMicros } from '../../core/decimal.ts';
import { formatMicros, type Micros } from '../../core/money.ts';
import type { Rounding } from '../../core/rate-card.ts';
import type { TariffPlanRow } from './cgrates-rows.ts';
import type { ForeignOptions } from './foreign-deck.ts';

const MODES: Readonly<Record<string, Rounding['mode']>> = {
  '*up': 'up',
  '*middle': 'half-up',
  '*down': 'down',
};

/** What a tariff says once for all of its calls. */
export interface Limits {
  readonly rounding?: Rounding;
  readonly capPerCall?: Micros;
}

/**
 * Rounding and maximum cost of a profile's lines of DestinationRates.csv, as CGRateS 0.11 uses them (`GetCost` of
 * engine/calldesc.go): the sum of a call, connection fee and all, is cut to MaxCost and then rounded. Where lines differ
 * a tariff cannot say it: refused, unless `ignore` leaves it to whoever imports. Undefined where anything was refused.
 */
export function readLimits(
  rows: readonly TariffPlanRow[],
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): Limits | undefined {
  const ignored = new Set((options.ignore ?? '').split(',').map((word) => word.trim()));
  const rounding = ignored.has('rounding') ? noteIgnored('Rounding', note) : readRounding(rows, refuse, note);
  const cap = ignored.has('max-cost') ? noteIgnored('MaxCost', note) : readCap(rows, refuse, note);
  return rounding === undefined || cap === undefined ? undefined : { ...rounding, ...cap };
}

/** `rounded up to 4 decimals, at most 5 a call`. */
export function tellLimits({ rounding, capPerCall }: Limits): string {
  const rounded =
    rounding === undefined ? 'not rounded' : `rounded ${rounding.mode} to ${rounding.decimals} decimals`;
  return `${rounded}, ${capPerCall === undefined ? 'without a cap' : `at most ${formatMicros(capPerCall)} a call`}`;
}

function noteIgnored(what: string, note: (text: string) => void): Limits {
  note(`${what} of DestinationRates.csv was left out, as --ignore says: write it in the tariff.`);
  return {};
}

function readRounding(
  rows: readonly TariffPlanRow[],
  refuse: Refuse,
  note: (text: string) => void,
): Limits | undefined {
  for (const row of rows) {
    const decimals = row.cell('roundingDecimals');
    if (row.cell('roundingMethod') !== '' || Number(decimals || '0') === 0) continue;
    note(
      `${row.where}: RoundingDecimals "${decimals}" has no RoundingMethod, and CGRateS rounds by none: left out.`,
    );
  }
  const first = rows[0];
  if (first === undefined) return {};
  const other = rows.find((row) => wordsOf(row) !== wordsOf(first));
  if (other !== undefined) {
    refuse(
      other.where,
      `Calls are rounded "${wordsOf(other)}" and by ${first.where} "${wordsOf(first)}", and a tariff rounds in one way: make them the same, or leave rounding out with --ignore rounding.`,
    );
    return undefined;
  }
  return toRounding(first, refuse);
}

function wordsOf(row: TariffPlanRow): string {
  const method = row.cell('roundingMethod');
  return method === '' ? '' : `${method} ${row.cell('roundingDecimals') || '0'}`;
}

/**
 * CGRateS takes the rounding of most decimals, beginning above 0 (`GetLongestRounding` of engine/callcost.go), so that a
 * call rounded to 0 decimals is not rounded; but where an account is debited it is rounded to whole units (`Round`).
 */
function toRounding(row: TariffPlanRow, refuse: Refuse): Limits | undefined {
  const method = row.cell('roundingMethod');
  if (method === '') return {};
  const mode = MODES[method];
  const decimals = row.cell('roundingDecimals') || '0';
  if (mode !== undefined && /^[1-6]$/.test(decimals)) {
    return { rounding: { mode, decimals: Number(decimals), per: 'call' } };
  }
  refuse(
    row.where,
    mode !== undefined && Number(decimals) === 0
      ? `Rounding "${wordsOf(row)}" is none in CGRateS where a call is only rated, and one to whole units where an account is debited: write what is meant in the tariff, and leave it out here with --ignore rounding.`
      : `Rounding "${wordsOf(row)}" is none that a tariff has: write *up, *middle or *down with 1 to 6 decimals, or leave rounding out with --ignore rounding.`,
  );
  return undefined;
}

function readCap(
  rows: readonly TariffPlanRow[],
  refuse: Refuse,
  note: (text: string) => void,
): Limits | undefined {
  const isKnown = rows.map((row) => checkStrategy(row, refuse, note));
  const first = rows.find((row) => capOf(row) !== '');
  if (first === undefined) return isKnown.includes(false) ? undefined : {};
  const other = rows.find((row) => Number(capOf(row)) !== Number(capOf(first)));
  if (other !== undefined) {
    refuse(
      first.where,
      `MaxCost "${capOf(first)}" (*free) holds for some destinations only (not for that of ${other.where}), and a tariff has one cap for all calls: make them the same, or leave it out with --ignore max-cost.`,
    );
    return undefined;
  }
  const cost = parseDecimal(capOf(first));
  const capPerCall = cost === undefined ? undefined : toExactMicros(cost);
  if (capPerCall !== undefined && capPerCall > 0) return isKnown.includes(false) ? undefined : { capPerCall };
  refuse(first.where, `MaxCost "${capOf(first)}" is no charge: write digits with at most six after a point.`);
  return undefined;
}

/** MaxCost where it caps a call; empty where it does not. */
function capOf(row: TariffPlanRow): string {
  const cost = row.cell('maxCost');
  return row.cell('maxCostStrategy') === '*free' && Number(cost || '0') !== 0 ? cost : '';
}

/** Whether CGRateS knows the strategy; what it comes to where that is no cap is noted. */
function checkStrategy(row: TariffPlanRow, refuse: Refuse, note: (text: string) => void): boolean {
  const strategy = row.cell('maxCostStrategy');
  const cost = row.cell('maxCost');
  const isCost = Number(cost || '0') !== 0;
  if (strategy === '*disconnect') {
    note(
      `${row.where}: CGRateS hangs up at MaxCost "${cost}"; the call's record says how long it was, so no cap is written.`,
    );
  } else if (strategy === '' && isCost) {
    note(
      `${row.where}: MaxCost "${cost}" has no MaxCostStrategy, and CGRateS does nothing with it: left out.`,
    );
  } else if (strategy === '*free' && !isCost) {
    note(`${row.where}: MaxCostStrategy "*free" has no MaxCost: no cap is written.`);
  } else if (strategy !== '' && strategy !== '*free') {
    refuse(row.where, `MaxCostStrategy "${strategy}" is none: write *free, *disconnect or nothing.`);
    return false;
  }
  return true;
}
