import type { JourneyKind, JourneyStep, Party } from '../../core/journey.ts';
import type { SelfWriting } from '../../core/self-writing.ts';
import { writeAscii, writeInteger, writeQuoted } from '../../core/write-ascii.ts';

/**
 * The steps of a journey as they are kept: who takes part, and what happened, whose parties are numbers of the list
 * before, `other` -1 where there is none. A party may be listed twice.
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
  acctid: number,
];
type KeptSteps = readonly [readonly KeptParty[], readonly KeptStep[]];

/** What a step takes at most beside its texts, and what a party does. */
const STEP_BYTES = 96;
const PARTY_BYTES = 48;

/**
 * A journey as the text that is kept of it: the same steps give the same text. One is written for every record that arrives,
 * so that it writes itself, as `toString` would have it.
 */
export class JourneyText implements SelfWriting {
  readonly #steps: readonly JourneyStep[];
  readonly #parties: Party[] = [];
  /** For each step its parties, by their numbers. */
  readonly #numbers: number[] = [];
  readonly mostBytes: number;

  constructor(steps: readonly JourneyStep[]) {
    this.#steps = steps;
    let most = 8;
    for (const { who, other, how } of steps) {
      this.#numbers.push(this.#numberOf(who), other === null ? -1 : this.#numberOf(other));
      most += STEP_BYTES + how.length * 2;
    }
    for (const { id, number, name, company, trunk } of this.#parties)
      most += PARTY_BYTES + (id.length + number.length + name.length + company.length + trunk.length) * 2;
    this.mostBytes = most;
  }

  write(bytes: Uint8Array, start: number): number {
    let end = writeAscii('[[', bytes, start);
    for (const party of this.#parties) {
      if (end > start + 2) end = writeAscii(',', bytes, end);
      end = writeParty(party, bytes, end);
      if (end < 0) return -1;
    }
    end = writeAscii('],[', bytes, end);
    for (const [at, step] of this.#steps.entries()) {
      if (at > 0) end = writeAscii(',', bytes, end);
      end = writeStep(step, this.#numbers[at * 2] ?? -1, this.#numbers[at * 2 + 1] ?? -1, bytes, end);
      if (end < 0) return -1;
    }
    return writeAscii(']]', bytes, end);
  }

  toString(): string {
    const parties = this.#parties.map(
      ({ kind, id, number, name, company, trunk }): KeptParty => [kind, id, number, name, company, trunk],
    );
    const steps = this.#steps.map(({ at, kind, seconds, how, acctid }, index): KeptStep => {
      const [who = -1, other = -1] = [this.#numbers[index * 2], this.#numbers[index * 2 + 1]];
      return [at, kind, who, other, seconds, how, acctid];
    });
    const kept: KeptSteps = [parties, steps];
    return JSON.stringify(kept);
  }

  #numberOf(party: Party): number {
    const parties = this.#parties;
    for (let at = parties.length - 1; at >= 0 && at >= parties.length - LOOK_BACK; at -= 1) {
      if (isSame(parties[at] as Party, party)) return at;
    }
    return parties.push(party) - 1;
  }
}

/** Among so many of the last parties one is looked for: the same few take part again and again. */
const LOOK_BACK = 8;

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

/** A step as JSON from `start` on, with its parties' numbers; -1 where it is no plain ASCII. */
function writeStep(
  { at, kind, seconds, how, acctid }: JourneyStep,
  who: number,
  other: number,
  bytes: Uint8Array,
  start: number,
): number {
  let end = writeInteger(at, bytes, writeAscii('[', bytes, start));
  end = writeAscii(kind, bytes, writeAscii(',"', bytes, end));
  end = writeInteger(who, bytes, writeAscii('",', bytes, end));
  end = writeInteger(other, bytes, writeNext(bytes, end));
  end = writeNext(bytes, end);
  end = seconds === null ? writeAscii('null', bytes, end) : writeInteger(seconds, bytes, end);
  end = writeText(how, bytes, writeNext(bytes, end));
  if (end < 0) return -1;
  return writeAscii(']', bytes, writeInteger(acctid, bytes, writeNext(bytes, end)));
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
  const [parties, steps] = JSON.parse(text) as KeptSteps;
  const read = parties.map(
    ([kind, id, number, name, company, trunk]): Party => ({ kind, id, number, name, company, trunk }),
  );
  const partyOf = (index: number) => read[index] as Party;
  return steps.map(([at, kind, who, other, seconds, how, acctid]) => ({
    ...{ at, kind, who: partyOf(who), other: other < 0 ? null : partyOf(other) },
    ...{ seconds, how, acctid },
  }));
}
