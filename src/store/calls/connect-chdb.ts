import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drainPending, Session } from 'chdb';
import {
  type AnswerFormat,
  type CallStore,
  type Columns,
  INSERT_SETTINGS,
  type QueryParameters,
  type RowFormat,
  SESSION_SETTINGS,
} from './call-store.ts';

const DATABASE = 'ringledger';
const INSERT_SETTINGS_TEXT = Object.entries(INSERT_SETTINGS)
  .map(([name, value]) => `${name} = ${value}`)
  .join(', ');

/**
 * ClickHouse inside this process, its data in `folder`. A session carries one query at a time, so the store keeps as
 * many as are wanted at once; they share one engine. One process owns a folder.
 */
export async function connectChdb(folder: string): Promise<CallStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  const idle: Session[] = [];
  let busy = 0;
  let closing = false;
  let onIdle: (() => void) | undefined;

  async function open(): Promise<Session> {
    const session = new Session(folder);
    try {
      await session.queryAsync(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
      await session.queryAsync(`USE ${DATABASE}`);
      for (const [name, value] of Object.entries(SESSION_SETTINGS))
        await session.queryAsync(`SET ${name} = ${value}`);
      return session;
    } catch (error) {
      // One that nobody has would keep the engine in this folder for ever.
      session.close();
      throw error;
    }
  }

  async function acquire(): Promise<Session> {
    if (closing) throw new Error('the call store is closing');
    busy += 1;
    try {
      return idle.pop() ?? (await open());
    } catch (error) {
      leave();
      throw error;
    }
  }

  function release(session: Session): void {
    idle.push(session);
    leave();
  }

  function leave(): void {
    busy -= 1;
    if (busy === 0) onIdle?.();
  }

  async function* stream(
    sql: string,
    parameters: QueryParameters,
    format: AnswerFormat,
  ): AsyncIterable<Uint8Array> {
    const session = await acquire();
    try {
      for await (const chunk of session.queryStreamBind(sql, parameters, { format })) {
        if (chunk.numBytes > 0) yield chunk.raw();
      }
    } finally {
      release(session);
    }
  }

  async function read(sql: string, parameters: QueryParameters, format: AnswerFormat): Promise<Buffer> {
    const session = await acquire();
    try {
      const answer = await session.queryBindAsync(sql, parameters, { format });
      const bytes = answer.bytes();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    } finally {
      release(session);
    }
  }

  /** Through a file, as the engine takes binary rows from no other place inside this process. */
  async function insert(
    table: string,
    columns: Columns,
    rows: Buffer,
    format: RowFormat = 'RowBinary',
  ): Promise<void> {
    const file = join(incoming, `${randomUUID()}.rows`);
    await writeFile(file, rows, { mode: 0o600 });
    const names = Object.keys(columns).join(', ');
    const structure = Object.entries(columns)
      .map((column) => column.join(' '))
      .join(', ');
    try {
      await command(
        `INSERT INTO ${table} (${names}) SELECT ${names} FROM file({file:String}, ${format}, {structure:String})
         SETTINGS ${INSERT_SETTINGS_TEXT}`,
        { file, structure },
      );
    } finally {
      await rm(file, { force: true });
    }
  }

  async function command(sql: string, parameters: QueryParameters = {}): Promise<void> {
    const session = await acquire();
    try {
      await session.queryBindAsync(sql, parameters);
    } finally {
      release(session);
    }
  }

  async function close(): Promise<void> {
    closing = true;
    if (busy > 0) {
      await new Promise<void>((resolve) => {
        onIdle = resolve;
      });
    }
    for (const session of idle.splice(0)) session.close();
    await drainPending();
  }

  release(await acquire());
  return { stream, read, insert, command, close };
}
