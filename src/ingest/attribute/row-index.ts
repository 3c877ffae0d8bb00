import { groupBy } from '../../core/group-by.ts';
import { firstHalf } from './parse-channel.ts';
import type { Row } from './read-rows.ts';

type Rows = readonly Row[];
type RowsByText = ReadonlyMap<string, Rows>;

const NONE: Rows = [];

/**
 * The rows of a call by what is asked of them, in order, so that none of thousands looks at all others. Each kind is made
 * when it is first asked for: most calls have one row, and ask for none.
 */
export class RowIndex {
  readonly #rows: Rows;
  #callers: Map<string, string> | undefined;
  #reached: Map<string, boolean> | undefined;
  #from: RowsByText | undefined;
  #to: RowsByText | undefined;
  #touching: RowsByText | undefined;
  #dst: RowsByText | undefined;
  #fromPhones: RowsByText | undefined;
  #taken: Rows | undefined;
  #takenFrom: RowsByText | undefined;
  #answeredFrom: RowsByText | undefined;
  #latest: Map<string, number> | undefined;
  #left: Set<string> | undefined;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Rows whose first channel this is. */
  from(channel: string): Rows {
    this.#from ??= groupBy(this.#rows, (row) => row.from.channel);
    return this.#from.get(channel) ?? NONE;
  }

  /** Rows whose second channel this is. */
  to(channel: string): Rows {
    this.#to ??= groupBy(this.#rows, (row) => row.to.channel);
    return this.#to.get(channel) ?? NONE;
  }

  /** Whether no earlier row has its first channel as the first one. */
  isFirstFrom(row: Row): boolean {
    return this.#rows.length === 1 || this.from(row.from.channel)[0] === row;
  }

  /** Whether no earlier row has its second channel as the second one. */
  isFirstTo(row: Row): boolean {
    return this.#rows.length === 1 || this.to(row.to.channel)[0] === row;
  }

  /** Rows that have this channel at either end. */
  touching(channel: string): Rows {
    this.#touching ??= groupByEnds(this.#rows);
    return this.#touching.get(channel) ?? NONE;
  }

  /** Whether a row of this `dst` reaches a company, which is asked of each row once. */
  reaches(dst: string, company: string, isReaching: (row: Row) => boolean): boolean {
    const name = `${dst}\0${company}`;
    this.#reached ??= new Map();
    const known = this.#reached.get(name);
    if (known !== undefined) return known;
    this.#dst ??= groupBy(this.#rows, (row) => row.cdr.dst);
    const isReached = (this.#dst.get(dst) ?? NONE).some(isReaching);
    this.#reached.set(name, isReached);
    return isReached;
  }

  /** Rows by which a phone that is known dialled this channel. */
  fromPhones(channel: string): Rows {
    this.#fromPhones ??= groupBy(
      this.#rows.filter(({ from }) => from.device !== undefined),
      (row) => row.to.channel,
    );
    return this.#fromPhones.get(channel) ?? NONE;
  }

  /** Rows that a phone that is known took, once rows are judged. */
  get taken(): Rows {
    this.#taken ??= this.#rows.filter(({ answered, to }) => answered && to.device !== undefined);
    return this.#taken;
  }

  /** Those of them whose first channel this is. */
  takenFrom(channel: string): Rows {
    this.#takenFrom ??= groupBy(this.taken, (row) => row.from.channel);
    return this.#takenFrom.get(channel) ?? NONE;
  }

  /** Rows of this first channel that somebody took, known or not, once rows are judged. */
  answeredFrom(channel: string): Rows {
    this.#answeredFrom ??= groupBy(
      this.#rows.filter(({ answered, to }) => answered && to.channel !== ''),
      (row) => row.from.channel,
    );
    return this.#answeredFrom.get(channel) ?? NONE;
  }

  /** When the last row of a first channel to a `dst` starts. */
  latestStart(channel: string, dst: string): number {
    if (this.#latest === undefined) {
      this.#latest = new Map();
      for (const { cdr } of this.#rows) this.#latest.set(`${cdr.channel}\0${cdr.dst}`, cdr.startAt);
    }
    return this.#latest.get(`${channel}\0${dst}`) ?? Number.NEGATIVE_INFINITY;
  }

  /** Notes that the row was judged to leave. */
  addLeaving({ to }: Row): void {
    this.#left ??= new Set();
    this.#left.add(to.channel);
  }

  /** Whether a row that was noted so far has this channel as its second one. */
  hasLeft(channel: string): boolean {
    return this.#left?.has(channel) === true;
  }

  /** The channel for which the row's phones were rung: behind a Local pair, the one that dialled its first half. */
  callingChannel({ from }: Row): string {
    this.#callers ??= new Map();
    const known = this.#callers.get(from.channel);
    if (known !== undefined) return known;
    let { channel } = from;
    for (let depth = 0; depth < this.#rows.length; depth++) {
      const half = firstHalf(channel);
      const dialling = half === '' ? undefined : this.to(half)[0];
      if (dialling === undefined) break;
      channel = dialling.from.channel;
    }
    this.#callers.set(from.channel, channel);
    return channel;
  }
}

function groupByEnds(rows: Rows): RowsByText {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const { from, to } = row;
    for (const channel of from.channel === to.channel ? [from.channel] : [from.channel, to.channel]) {
      const group = groups.get(channel);
      if (group === undefined) groups.set(channel, [row]);
      else group.push(row);
    }
  }
  return groups;
}

/** Where the last of these rows stands that is before the given one; -1 where none is. */
export function lastBefore(rows: Rows, { place }: Row): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.place ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
