import type { RecordFormat, RecordPart } from '../record-format.ts';
import { rejectFor } from '../reject-reason.ts';
import { SmdrFile } from '../sources/smdr-file.ts';
import { formOf, type SmdrReading } from './smdr-settings.ts';

/** Of a line without an end no more is kept than shows that it is no line. */
const MOST_UNFINISHED = 300_000;

/** Bytes of one connection as lines. */
export class SmdrConnection {
  readonly #file: SmdrFile;
  #at = 0;
  #seen = 0;
  #unfinished = Buffer.alloc(0);

  constructor(reading: SmdrReading) {
    this.#file = new SmdrFile(reading.format, () => formOf(reading, this.#at));
  }

  get format(): RecordFormat {
    return this.#file.format;
  }

  /** What has come of a line that is not whole yet. */
  get unfinished(): Buffer {
    return this.#unfinished;
  }

  take(chunk: Uint8Array, at: number): RecordPart {
    this.#at = at;
    const part = this.#file.push(chunk);
    const bytes = Buffer.concat([this.#unfinished, chunk]);
    this.#seen += chunk.length;
    const open = this.#seen - this.#file.settledBytes;
    this.#unfinished = Buffer.from(bytes.subarray(bytes.length - open)).subarray(0, MOST_UNFINISHED);
    return part;
  }

  /**
   * None of these PBXs sends the rest of a line by the next connection: it sends the whole line again, or nothing. So the
   * piece is kept as a reject, never as a call with half a number.
   */
  end(): RecordPart {
    const { records, rejects, unfinished } = this.#file.end();
    if (unfinished === null) return { records, rejects };
    const { raw } = unfinished;
    return { records, rejects: [...rejects, { line: 0, raw, ...rejectFor('cut-off') }] };
  }
}
