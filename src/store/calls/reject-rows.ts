import { type CallStore, insertRows } from './call-store.ts';
import { RowWriter } from './row-binary.ts';

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
  /** How it was read, as `CdrRow.format`; empty where that is not known. */
  readonly format: string;
}

const COLUMNS = {
  source: 'String',
  line: 'UInt32',
  identity: 'UInt64',
  kind: 'String',
  reason: 'String',
  message: 'String',
  raw: 'String',
  rejected_at: 'DateTime',
  format: 'String',
};

/** Of the table `reject`: its text has not become a record. */
export const IS_OPEN = '(source, line, identity) NOT IN (SELECT source, line, identity FROM reject_settled)';

/** Appends rejects; resolves when they are durable. */
export async function insertRejects(store: CallStore, rows: readonly RejectRow[]): Promise<void> {
  const writer = new RowWriter();
  for (const row of rows) {
    writer.text(row.source).uint32(row.line).int64(row.identity).text(row.kind).text(row.reason);
    writer.text(row.message).text(row.raw).uint32(row.rejectedAt).text(row.format);
  }
  await insertRows(store, 'reject', COLUMNS, writer);
}

/** Rejects whose text has not become a record since, as JSON lines, in order of source and line, streamed by the engine. */
export function streamRejects(store: CallStore): AsyncIterable<Uint8Array> {
  return store.stream(
    `SELECT toJSONString(CAST(tuple(source, line, kind, reason, message, raw, formatDateTime(rejected_at, '%FT%TZ')),
       'Tuple(source String, line UInt32, kind String, reason String, message String, raw String, rejectedAt String)'))
     FROM reject FINAL WHERE ${IS_OPEN} ORDER BY source, line, identity`,
    {},
    'TSVRaw',
  );
}

/** What makes a reject the same one. */
export type RejectKey = Pick<RejectRow, 'source' | 'line' | 'identity'>;

/** Notes that these rejects' texts are records now; resolves when that is durable. */
export async function settleRejects(
  store: CallStore,
  keys: readonly RejectKey[],
  by: { readonly at: number; readonly login: string },
): Promise<void> {
  const writer = new RowWriter();
  for (const { source, line, identity } of keys) {
    writer.text(source).uint32(line).int64(identity).uint32(by.at).text(by.login);
  }
  const columns = {
    ...{ source: 'String', line: 'UInt32', identity: 'UInt64' },
    ...{ settled_at: 'DateTime', settled_by: 'String' },
  };
  await insertRows(store, 'reject_settled', columns, writer);
}
