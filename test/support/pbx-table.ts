import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { makeCdr } from '../unit/attribute-samples.ts';
import { type CutProxy, startCutProxy } from './cut-proxy.ts';
import { stamp } from './database-feeds.ts';
import type { RunningMariadb } from './mariadb-server.ts';
import { FREEPBX_CDR, NUMBERED_CDR } from './pbx-tables.ts';
import { toTableRow } from './table-rows.ts';

/** How a table is read: by the time of a call's start, which is no order of arrival, or by the row's number. */
export type TableKind = 'by-time' | 'by-number';

const TABLES: Readonly<Record<TableKind, string>> = { 'by-time': FREEPBX_CDR, 'by-number': NUMBERED_CDR };
/** Tables may have each so many rows that are told from those of others. */
const ROWS_A_TABLE = 100_000;
const AGAIN_MS = 100;
const MOST_TRIES = 300;

/** The table of a PBX, in a database of its own, behind a network of its own. */
export class PbxTable {
  readonly name: string;
  /** Uniqueids of all rows that are in the table, or will be when `finish` resolves. */
  readonly written: string[] = [];
  readonly #server: RunningMariadb;
  readonly #proxy: CutProxy;
  readonly #number: number;
  readonly #columns: ReadonlySet<string>;
  readonly #held: Promise<void>[] = [];

  private constructor(number: number, kind: TableKind, server: RunningMariadb, proxy: CutProxy) {
    this.name = `pbx_${number}`;
    this.#number = number;
    this.#server = server;
    this.#proxy = proxy;
    this.#columns = new Set(TABLES[kind].match(/\w+(?= (?:varchar|int|datetime))/g));
  }

  /** Makes the table, and an account that may read it. `number` tells its rows from those of other tables. */
  static async open(number: number, kind: TableKind, server: RunningMariadb): Promise<PbxTable> {
    const table = new PbxTable(number, kind, server, await startCutProxy(server.port));
    await table.#speak(async (connection) => {
      await connection.query(`CREATE DATABASE ${table.name}`);
      await connection.query(`USE ${table.name}`);
      await connection.query(TABLES[kind]);
      await connection.query("CREATE USER IF NOT EXISTS reader@'%' IDENTIFIED BY 'read only'");
      await connection.query(`GRANT SELECT ON ${table.name}.cdr TO reader@'%'`);
    });
    return table;
  }

  /** The source that reads it. */
  get source(): object {
    const address = { host: '127.0.0.1', port: this.#proxy.port, database: this.name };
    return {
      ...{ name: this.name, kind: 'asterisk-mysql', secrets: { password: 'read only' } },
      settings: { ...address, user: 'reader', everySeconds: 1 },
    };
  }

  /** Adds rows that started at these instants; every third is of the call of the one before, where the table tells. */
  async insert(starts: readonly number[]): Promise<void> {
    await this.#commit(this.#makeRows(starts), 0);
  }

  /** The same in a transaction that ends after so long: others that began later end before. */
  hold(starts: readonly number[], forMs: number): void {
    const held = this.#commit(this.#makeRows(starts), forMs);
    held.catch(() => {});
    this.#held.push(held);
  }

  cut(): void {
    this.#proxy.cut();
  }

  /** Resolves when all rows are in the table. */
  async finish(): Promise<void> {
    await Promise.all(this.#held.splice(0));
  }

  /** Takes the table away, and the network. */
  async close(): Promise<void> {
    await this.#proxy.close();
    await this.#speak((connection) => connection.query(`DROP DATABASE ${this.name}`));
  }

  #makeRows(starts: readonly number[]): readonly Readonly<Record<string, unknown>>[] {
    return starts.map((startAt) => {
      const serial = this.written.length;
      const uniqueid = `${startAt}.${this.#number * ROWS_A_TABLE + serial}`;
      const linkedid = serial % 3 === 2 ? (this.written.at(-1) ?? uniqueid) : uniqueid;
      this.written.push(uniqueid);
      // Channels of its own: rows that share one are of one call where no linkedid says otherwise.
      const channel = `SIP/0500000004000-${(this.#number * ROWS_A_TABLE + serial).toString(16).padStart(8, '0')}`;
      const dstchannel = channel.replace('4000-', '4001-');
      const row = toTableRow(makeCdr({ startAt, uniqueid, linkedid, channel, dstchannel, sequence: serial }));
      const columns = Object.entries(row).filter(([name]) => this.#columns.has(name));
      return { ...Object.fromEntries(columns), calldate: stamp(startAt) };
    });
  }

  /** What a killed database had not committed is written again, and nothing else. */
  async #commit(rows: readonly Readonly<Record<string, unknown>>[], forMs: number): Promise<void> {
    await this.#speak(async (connection) => {
      await connection.query(`USE ${this.name}`);
      const [there] = await connection.query('SELECT uniqueid FROM cdr WHERE uniqueid IN (?)', [
        rows.map(({ uniqueid }) => uniqueid),
      ]);
      const known = new Set((there as { uniqueid: unknown }[]).map(({ uniqueid }) => uniqueid));
      await connection.beginTransaction();
      for (const row of rows)
        if (!known.has(row['uniqueid'])) await connection.query('INSERT INTO cdr SET ?', [row]);
      await sleep(forMs);
      await connection.commit();
    });
  }

  /** Speaks to the server past the network that is cut; begins again where the server was killed meanwhile. */
  async #speak(say: (connection: Connection) => Promise<unknown>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        const connection = await this.#server.connect();
        // Heard by whoever waits for an answer.
        connection.on('error', () => undefined);
        try {
          await say(connection);
          return;
        } finally {
          connection.destroy();
        }
      } catch (error) {
        if (!isLost(error) || tries >= MOST_TRIES) throw error;
        await sleep(AGAIN_MS);
      }
    }
  }
}

function isLost(error: unknown): boolean {
  const { code = '', fatal = false } = error as { readonly code?: string; readonly fatal?: boolean };
  return fatal || ['ECONNREFUSED', 'ECONNRESET', 'PROTOCOL_CONNECTION_LOST', 'EPIPE'].includes(code);
}
