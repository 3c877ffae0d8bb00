import type { Fault } from '../core/errors.ts';
import type { Rate } from '../core/rate-card.ts';
import { DECK_DEFAULTS } from './deck-columns.ts';
import type { DeckRow } from './deck-rate.ts';

/** What is said of a prefix once, in whichever of its bands. */
interface PrefixFacts {
  readonly line: number;
  destination: string;
  numberType: string;
  /** One for each band, of which a prefix has few. */
  readonly rates: RateRows[];
}

/** A rate as its lines come: one a step. */
interface RateRows {
  readonly prefix: string;
  readonly band: string;
  readonly facts: PrefixFacts;
  readonly rows: DeckRow[];
}

/** Columns that belong to the whole rate: a line of a further step leaves them empty, or repeats them. */
const OF_THE_RATE = ['connectCharge', 'minimumCharge', 'freeSeconds', 'firstIncrement'] as const;

/** Brings the lines of a deck together: one rate for each prefix and band, whose further lines are steps. */
export interface RowCombiner {
  /** Takes the next line. What contradicts an earlier line is a fault, what repeats one a warning, both with both lines. */
  take(row: DeckRow): void;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** Rates in the order of their first lines. Prefixes without a number type get that of `numberTypeOf`. */
  finish(numberTypeOf: (prefix: string) => string): readonly Rate[];
}

export function createCombiner(): RowCombiner {
  const factsOf = new Map<string, PrefixFacts>();
  const rates: RateRows[] = [];
  const faults: Fault[] = [];
  const warnings: Fault[] = [];

  function takePrefix(prefix: string, row: DeckRow): void {
    const facts = factsOf.get(prefix) ?? noteFacts(prefix, row);
    const conflict = findConflict(prefix, row, facts);
    if (conflict !== undefined) {
      faults.push({ where: `line ${row.line}`, message: conflict });
      return;
    }
    facts.destination ||= row.destination;
    facts.numberType ||= row.numberType;
    const known = facts.rates.find(({ band }) => band === row.band);
    const message = known === undefined ? refuseLateStart(prefix, row) : refuseStep(known, row, warnings);
    if (message !== undefined) faults.push({ where: `line ${row.line}`, message });
    if (known !== undefined) return;
    const begun = { prefix, band: row.band, facts, rows: [row] };
    facts.rates.push(begun);
    rates.push(begun);
  }

  function noteFacts(prefix: string, { line, destination, numberType }: DeckRow): PrefixFacts {
    const facts = { line, destination, numberType, rates: [] };
    factsOf.set(prefix, facts);
    return facts;
  }

  return {
    take: (row) => {
      for (const prefix of row.prefixes) takePrefix(prefix, row);
    },
    faults,
    warnings,
    finish: (numberTypeOf) => rates.map((one) => toRate(one, numberTypeOf)),
  };
}

function findConflict(prefix: string, row: DeckRow, facts: PrefixFacts): string | undefined {
  for (const column of ['destination', 'numberType'] as const) {
    if (row[column] === '' || facts[column] === '' || row[column] === facts[column]) continue;
    return `${column} of prefix "${prefix}" is "${row[column]}" here and "${facts[column]}" on line ${facts.line}: write the same on both.`;
  }
  return undefined;
}

function refuseLateStart(prefix: string, { band, afterSeconds }: DeckRow): string | undefined {
  if (afterSeconds === 0) return undefined;
  return `${nameRate(prefix, band)} begins with the step after ${afterSeconds} seconds: write its price from 0 seconds on in a line before.`;
}

/** Adds a line to its rate, as its next step, unless it repeats one (a warning) or contradicts it (which is told). */
function refuseStep({ prefix, rows }: RateRows, row: DeckRow, warnings: Fault[]): string | undefined {
  const name = nameRate(prefix, row.band);
  const twin = rows.find((one) => one.afterSeconds === row.afterSeconds);
  if (twin !== undefined) {
    if (!isSameRow(twin, row))
      return `${name} has other prices on line ${twin.line}: keep one of the two lines.`;
    const message = `${name} stands on line ${twin.line} already, with the same prices: this line adds nothing.`;
    warnings.push({ where: `line ${row.line}`, message });
    return undefined;
  }
  const last = rows.at(-1);
  const first = rows[0];
  if (last === undefined || first === undefined) return undefined;
  if (last.afterSeconds > row.afterSeconds) {
    return `${name} has a step after ${row.afterSeconds} seconds here and one after ${last.afterSeconds} on line ${last.line}: write its steps in rising order.`;
  }
  const other = OF_THE_RATE.find(
    (column) => row[column] !== undefined && row[column] !== figureOf(first, column),
  );
  if (other !== undefined) {
    return `${other} of a further step of ${name} is not that of line ${first.line}: leave it empty, as it belongs to the whole rate.`;
  }
  rows.push(row);
  return undefined;
}

function nameRate(prefix: string, band: string): string {
  return band === '' ? `prefix "${prefix}"` : `prefix "${prefix}" in band "${band}"`;
}

function figureOf(row: DeckRow, column: (typeof OF_THE_RATE)[number] | 'nextIncrement'): number {
  switch (column) {
    case 'firstIncrement':
    case 'nextIncrement':
      return row[column] ?? DECK_DEFAULTS[column];
    case 'freeSeconds':
      return row.freeSeconds ?? DECK_DEFAULTS.seconds;
    default:
      return row[column] ?? DECK_DEFAULTS.charge;
  }
}

function isSameRow(one: DeckRow, other: DeckRow): boolean {
  if (one.perMinute !== other.perMinute) return false;
  if (figureOf(one, 'nextIncrement') !== figureOf(other, 'nextIncrement')) return false;
  return OF_THE_RATE.every((column) => figureOf(one, column) === figureOf(other, column));
}

function toRate({ prefix, facts, rows }: RateRows, numberTypeOf: (prefix: string) => string): Rate {
  facts.numberType ||= numberTypeOf(prefix);
  const first = rows[0];
  if (first === undefined) throw new Error(`rate of ${prefix} has no line`);
  return {
    prefix,
    destination: facts.destination,
    numberType: facts.numberType,
    band: first.band,
    connectCharge: figureOf(first, 'connectCharge'),
    minimumCharge: figureOf(first, 'minimumCharge'),
    freeSeconds: figureOf(first, 'freeSeconds'),
    firstIncrement: figureOf(first, 'firstIncrement'),
    steps: rows.map((row) => ({
      afterSeconds: row.afterSeconds,
      perMinute: row.perMinute,
      nextIncrement: figureOf(row, 'nextIncrement'),
    })),
  };
}
