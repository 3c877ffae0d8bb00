import { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { RingledgerError } from '../../core/errors.ts';
import {
  type AnswerFormat,
  type CallStore,
  type Columns,
  INSERT_SETTINGS,
  type QueryParameters,
  type RowFormat,
  SESSION_SETTINGS,
} from './call-store.ts';
import { writeLongValues } from './long-values.ts';

const DATABASE = 'ringledger';

/**
 * A ClickHouse server, `http(s)://user:password@host:port/database` (database `ringledger` unless named). Refuses
 * with `store-unavailable` when it does not answer.
 */
export async function connectClickhouse(url: string): Promise<CallStore> {
  const address = new URL(url);
  const database = address.pathname.replace(/^\//, '') || DATABASE;
  address.pathname = '';
  /** What goes wrong is thrown; a log of the driver's own would hold people's numbers. */
  const log = { level: ClickHouseLogLevel.OFF };
  const admin = createClient({ url: address, database: 'default', log });
  try {
    await admin.command({ query: `CREATE DATABASE IF NOT EXISTS \`${database.replaceAll('`', '')}\`` });
  } catch (error) {
    throw new RingledgerError(
      'store-unavailable',
      `RINGLEDGER_CLICKHOUSE_URL: the ClickHouse server at ${address.host} did not take a statement (${reason(error)}). Check the address, the user's rights and that the server runs.`,
    );
  } finally {
    await admin.close();
  }
  const client = createClient({
    url: address,
    database,
    clickhouse_settings: SESSION_SETTINGS,
    log,
    max_open_connections: 256,
  });

  async function* stream(
    sql: string,
    parameters: QueryParameters,
    format: AnswerFormat,
  ): AsyncIterable<Uint8Array> {
    const abort = new AbortController();
    const written = writeLongValues(sql, parameters);
    try {
      const answer = await client.exec({
        query: `${written.sql}\nFORMAT ${format}`,
        query_params: { ...written.parameters },
        abort_signal: abort.signal,
      });
      for await (const chunk of answer.stream) {
        refuseException(chunk as Buffer);
        yield chunk as Uint8Array;
      }
    } finally {
      abort.abort();
    }
  }

  async function read(sql: string, parameters: QueryParameters, format: AnswerFormat): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream(sql, parameters, format)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async function insert(
    table: string,
    columns: Columns,
    rows: Buffer,
    format: RowFormat = 'RowBinary',
  ): Promise<void> {
    const answer = await client.exec({
      query: `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) FORMAT ${format}`,
      values: Readable.from([rows], { objectMode: false }),
      clickhouse_settings: INSERT_SETTINGS,
    });
    for await (const chunk of answer.stream) refuseException(chunk as Buffer);
  }

  async function command(sql: string, parameters: QueryParameters = {}): Promise<void> {
    const written = writeLongValues(sql, parameters);
    await client.command({ query: written.sql, query_params: { ...written.parameters } });
  }

  return { stream, read, insert, command, close: () => client.close() };
}

const EXCEPTION_MARK = '\r\n__exception__\r\n';

/** A server that fails in the middle of an answer ends it with the exception's text, which is no part of the answer. */
function refuseException(chunk: Buffer): void {
  const at = chunk.indexOf(EXCEPTION_MARK);
  if (at >= 0) throw new Error(`the answer broke off: ${chunk.toString('utf8', at + EXCEPTION_MARK.length)}`);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]?.slice(0, 200) || error.name : String(error);
}
