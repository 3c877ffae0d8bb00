import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { RingledgerError } from '../../core/errors.ts';

/** Who is told of the bytes of one connection, in their order, and of its end. */
export interface LineTaker {
  /** False while no more is to be read for now. */
  take(chunk: Uint8Array): boolean;
  end(): void;
}

export type Accept = (socket: Socket) => LineTaker;

/**
 * Waits for PBXs to connect, several at once, until `signal` aborts; every taker has been told the end by then. Refuses an address that
 * cannot be had.
 */
export async function listenForLines(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
  accept: Accept,
): Promise<void> {
  const sockets = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const ended = attach(socket, accept(socket)).finally(() => sockets.delete(socket));
    sockets.set(socket, ended);
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new RingledgerError(
      'invalid-config',
      `The server cannot listen at ${host}:${port} (${(error as NodeJS.ErrnoException).code}): choose an address of this machine as "host", and a "port" that nobody has.`,
    );
  }
  try {
    if (!signal.aborted) await once(server, 'close', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    server.close();
    for (const socket of sockets.keys()) socket.destroy();
    await Promise.all(sockets.values());
  }
}

/** Connects to a PBX and reads until it ends the connection, which is an error, or `signal` aborts. */
export async function readLinesOf(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
  accept: Accept,
): Promise<void> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) });
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    if (signal.aborted) return;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RingledgerError(
      'invalid-request',
      `Nobody sends SMDR at ${host}:${port} (${code ?? message}): look whether SMDR is switched on in the PBX, on which port, and whether it lets one listener only.`,
    );
  }
  // A PBX without calls is silent for days: the system finds out whether it is still there.
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  let failure: Error | null = null;
  socket.on('error', (error) => {
    failure = error;
  });
  const ended = attach(socket, accept(socket));
  const stop = () => socket.destroy();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  await ended;
  signal.removeEventListener('abort', stop);
  if (!signal.aborted) throw failure ?? new Error('the PBX ended the connection');
}

const PATIENCE_MS = 20_000;
const KEEP_ALIVE_MS = 60_000;

/** Resolves when the taker has been told the end. */
function attach(socket: Socket, taker: LineTaker): Promise<void> {
  socket.on('data', (chunk) => {
    if (!taker.take(chunk)) socket.pause();
  });
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('close', () => {
      taker.end();
      resolve();
    });
  });
}
