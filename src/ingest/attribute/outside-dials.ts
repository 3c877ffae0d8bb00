import type { Dial } from './find-dials.ts';
import { endedAt, type Row } from './read-rows.ts';

/** An outside dial, and what of its rows says whether a further one is of it. */
interface Known {
  readonly dial: Dial;
  /** Which of the dials it is, counted from 0. */
  readonly place: number;
  /** Second channels of its answered rows. */
  readonly answeredOn: Set<string>;
  /** When the first of its answered rows ended; infinite without one. */
  firstEnd: number;
}

/** The dials from one channel, and how many of them are over for good: rows come in order of time. */
interface OfCaller {
  readonly dials: Known[];
  over: number;
}

/**
 * The outside dials of a call, to which its rows come in order. A second row of the same outside channel tells of the same
 * call (after an attended transfer); so does another try from the same channel, by another trunk. Neither when both were
 * answered, on channels of their own: each answer costs money.
 */
export class OutsideDials {
  readonly #byChannel = new Map<string, Known[]>();
  readonly #byCaller = new Map<string, OfCaller>();
  #count = 0;

  /** Adds a row that leaves to the first dial to which it belongs; false where it is of none. */
  extend(row: Row): boolean {
    const known = this.#find(row);
    if (known === undefined) return false;
    known.dial.rows.push(row);
    this.#note(row, known);
    return true;
  }

  /** Keeps a dial that its first row begins. */
  begin(dial: Dial, row: Row): void {
    const known = {
      dial,
      place: this.#count,
      answeredOn: new Set<string>(),
      firstEnd: Number.POSITIVE_INFINITY,
    };
    this.#count += 1;
    const own = this.#byCaller.get(row.from.channel);
    if (own === undefined) this.#byCaller.set(row.from.channel, { dials: [known], over: 0 });
    else own.dials.push(known);
    this.#note(row, known);
  }

  #note(row: Row, known: Known): void {
    if (row.answered) {
      known.answeredOn.add(row.to.channel);
      known.firstEnd = Math.min(known.firstEnd, endedAt(row.cdr));
    }
    const sharing = this.#byChannel.get(row.to.channel);
    if (sharing === undefined) this.#byChannel.set(row.to.channel, [known]);
    else if (!sharing.includes(known)) sharing.push(known);
  }

  #find(row: Row): Known | undefined {
    let found = this.#findAnotherTry(row);
    for (const known of this.#byChannel.get(row.to.channel) ?? []) {
      if (row.answered && isAnsweredElsewhere(known, row)) continue;
      if (found === undefined || known.place < found.place) found = known;
    }
    return found;
  }

  /** The first dial from the row's channel that is not over; for an answered row the one that nobody answered, of which there is one at most. */
  #findAnotherTry(row: Row): Known | undefined {
    const own = this.#byCaller.get(row.from.channel);
    if (own === undefined) return undefined;
    if (row.answered) {
      const last = own.dials.at(-1);
      return last?.answeredOn.size === 0 ? last : undefined;
    }
    while ((own.dials[own.over]?.firstEnd ?? Number.POSITIVE_INFINITY) <= row.cdr.startAt) own.over += 1;
    return own.dials[own.over];
  }
}

function isAnsweredElsewhere({ answeredOn }: Known, { to }: Row): boolean {
  return answeredOn.size > (answeredOn.has(to.channel) ? 1 : 0);
}
