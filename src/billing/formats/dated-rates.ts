import type { Refuse } from '../../core/collect-faults.ts';
import type { Rate } from '../../core/rate-card.ts';

/** The prices of one prefix from one row, `[from, until)`; null is open. Dates are `YYYY-MM-DD`. */
export interface DatedRate {
  readonly line: number;
  readonly from: string | null;
  readonly until: string | null;
  readonly rate: Rate;
}

export interface RateVersion {
  readonly from: string | null;
  readonly rates: readonly DatedRate[];
}

/**
 * Rows with dates → the deck's versions, oldest first: each day on which a row begins or ends begins one, with the
 * rows in force on it. Of a prefix and band the row that began last rules where `newestRules`; else two at once are
 * refused. Two that begin on one day are refused; a row that says the same as an earlier one is noted.
 */
export function splitVersions(
  rows: readonly DatedRate[],
  newestRules: boolean,
  refuse: Refuse,
  note: (text: string) => void,
): readonly RateVersion[] {
  const kept = dropRepeated(rows, note);
  const starts = [...new Set(kept.flatMap(({ from, until }) => [from, until]))].sort(compareDates);
  const opens = starts.includes(null) && kept.some(({ from }) => from === null);
  const versions: RateVersion[] = [];
  const told = new Set<number>();
  for (const start of opens ? starts : starts.filter((date) => date !== null)) {
    const inForce = new Map<string, DatedRate>();
    for (const row of kept) {
      if (!isInForce(row, start)) continue;
      const key = `${row.rate.prefix} ${row.rate.band}`;
      const other = inForce.get(key);
      inForce.set(key, other === undefined ? row : choose(other, row, newestRules, refuse, told));
    }
    if (inForce.size > 0) versions.push({ from: start, rates: [...inForce.values()] });
    else note(`All prices end before ${start}: give the deck's last version that day as its end.`);
  }
  return versions;
}

function isInForce({ from, until }: DatedRate, on: string | null): boolean {
  return compareDates(from, on) <= 0 && (until === null || compareDates(on, until) < 0);
}

function choose(
  one: DatedRate,
  other: DatedRate,
  newestRules: boolean,
  refuse: Refuse,
  told: Set<number>,
): DatedRate {
  if (newestRules && one.from !== other.from) return compareDates(one.from, other.from) < 0 ? other : one;
  if (!told.has(other.line)) {
    told.add(other.line);
    refuse(
      `line ${other.line}`,
      `prefix "${other.rate.prefix}" stands on line ${one.line} already, for the same time: keep one of the two lines.`,
    );
  }
  return one;
}

function dropRepeated(rows: readonly DatedRate[], note: (text: string) => void): readonly DatedRate[] {
  const lineOf = new Map<string, number>();
  const kept: DatedRate[] = [];
  for (const row of rows) {
    const key = JSON.stringify([row.from, row.until, row.rate]);
    const earlier = lineOf.get(key);
    if (earlier === undefined) {
      lineOf.set(key, row.line);
      kept.push(row);
    } else if (earlier !== row.line) {
      note(`Line ${row.line} says the same of "${row.rate.prefix}" as line ${earlier}: read once.`);
    }
  }
  return kept;
}

/** Null is before all dates. */
function compareDates(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}
