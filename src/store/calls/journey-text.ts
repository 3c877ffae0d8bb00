import type { JourneyKind, JourneyStep, Party } from '../../core/journey.ts';
import type { SelfWriting } from '../../core/self-writing.ts';
import { writeAscii, writeInteger, writeQuoted } from '../../core/write-ascii.ts';

/**
 * The steps of a journey as they are kept: when the first of them was, who takes part, the accounting ids of legs, and what
 * happened. Of a step `at` counts from the first, and its parties and its leg are numbers of the lists before, `other` -1
 * where there is none. A party may be listed twice.
 */
type KeptParty = readonly [
  Party['kind'],
  id: string,
  number: string,
  name: string,
  company: string,
  trunk: string,
];
type KeptStep = readonly [
  at: number,
  kind: JourneyKind,
  who: number,
  other: number,
  seconds: number | null,
  how: string,
  leg: number,
];
type KeptSteps = readonly [
  at: number,
  parties: readonly KeptParty[],
  acctids: readonly number[],
  steps: readonly KeptStep[],
];

/** What a step takes at most beside its texts, its leg's accounting id among it, and what a party does. */
const STEP_BYTES = 112;
const PARTY_BYTES = 48;

/**
 * A journey as the text that is kept of it: the same steps give the same text. One is written for every record that arrives,
 * so that it writes itself, as `toString` would have it, and makes nothing that is to be cleared.
 */
export class JourneyText implements SelfWriting {
  readonly #steps: readonly JourneyStep[];
  readonly #begin: number;
  readonly mostBytes: number;

  constructor(steps: readonly JourneyStep[]) {
    this.#steps = steps;
    this.#begin = steps[0]?.at ?? 0;
    let most = 32;
    for (const { who, other, how } of steps)
      most += STEP_BYTES + how.length * 2 + sizeOf(who) + (other === null ? 0 : sizeOf(other));
    this.mostBytes = most;
  }

  write(bytes: Uint8Array, start: number): number {
    LISTS.of(this.#steps);
    let end = writeInteger(this.#begin, bytes, writeAscii('[', bytes, start));
    end = writeAscii(',[', bytes, end);
    for (let at = 0; at < LISTS.parties; at += 1) {
      if (at > 0) end = writeAscii(',', bytes, end);
      end = writeParty(LISTS.party(at), bytes, end);
      if (end < 0) return -1;
    }
    end = writeAscii('],[', bytes, end);
    for (let at = 0; at < LISTS.legs; at += 1) {
      if (at > 0) end = writeAscii(',', bytes, end);
      end = writeInteger(LISTS.acctid(at), bytes, end);
    }
    end = writeAscii('],[', bytes, end);
    for (let at = 0; at < this.#steps.length; at += 1) {
      if (at > 0) end = writeAscii(',', bytes, end);
      end = this.#writeStep(at, bytes, end);
      if (end < 0) return -1;
    }
    return writeAscii(']]', bytes, end);
  }

  toString(): string {
    LISTS.of(this.#steps);
    const parties = Array.from({ length: LISTS.parties }, (_, at): KeptParty => {
      const { kind, id, number, name, company, trunk } = LISTS.party(at);
      return [kind, id, number, name, company, trunk];
    });
    const acctids = Array.from({ length: LISTS.legs }, (_, at) => LISTS.acctid(at));
    const steps = this.#steps.map(({ at, kind, seconds, how }, index): KeptStep => {
      const [who, other, leg] = [LISTS.who(index), LISTS.other(index), LISTS.leg(index)];
      return [at - this.#begin, kind, who, other, seconds, how, leg];
    });
    const kept: KeptSteps = [this.#begin, parties, acctids, steps];
    return JSON.stringify(kept);
  }

  /** A step as JSON from `start` on; -1 where it is no plain ASCII. */
  #writeStep(index: number, bytes: Uint8Array, start: number): number {
    const { at, kind, seconds, how } = this.#steps[index] as JourneyStep;
    let end = writeInteger(at - this.#begin, bytes, writeAscii('[', bytes, start));
    end = writeAscii(kind, bytes, writeAscii(',"', bytes, end));
    end = writeInteger(LISTS.who(index), bytes, writeAscii('",', bytes, end));
    end = writeInteger(LISTS.other(index), bytes, writeNext(bytes, end));
    end = writeNext(bytes, end);
    end = seconds === null ? writeAscii('null', bytes, end) : writeInteger(seconds, bytes, end);
    end = writeText(how, bytes, writeNext(bytes, end));
    if (end < 0) return -1;
    return writeAscii(']', bytes, writeInteger(LISTS.leg(index), bytes, writeNext(bytes, end)));
  }
}

/** What the texts of a party take at most. */
function sizeOf({ id, number, name, company, trunk }: Party): number {
  return PARTY_BYTES + (id.length + number.length + name.length + company.length + trunk.length) * 2;
}

/** Parties and legs of the journey that is being written, and for each step their numbers: one for all, used again. */
class Lists {
  parties = 0;
  legs = 0;
  readonly #parties: Party[] = [];
  readonly #acctids: number[] = [];
  readonly #numbers: number[] = [];

  /** Lists those of these steps, in the place of any before. */
  of(steps: readonly JourneyStep[]): void {
    this.parties = 0;
    this.legs = 0;
    let at = 0;
    for (const { who, other, acctid } of steps) {
      this.#numbers[at] = this.#numberOf(who);
      this.#numbers[at + 1] = other === null ? -1 : this.#numberOf(other);
      this.#numbers[at + 2] = this.#legOf(acctid);
      at += 3;
    }
  }

  party(at: number): Party {
    return this.#parties[at] as Party;
  }

  acctid(at: number): number {
    return this.#acctids[at] ?? 0;
  }

  who(step: number): number {
    return this.#numbers[step * 3] ?? -1;
  }

  other(step: number): number {
    return this.#numbers[step * 3 + 1] ?? -1;
  }

  leg(step: number): number {
    return this.#numbers[step * 3 + 2] ?? -1;
  }

  #numberOf(party: Party): number {
    for (let at = this.parties - 1; at >= 0 && at >= this.parties - LOOK_BACK; at -= 1) {
      if (isSame(this.party(at), party)) return at;
    }
    this.#parties[this.parties] = party;
    this.parties += 1;
    return this.parties - 1;
  }

  #legOf(acctid: number): number {
    for (let at = this.legs - 1; at >= 0 && at >= this.legs - LOOK_BACK; at -= 1) {
      if (this.#acctids[at] === acctid) return at;
    }
    this.#acctids[this.legs] = acctid;
    this.legs += 1;
    return this.legs - 1;
  }
}

/** Among so many of the last parties, and of legs, one is looked for: the same few come again and again. */
const LOOK_BACK = 8;

const LISTS = new Lists();

function isSame(one: Party, other: Party): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      one.id === other.id &&
      one.number === other.number &&
      one.name === other.name &&
      one.company === other.company &&
      one.trunk === other.trunk)
  );
}

/** A party as JSON from `start` on; -1 where it is no plain ASCII. */
function writeParty(party: Party, bytes: Uint8Array, start: number): number {
  let end = writeAscii('["', bytes, start);
  end = writeAscii(party.kind, bytes, end);
  end = writeText(party.id, bytes, writeAscii('",', bytes, end));
  end = writeText(party.number, bytes, writeNext(bytes, end));
  end = writeText(party.name, bytes, writeNext(bytes, end));
  end = writeText(party.company, bytes, writeNext(bytes, end));
  end = writeText(party.trunk, bytes, writeNext(bytes, end));
  return end < 0 ? -1 : writeAscii(']', bytes, end);
}

/** A comma, where nothing before was no plain ASCII. */
function writeNext(bytes: Uint8Array, at: number): number {
  return at < 0 ? -1 : writeAscii(',', bytes, at);
}

function writeText(text: string, bytes: Uint8Array, at: number): number {
  return at < 0 ? -1 : writeQuoted(text, 0, text.length, bytes, at);
}

/** The steps of a kept text. */
export function parseJourney(text: string): readonly JourneyStep[] {
  const [begin, parties, acctids, steps] = JSON.parse(text) as KeptSteps;
  const read = parties.map(
    ([kind, id, number, name, company, trunk]): Party => ({ kind, id, number, name, company, trunk }),
  );
  const partyOf = (index: number) => read[index] as Party;
  return steps.map(([at, kind, who, other, seconds, how, leg]) => ({
    ...{ at: begin + at, kind, who: partyOf(who), other: other < 0 ? null : partyOf(other) },
    ...{ seconds, how, acctid: acctids[leg] ?? 0 },
  }));
}
