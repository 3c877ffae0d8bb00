import { type AnswerFormat, type CallStore, readRows } from './call-store.ts';
import { writeRow } from './tab-separated.ts';

/** A record that could not be read, with its text. */
export interface RejectRow {
  readonly source: string;
  readonly line: number;
  /** Hash of the text: the same bad line read again is the same reject. */
  readonly identity: number;
  /** What it was read as: `asterisk-cdr`, `asterisk-queue-log`. */
  readonly kind: string;
  readonly reason: string;
  readonly message: string;
  readonly raw: string;
  readonly rejectedAt: number;
}

const COLUMNS = ['source', 'line', 'identity', 'kind', 'reason', 'message', 'raw', 'rejected_at'];

/** Appends rejects; resolves when they are durable. */
export async function insertRejects(store: CallStore, rows: readonly RejectRow[]): Promise<void> {
  const text = rows.map((row) =>
    writeRow([
      row.source,
      row.line,
      row.identity,
      row.kind,
      row.reason,
      row.message,
      row.raw,
      row.rejectedAt,
    ]),
  );
  if (text.length > 0) await store.insert('reject', COLUMNS, Buffer.from(text.join('')));
}

/** How many rejects there are. */
export async function countRejects(store: CallStore): Promise<number> {
  const [row] = await readRows<[number]>(
    store,
    'SELECT count() FROM reject FINAL SETTINGS output_format_json_quote_64bit_integers = 0',
  );
  return row?.[0] ?? 0;
}

/** Rejects as JSON lines, in order of source and line, streamed by the engine. */
export function streamRejects(store: CallStore): AsyncIterable<Uint8Array> {
  const format: AnswerFormat = 'TSVRaw';
  return store.stream(
    `SELECT toJSONString(CAST(tuple(source, line, kind, reason, message, raw, formatDateTime(rejected_at, '%FT%TZ')),
       'Tuple(source String, line UInt32, kind String, reason String, message String, raw String, rejectedAt String)'))
     FROM reject FINAL ORDER BY source, line, identity`,
    {},
    format,
  );
}
