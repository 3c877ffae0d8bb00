import type { Refuse } from '../../core/collect-faults.ts';
import { parseDecimal, toExactMicros } from '../../core/decimal.ts';
import type { Micros } from '../../core/money.ts';
import type { RateStep } from '../../core/rate-card.ts';
import type { TariffPlanRow } from './cgrates-rows.ts';

/** What one id of Rates.csv comes to in our words. */
export interface SlotPrices {
  readonly connectCharge: Micros;
  readonly firstIncrement: number;
  readonly steps: readonly RateStep[];
}

const MINUTE_NANOSECONDS = 60_000_000_000n;
const SECOND_NANOSECONDS = 1_000_000_000n;
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  ms: 1_000_000n,
  s: SECOND_NANOSECONDS,
  m: MINUTE_NANOSECONDS,
  h: 60n * MINUTE_NANOSECONDS,
};

/**
 * Slots of one rate, in the order of their lines → steps. CGRateS cuts a call at each GroupIntervalStart, rounds each
 * part up to its RateIncrement (the next part then begins where the rounded one ends), and takes the connect fee from
 * the first line alone: engine/calldesc.go, roundTimeSpansToIncrement, and engine/model_helpers.go, GetRateInterval.
 */
export function readSlots(
  rows: readonly TariffPlanRow[],
  refuse: Refuse,
  note: (text: string) => void,
): SlotPrices | undefined {
  const slots = rows.map((row) => readSlot(row, refuse));
  const fee = readFee(rows[0], refuse);
  for (const row of rows.slice(1)) {
    if (Number(row.cell('connectFee') || '0') !== 0) {
      note(
        `${row.where}: ConnectFee "${row.cell('connectFee')}" stands on a later slot, where CGRateS does not charge it: left out.`,
      );
    }
  }
  const steps = slots.filter((slot) => slot !== undefined).sort((a, b) => a.afterSeconds - b.afterSeconds);
  if (fee === undefined || steps.length < rows.length) return undefined;
  for (const [index, row] of rows.entries()) {
    const start = slots[index]?.afterSeconds;
    if (slots.findIndex((slot) => slot?.afterSeconds === start) < index) {
      refuse(
        row.where,
        `"${row.cell('id')}" has a slot at ${row.cell('groupIntervalStart')} already: keep one of the two.`,
      );
      return undefined;
    }
  }
  const first = steps[0];
  if (first === undefined) return undefined;
  if (first.afterSeconds > 0) {
    refuse(
      rows[0]?.where ?? '',
      `"${rows[0]?.cell('id')}" has no slot at 0s, its first begins at ${first.afterSeconds}s: add a line with GroupIntervalStart 0s (Rate 0 where that time is free).`,
    );
    return undefined;
  }
  return { connectCharge: fee, firstIncrement: first.nextIncrement, steps };
}

function readFee(row: TariffPlanRow | undefined, refuse: Refuse): Micros | undefined {
  const text = row?.cell('connectFee') || '0';
  const fee = parseDecimal(text);
  const micros = fee === undefined ? undefined : toExactMicros(fee);
  if (micros !== undefined && micros >= 0) return micros;
  refuse(
    row?.where ?? '',
    `ConnectFee "${text}" is no charge: write digits with at most six after a point, from 0 to a million.`,
  );
  return undefined;
}

function readSlot(row: TariffPlanRow, refuse: Refuse): RateStep | undefined {
  const unit = readDuration('RateUnit', row, refuse);
  const increment = readSeconds('RateIncrement', row, refuse);
  const start = readSeconds('GroupIntervalStart', row, refuse);
  const text = row.cell('rate') || '0';
  const rate = parseDecimal(text);
  if (rate === undefined || rate.digits < 0n) {
    refuse(row.where, `Rate "${text}" is no price: write digits with at most one point, and none below 0.`);
    return undefined;
  }
  if (unit === undefined || increment === undefined || start === undefined) return undefined;
  const perMinute = toExactMicros(rate, MINUTE_NANOSECONDS, unit === 0n ? SECOND_NANOSECONDS : unit);
  if (perMinute === undefined) {
    refuse(
      row.where,
      `Rate "${text}" per "${row.cell('rateUnit')}" does not come to a price per minute of at most six decimals below a million, and is not rounded: write a Rate for which Rate × 60 s / RateUnit does.`,
    );
    return undefined;
  }
  return { afterSeconds: start, perMinute, nextIncrement: increment === 0 ? 1 : increment };
}

function readSeconds(
  column: 'RateIncrement' | 'GroupIntervalStart',
  row: TariffPlanRow,
  refuse: Refuse,
): number | undefined {
  const nanoseconds = readDuration(column, row, refuse);
  if (nanoseconds === undefined) return undefined;
  if (nanoseconds % SECOND_NANOSECONDS === 0n) return Number(nanoseconds / SECOND_NANOSECONDS);
  refuse(
    row.where,
    `${column} "${row.cell(fieldOf(column))}" is no whole number of seconds: calls are billed in whole seconds.`,
  );
  return undefined;
}

/** A duration as Go writes it; 0 and empty are none (utils.ParseDurationWithNanosecs of CGRateS). */
function readDuration(
  column: 'RateUnit' | 'RateIncrement' | 'GroupIntervalStart',
  row: TariffPlanRow,
  refuse: Refuse,
): bigint | undefined {
  const text = row.cell(fieldOf(column));
  if (text === '' || /^0+$/.test(text)) return 0n;
  if (/^\d+$/.test(text)) {
    refuse(
      row.where,
      `${column} "${text}" has no unit, and CGRateS takes it as nanoseconds: write "${text}s" for a call's seconds, or leave out a rate of messages or data.`,
    );
    return undefined;
  }
  if (!/^(?:\d+(?:ns|us|µs|ms|s|m|h))+$/.test(text)) {
    refuse(row.where, `${column} "${text}" is no duration: write one as in "60s" or "1m30s".`);
    return undefined;
  }
  let sum = 0n;
  for (const [, count = '0', unit = 's'] of text.matchAll(/(\d+)(ns|us|µs|ms|s|m|h)/g)) {
    sum += BigInt(count) * (UNITS[unit] ?? 0n);
  }
  return sum;
}

function fieldOf(column: string): string {
  return column.charAt(0).toLowerCase() + column.slice(1);
}
