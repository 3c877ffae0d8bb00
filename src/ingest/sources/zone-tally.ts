import { zoneOffsetSeconds } from '../../core/zone.ts';
import { epochOfUniqueid } from './cdr-times.ts';

const QUARTER_SECONDS = 900;
const SLACK_SECONDS = 60;
/** No two zones differ by more: UTC-12 to UTC+14. */
const WIDEST_SECONDS = 26 * 3600;
/** Rows late in a long call stand a quarter hour after their uniqueid by chance, but never a tenth of all rows. */
const TELLING_SHARE = 0.1;
/** Fewer records than this may all be rows of one long call. */
const FEWEST_TELLING = 5;

/**
 * Counts records whose uniqueid, which carries UTC whatever the clocks showed, disagrees with their start by whole
 * quarter hours: a file does not say which zone its times are in, and a wrong guess moves every call by an hour.
 */
export class ZoneTally {
  readonly #zone: string;
  readonly #shifts = new Map<number, number>();
  #compared = 0;
  #fitting = 0;
  #writtenInUtc = 0;

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Records whose uniqueid carries an instant. */
  get compared(): number {
    return this.#compared;
  }

  /** Records that start when their uniqueids say that their channels began. */
  get fitting(): number {
    return this.#fitting;
  }

  /** Records whose start is off by whole quarter hours. */
  get shifted(): number {
    let sum = 0;
    for (const count of this.#shifts.values()) sum += count;
    return sum;
  }

  add(record: { readonly startAt: number; readonly uniqueid: string }): void {
    const epoch = epochOfUniqueid(record.uniqueid);
    if (epoch === null) return;
    this.#compared += 1;
    const difference = record.startAt - epoch;
    const shift = Math.round(difference / QUARTER_SECONDS) * QUARTER_SECONDS;
    if (Math.abs(difference - shift) > SLACK_SECONDS || Math.abs(shift) > WIDEST_SECONDS) return;
    if (shift === 0) {
      this.#fitting += 1;
      return;
    }
    this.#shifts.set(shift, (this.#shifts.get(shift) ?? 0) + 1);
    if (shift + zoneOffsetSeconds(this.#zone, record.startAt) === 0) this.#writtenInUtc += 1;
  }

  /**
   * The whole quarter hours, in words, by which enough records are off while not one fits; null otherwise. The first
   * row of every call fits the right zone, and the later ones are off by any number of seconds.
   */
  contradiction(): string | null {
    const isTold = this.#compared >= FEWEST_TELLING && this.#fitting === 0;
    return isTold && this.shifted * 2 > this.#compared ? describeShift(this.#mostCommon()[0]) : null;
  }

  /** How the clocks that wrote the records differed from this zone's, in words: `5 h 30 min ahead of UTC`. */
  describeClocks(): string {
    const [shift] = this.#mostCommon();
    return `${showShift(shift)} ${shift > 0 ? 'ahead of' : 'behind'} ${this.#zone}`;
  }

  /** A sentence for whoever imports, or null where the times agree with the uniqueids. */
  warning(): string | null {
    const [shift, count] = this.#mostCommon();
    if (count === 0 || count < this.#compared * TELLING_SHARE) return null;
    const fix =
      this.#writtenInUtc * 2 > this.shifted
        ? 'did you mean --zone UTC?'
        : "give the PBX's own zone with --zone.";
    return `${count} of ${this.#compared} records start ${describeShift(shift)} their uniqueids, read as times in ${this.#zone}: ${fix}`;
  }

  #mostCommon(): readonly [shift: number, count: number] {
    return [...this.#shifts].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0]);
  }
}

function describeShift(shift: number): string {
  return `${showShift(shift)} ${shift > 0 ? 'after' : 'before'}`;
}

function showShift(shift: number): string {
  const minutes = Math.abs(shift) / 60;
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : '']
    .filter(Boolean)
    .join(' ');
}
