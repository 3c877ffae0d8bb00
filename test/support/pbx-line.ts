import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { type LineMaker, makeLine } from './made-line.ts';

export interface PbxLineOptions {
  readonly name: string;
  /** Tells its calls from those of other PBXs. */
  readonly number: number;
  readonly maker: LineMaker;
  /** Sends lines again of which it does not know that the server has read them. */
  readonly sendsAgain: boolean;
  readonly random: () => number;
  /** False from the moment in which the server is told to die until the next one answers. */
  readonly isServing: () => boolean;
}

interface Connection {
  readonly socket: Socket;
  /** Lines that were written to it to their end. */
  readonly sent: string[];
}

const LONGEST_BREATH_MS = 20;
const MOST_LINES_A_BURST = 8;
const LOOK_MS = 20;
/** Nothing is learned from it: it ends a test that would hang. */
const PATIENCE_MS = 120_000;

/**
 * A PBX that sends a line for each call over TCP: in bursts and pieces, by connections that it ends or resets amid a line.
 * A line that it had not sent to its end it sends again, whole.
 */
export class PbxLine {
  readonly name: string;
  /** All lines that were sent to their end at least once, and so may be kept. */
  readonly written = new Set<string>();
  /** Of those the ones that the server is known to have read, and so must be kept. */
  readonly known = new Set<string>();
  cuts = 0;
  readonly #options: PbxLineOptions;
  readonly #port: number;
  #server: Server | undefined;
  #connection: Connection | undefined;
  #made = 0;
  #again: string[] = [];

  private constructor(options: PbxLineOptions, port: number) {
    this.name = options.name;
    this.#options = options;
    this.#port = port;
  }

  /** One that is connected to listens from now on. */
  static async open(options: PbxLineOptions): Promise<PbxLine> {
    const pbx = new PbxLine(options, await findFreePort());
    if (options.maker === 'mitel') await pbx.#listen();
    return pbx;
  }

  get sendsAgain(): boolean {
    return this.#options.sendsAgain;
  }

  /** What a source that reads it is told. */
  get settings(): Readonly<Record<string, unknown>> {
    const { maker, name } = this.#options;
    return { format: maker, mode: maker === 'mitel' ? 'connect' : 'listen', port: this.#port, pbx: name };
  }

  /** Sends some lines, or cuts one; the same random numbers give the same steps. */
  step(): Promise<void> {
    const { random } = this.#options;
    const burst = Math.floor(random() * MOST_LINES_A_BURST);
    return random() < 0.75 ? this.#send(burst) : this.#cut(random(), random() < 0.5);
  }

  /** Sends what is left, and ends in order; tries again where that is cut off. */
  async finish(): Promise<void> {
    do {
      await this.#send(0);
      await end(await this.#connected(), false);
    } while (this.#again.length > 0);
    this.#server?.close();
  }

  /** Sends so many lines more than those that it sends again, in pieces cut anywhere. */
  async #send(lines: number): Promise<void> {
    const { random } = this.#options;
    const { socket, sent } = await this.#connected();
    for (let left = lines + this.#again.length; left > 0; left -= 1) {
      const line = this.#nextLine();
      const at = Math.floor(random() * line.length);
      socket.write(line.slice(0, at));
      if (random() < 0.3) await sleep(random() * LONGEST_BREATH_MS);
      if (!socket.writable) return void this.#again.unshift(line);
      socket.write(`${line.slice(at)}\r\n`);
      this.written.add(line);
      sent.push(line);
    }
  }

  /** Sends a part of a line, and ends the connection there, or has it reset. */
  async #cut(part: number, reset: boolean): Promise<void> {
    const connection = await this.#connected();
    const line = this.#nextLine();
    connection.socket.write(line.slice(0, Math.floor(part * line.length)));
    this.#again.unshift(line);
    this.cuts += 1;
    await end(connection, reset);
  }

  async #listen(): Promise<void> {
    this.#server = createServer((socket) => this.#use(socket)).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async #connected(): Promise<Connection> {
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      if (this.#connection !== undefined) return this.#connection;
      if (this.#options.maker === 'mitel') await sleep(LOOK_MS);
      else await this.#connect();
    }
    throw new Error(`${this.name} found nobody to send its lines to`);
  }

  async #connect(): Promise<void> {
    const socket = connect(this.#port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      this.#use(socket);
    } catch {
      await sleep(LOOK_MS);
    }
  }

  /**
   * The other side ends a connection in order after it has read all that came before the end of this one, if it lives: of
   * one that died the system does it.
   */
  #use(socket: Socket): void {
    const connection: Connection = { socket, sent: [] };
    this.#connection = connection;
    let isRead = false;
    socket.on('end', () => {
      isRead = socket.writableFinished && this.#options.isServing();
    });
    socket.on('error', () => {
      isRead = false;
    });
    socket.once('close', () => this.#leave(connection, isRead));
    socket.resume();
  }

  #leave(connection: Connection, isRead: boolean): void {
    if (this.#connection === connection) this.#connection = undefined;
    if (isRead) for (const line of connection.sent) this.known.add(line);
    else if (this.sendsAgain) this.#again.unshift(...connection.sent);
  }

  #nextLine(): string {
    return (
      this.#again.shift() ?? makeLine(this.#options.maker, this.#options.number * 100_000 + this.#made++)
    );
  }
}

/** Resolves when what comes of a connection's end has been seen to; an error comes before that. */
async function end({ socket }: Connection, reset: boolean): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
  if (reset) socket.resetAndDestroy();
  else socket.end();
  await closed;
}
