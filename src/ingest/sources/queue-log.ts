import type { QueueEvent } from '../../core/cdr.ts';
import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { chooseStart, epochOfUniqueid, readTime } from './cdr-times.ts';
import type { UnfinishedLine } from './csv-records.ts';
import { MAX_LINE_CHARACTERS, TextLines } from './text-lines.ts';

/** A queue event with its line as it stood in the file. */
export interface ReadQueueEvent {
  readonly line: number;
  readonly raw: string;
  readonly event: QueueEvent;
}

export interface QueueLogPart {
  readonly events: readonly ReadQueueEvent[];
  readonly rejects: readonly RejectedRecord[];
}

export interface QueueLogEnd extends QueueLogPart {
  /** A last line without line end, which may lack its last digits: to be read again when it is complete. */
  readonly unfinished: UnfinishedLine | null;
}

/** Stand in the place of a call id where Asterisk reports on itself or on its agents. */
const NO_CALL: ReadonlySet<string> = new Set(['NONE', 'MANAGER', 'REALTIME']);
const SHOWN_CHARACTERS = 1_000;

/**
 * Reads Asterisk's queue_log from bytes cut anywhere: `epoch|call id|queue|agent|event|arguments`, as `ast_queue_log` of
 * Asterisk's logger.c writes it (https://docs.asterisk.org, Queue Logs). Times may also be written as tables have them,
 * `YYYY-MM-DD HH:MM:SS.ffffff` in `zone`. Lines about no call are counted and left.
 */
export class QueueLogFile {
  readonly #zone: string;
  readonly #lines = new TextLines();
  #line = 1;
  #ignored = 0;

  constructor(zone: string) {
    if (!isZone(zone)) {
      const message = `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`;
      throw new RingledgerError('invalid-request', message);
    }
    this.#zone = zone;
  }

  /** Lines that concern no call (`QUEUESTART`, `CONFIGRELOAD`, agents who log in, …). */
  get ignored(): number {
    return this.#ignored;
  }

  /** Bytes of complete lines so far. */
  get completeBytes(): number {
    return this.#lines.completeBytes;
  }

  /** Takes the next bytes; returns the events they complete. */
  push(chunk: Uint8Array): QueueLogPart {
    return this.#read(
      this.#lines
        .push(chunk)
        .split(/\r\n|\r|\n/)
        .slice(0, -1),
    );
  }

  /** Tells that the bytes have ended; returns what was still held back. */
  end(): QueueLogEnd {
    const lines = this.#lines.end().split(/\r\n|\r|\n/);
    const raw = lines.pop() ?? '';
    const part = this.#read(lines);
    return { ...part, unfinished: isBlank(raw) ? null : { line: this.#line, raw } };
  }

  #read(lines: readonly string[]): QueueLogPart {
    const events: ReadQueueEvent[] = [];
    const rejects: RejectedRecord[] = [];
    for (const text of lines) {
      const line = this.#line;
      this.#line += 1;
      if (isBlank(text)) continue;
      const raw = text.replace(/^\0+/, '');
      const read = readQueueEvent(raw, this.#zone);
      if (read === null) this.#ignored += 1;
      else if ('reason' in read) rejects.push({ line, raw: showRaw(raw), ...read });
      else events.push({ line, raw, event: read });
    }
    return { events, rejects };
  }
}

/** Reads one line; null for a line that concerns no call. */
export function readQueueEvent(raw: string, zone: string): QueueEvent | Rejection | null {
  if (raw.length > MAX_LINE_CHARACTERS) return rejectFor('too-long', MAX_LINE_CHARACTERS);
  if (raw.includes('\0')) return rejectFor('not-text');
  const fields = raw.split('|');
  if (fields.length < 5) {
    return rejectFor(
      'wrong-column-count',
      fields.length,
      '5 or more',
      'write epoch|call id|queue|agent|event',
    );
  }
  const [time = '', callid = '', queue = '', agent = '', event = '', ...args] = fields;
  const read = readTime(time, zone);
  if (read === null) return rejectFor('bad-time', 'time', time);
  if (callid === '') return rejectFor('missing-callid');
  if (event === '') return rejectFor('missing-event');
  if (NO_CALL.has(callid)) return null;
  const at = chooseStart(read, epochOfUniqueid(callid), null, 0);
  return { at, callid, queue, agent, event, args: args.length === 1 && args[0] === '' ? [] : args };
}

function isBlank(text: string): boolean {
  return !/[^\0- ]/.test(text);
}

function showRaw(raw: string): string {
  return raw
    .slice(0, raw.length > MAX_LINE_CHARACTERS ? SHOWN_CHARACTERS : raw.length)
    .replaceAll('\0', '\u2400');
}
