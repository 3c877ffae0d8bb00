import type { Refuse } from '../core/collect-faults.ts';
import { parseDecimal } from '../core/decimal.ts';
import { type DecimalMark, readAmount } from '../core/read-amount.ts';
import type { BillRow } from './bill-line.ts';
import type { BillMapping } from './bill-mapping.ts';

type DurationUnit = NonNullable<BillMapping['durationUnit']>;
export type ReadDuration = (row: BillRow) => number | undefined;

const LONGEST_SECONDS = 7 * 86_400;
const EXAMPLES: Readonly<Record<DurationUnit, string>> = {
  seconds: '65',
  'm:ss': '1:05',
  'h:mm:ss': '0:01:05',
  minutes: '1.5',
};

/** Decides once for the whole bill how durations are written. Minutes are rounded to the nearest second. */
export function decideDurations(
  rows: readonly BillRow[],
  header: string,
  mapping: BillMapping,
  mark: DecimalMark,
  refuse: Refuse,
  note: (text: string) => void,
): ReadDuration {
  const unit = mapping.durationUnit ?? guessUnit(rows, header, refuse, note);
  return (row) => {
    const text = row.cell('duration');
    const seconds = readDuration(text, unit, mark);
    if (seconds !== undefined && seconds <= LONGEST_SECONDS) return seconds;
    refuse(row.where, explain(text, unit, seconds));
    return undefined;
  };
}

function guessUnit(
  rows: readonly BillRow[],
  header: string,
  refuse: Refuse,
  note: (text: string) => void,
): DurationUnit {
  const texts = rows.map((row) => row.cell('duration')).filter((text) => text !== '');
  const tell = (unit: DurationUnit, by = '') => {
    note(`Durations are ${unit}, as in "${by}".`);
    return unit;
  };
  const three = texts.find((text) => /^\d+:\d{2}:\d{2}$/.test(text));
  if (three !== undefined) return tell('h:mm:ss', three);
  const two = texts.find((text) => /^\d+:\d{2}$/.test(text));
  if (two !== undefined) return tell('m:ss', two);
  const isMinutes = /\bmin(s|ut\w*)?\b/i.test(header) && !/\bsec|\bsek/i.test(header);
  const broken = texts.find((text) => /^\d+[.,]\d*[1-9]\d*$/.test(text));
  if (isMinutes) return tell('minutes', texts[0]);
  if (broken !== undefined) {
    refuse(
      'the durations',
      `"${broken}" has decimals: say what it is with "durationUnit": "minutes" or "seconds".`,
    );
  }
  return texts.length === 0 ? 'seconds' : tell('seconds', texts[0]);
}

function readDuration(text: string, unit: DurationUnit, mark: DecimalMark): number | undefined {
  if (unit === 'm:ss' || unit === 'h:mm:ss') return readClock(text, unit);
  const bare = text.replace(/\s*(s|sec|secs|seconds?|sek|min|mins|minutes?)\.?$/i, '');
  // A point stands before decimals of seconds whatever the prices have.
  const amount = unit === 'seconds' ? parseDecimal(bare.replace(',', '.')) : readAmount(bare, mark);
  if (amount === undefined || amount.digits < 0n) return undefined;
  const [over, under] = [amount.digits * (unit === 'minutes' ? 60n : 1n), 10n ** BigInt(amount.scale)];
  return Number((2n * over + under) / (2n * under));
}

function readClock(text: string, unit: 'm:ss' | 'h:mm:ss'): number | undefined {
  const match = (unit === 'm:ss' ? /^()(\d{1,5}):([0-5]\d)$/ : /^(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)$/).exec(
    text,
  );
  if (match === null) return undefined;
  const [, hours = '', minutes = '', seconds = ''] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function explain(text: string, unit: DurationUnit, seconds: number | undefined): string {
  if (text === '') return 'The duration is missing: ask the carrier for it, or take the line away.';
  if (seconds !== undefined) {
    return `The duration "${text}" is longer than a week: name its unit with "durationUnit", now ${unit}.`;
  }
  return `"${text}" is no duration in ${unit}: write it as in "${EXAMPLES[unit]}", or say its "durationUnit".`;
}
