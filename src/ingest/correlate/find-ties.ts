import { type CallNames, type NamedRecord, namesOf } from './call-names.ts';
import { ChannelHolders, type Holding } from './channel-holders.ts';
import { Unions } from './unions.ts';

/** Two call keys that a record proves to be of one call; `startAt` is when that record starts. */
export interface CallTie {
  readonly startAt: number;
  readonly callKey: number;
  readonly joinedKey: number;
}

/** What stands in the store of a record, enough to tell whether it has a channel in common with another. */
type Namesake = Omit<CallNames, 'uniqueidKey'>;

/** Start and duration are cut to whole seconds one by one: what follows at once may seem to follow a second later. */
const ROUNDING_SECONDS = 1;

/**
 * Finds which keys are of one call, record by record. Two keys are when a record has both (linkedid and uniqueid), or
 * when records of both have a channel at the same time, or one right after the other: names are given again when the
 * PBX is restarted. In what order records come changes nothing.
 */
export class TieFinder {
  readonly #unions: Unions;
  readonly #holders = new ChannelHolders();
  readonly #found: CallTie[] = [];

  /** `known` ties are not found again. */
  constructor(known: Unions) {
    this.#unions = known;
  }

  /** Ties that were not known. */
  get found(): readonly CallTie[] {
    return this.#found;
  }

  /** Channels, as hashes, of the records that were added. */
  get channels(): Pick<ChannelHolders, 'has'> {
    return this.#holders;
  }

  /** Takes a record whose own channels others may have, too. */
  add(record: CallNames): void {
    const { callKey, uniqueidKey, channel, dstchannel } = record;
    if (uniqueidKey !== callKey) this.#tie(record, uniqueidKey);
    if (channel !== 0) this.#hold(channel, record);
    if (dstchannel !== 0) this.#hold(dstchannel, record);
  }

  /** Takes a record from the store, of which only what ties it to those that were added is of interest. */
  meet(record: Namesake): void {
    if (record.channel !== 0) this.#tieHolders(record.channel, record);
    if (record.dstchannel !== 0) this.#tieHolders(record.dstchannel, record);
  }

  #hold(channel: number, holding: Holding): void {
    const { callKey } = holding;
    this.#tieHolders(channel, holding);
    // Thousands of tries of one call in a queue are one holding.
    const isMerged = this.#holders.some(channel, (other, index) => {
      if (other.callKey !== callKey || !touch(other, holding)) return false;
      const fromAt = Math.min(other.fromAt, holding.fromAt);
      this.#holders.replace(index, { callKey, fromAt, toAt: Math.max(other.toAt, holding.toAt) });
      return true;
    });
    if (!isMerged) this.#holders.add(channel, holding);
  }

  #tieHolders(channel: number, holding: Holding): void {
    this.#holders.some(channel, (other) => {
      this.#tieIfTouching(holding, other);
      return false;
    });
  }

  #tieIfTouching(one: Holding, other: Holding): void {
    if (other.callKey !== one.callKey && touch(other, one)) this.#tie(one, other.callKey);
  }

  #tie({ callKey, fromAt }: Holding, joinedKey: number): void {
    if (this.#unions.join(callKey, joinedKey)) this.#found.push({ startAt: fromAt, callKey, joinedKey });
  }
}

function touch(one: Holding, other: Holding): boolean {
  return one.fromAt <= other.toAt + ROUNDING_SECONDS && other.fromAt <= one.toAt + ROUNDING_SECONDS;
}

/** Which of these records are of one call: every record is in exactly one group, in whatever order they come. */
export function groupRecords<R extends NamedRecord>(records: readonly R[]): readonly (readonly R[])[] {
  const unions = new Unions();
  const finder = new TieFinder(unions);
  const names = records.map(namesOf);
  for (const one of names) finder.add(one);
  const groups = new Map<number, R[]>();
  for (const [index, record] of records.entries()) {
    const key = names[index]?.callKey ?? 0;
    const name = unions.of(key)?.[0] ?? key;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [record]);
    else group.push(record);
  }
  return [...groups.values()];
}
