import { RingledgerError } from '../core/errors.ts';

/**
 * Lets password checks through at a bearable rate. Each costs 32 MiB and tens of milliseconds of a thread, so:
 * - two run at once, leaving threads for everything else; 64 may wait, and one beyond that is told to try again;
 * - the same credential asked several times at once is checked once;
 * - for one user name they run one after another, 16 waiting at most, and from the third failure in a row on each
 *   waits first: a quarter of a second, doubled each time, 2 seconds at most. A right password ends that, and so does
 *   a quarter of an hour without a failure. Waiting instead of refusing lets the owner in while somebody guesses.
 */
export interface PasswordGate {
  /** Runs `check`, which gives undefined for a wrong password. Refuses with `retry` when too many wait. */
  examine<T>(name: string, fingerprint: string, check: () => Promise<T | undefined>): Promise<T | undefined>;
}

export interface GateEffects {
  /** Epoch seconds. */
  readonly now: () => number;
  readonly pause: (seconds: number) => Promise<void>;
}

const AT_ONCE = 2;
const WAITING_AT_MOST = 64;
const WAITING_PER_NAME = 16;
const FREE_FAILURES = 3;
const FIRST_PAUSE_SECONDS = 0.25;
const LONGEST_PAUSE_SECONDS = 2;
const FORGIVEN_AFTER_SECONDS = 900;
const NAMES_AT_MOST = 10_000;

interface NameRecord {
  failures: number;
  failedAt: number;
  waiting: number;
  tail: Promise<unknown>;
}

export function createPasswordGate({ now, pause }: GateEffects): PasswordGate {
  const names = new Map<string, NameRecord>();
  const running = new Map<string, Promise<unknown>>();
  const limit = createLimit();

  async function examineInTurn<T>(record: NameRecord, check: () => Promise<T | undefined>) {
    const seconds = pauseSeconds(record, now());
    if (seconds > 0) await pause(seconds);
    const result = await limit(check);
    const at = now();
    record.failures = result === undefined ? recentFailures(record, at) + 1 : 0;
    record.failedAt = at;
    return result;
  }

  return {
    async examine<T>(name: string, fingerprint: string, check: () => Promise<T | undefined>) {
      const same = running.get(fingerprint) as Promise<T | undefined> | undefined;
      if (same !== undefined) return same;
      const record = recordOf(names, name);
      if (record.waiting >= WAITING_PER_NAME) {
        throw tooMany(`Too many different passwords for "${name}" are being checked`);
      }
      record.waiting++;
      const mine = record.tail.then(() => examineInTurn(record, check));
      record.tail = mine.catch(() => undefined);
      running.set(fingerprint, mine);
      try {
        return await mine;
      } finally {
        running.delete(fingerprint);
        record.waiting--;
        if (record.waiting === 0 && record.failures === 0) names.delete(name);
      }
    },
  };
}

function pauseSeconds(record: NameRecord, at: number): number {
  const failures = recentFailures(record, at);
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (failures - FREE_FAILURES));
}

function recentFailures(record: NameRecord, at: number): number {
  return at - record.failedAt > FORGIVEN_AFTER_SECONDS ? 0 : record.failures;
}

/** The record of a name; the oldest name nobody waits for makes room. */
function recordOf(names: Map<string, NameRecord>, name: string): NameRecord {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= NAMES_AT_MOST) {
    for (const [other, record] of names) {
      if (record.waiting > 0) continue;
      names.delete(other);
      break;
    }
  }
  const fresh: NameRecord = { failures: 0, failedAt: 0, waiting: 0, tail: Promise.resolve() };
  names.set(name, fresh);
  return fresh;
}

/** Runs two at once, the others in order of asking. */
function createLimit(): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = AT_ONCE;
  return async (run) => {
    if (free > 0) free--;
    else if (waiting.length < WAITING_AT_MOST) await new Promise<void>((resolve) => waiting.push(resolve));
    else throw tooMany('Too many passwords are being checked');
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

function tooMany(what: string): RingledgerError {
  return new RingledgerError('retry', `${what}: please try again in a few seconds.`);
}
