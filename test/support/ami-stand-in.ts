import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** How a stand-in differs from an Asterisk with user `ringledger`, secret `s3cret`. */
export interface StandInWays {
  /** What it greets with; nothing for none. */
  readonly greeting?: string;
  readonly givesChallenge?: boolean;
  readonly hasCdrModule?: boolean;
  /** What it says to CoreShowChannels after its first line; without it the user may not ask. */
  readonly list?: (actionId: string) => string;
  /** Sends no more than so many bytes at a time. */
  readonly bytesAtOnce?: number;
  /** With a key and a certificate it speaks TLS only. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A TCP server on loopback that speaks as Asterisk's manager interface does, and says what a test tells it to. */
export interface AmiStandIn {
  readonly port: number;
  /** Sessions that are signed in. */
  readonly sessions: number;
  /** Sessions that ever signed in. */
  readonly signedIn: number;
  /** Actions that were asked, by name. */
  readonly asked: readonly string[];
  /** Sends to everyone who is signed in, as fast as they read. */
  send(text: string | Buffer): Promise<void>;
  /** Cuts every connection at once, as a network does; what was sent before may be lost. */
  cut(): void;
  /** Ends every connection in order: what was sent arrives. */
  hangUp(): void;
  close(): Promise<void>;
}

const SECRET = 's3cret';
const CHALLENGE = '840415273';

export const STAND_IN_LOGIN = { host: '127.0.0.1', username: 'ringledger', secret: SECRET } as const;

/** Starts one on a port of its choice. */
export async function startAmiStandIn(ways: StandInWays = {}): Promise<AmiStandIn> {
  const connected = new Set<Socket>();
  const signed = new Set<Socket>();
  const asked: string[] = [];
  let signedIn = 0;
  const meet = (socket: Socket) => {
    connected.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => {
      connected.delete(socket);
      signed.delete(socket);
    });
    const greeting = ways.greeting ?? 'Asterisk Call Manager/5.0.4';
    if (greeting !== '') socket.write(`${greeting}\r\n`);
    onActions(socket, (action) => {
      asked.push(action['Action'] ?? '');
      const { fields, isSignedIn } = answer(action, ways);
      if (isSignedIn && !signed.has(socket)) {
        signed.add(socket);
        signedIn += 1;
      }
      socket.write(render({ ...fields, ActionID: action['ActionID'] ?? '' }));
      if (fields['EventList'] === 'start') socket.write(ways.list?.(action['ActionID'] ?? '') ?? '');
      if (action['Action'] === 'Logoff') socket.end();
    });
  };
  const server = ways.tls === undefined ? createServer(meet) : createTlsServer(ways.tls, meet);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    get sessions() {
      return signed.size;
    },
    get signedIn() {
      return signedIn;
    },
    asked,
    send: async (text) => {
      const bytes = Buffer.from(text);
      const step = ways.bytesAtOnce ?? bytes.length;
      for (let at = 0; at < bytes.length; at += step) {
        await Promise.all([...signed].map((socket) => write(socket, bytes.subarray(at, at + step))));
      }
    },
    cut: () => {
      for (const socket of connected) socket.resetAndDestroy();
    },
    hangUp: () => {
      for (const socket of connected) socket.end();
    },
    close: async () => {
      if (!server.listening) return;
      for (const socket of connected) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed || !socket.writable) return;
  if (!socket.write(bytes))
    await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
  else await new Promise(setImmediate);
}

function onActions(socket: Socket, take: (action: Readonly<Record<string, string>>) => void): void {
  let held = '';
  socket.on('data', (chunk) => {
    held += chunk.toString('utf8');
    for (let end = held.indexOf('\r\n\r\n'); end !== -1; end = held.indexOf('\r\n\r\n')) {
      const lines = held.slice(0, end).split('\r\n');
      held = held.slice(end + 4);
      take(Object.fromEntries(lines.map((line) => line.split(': ', 2) as [string, string])));
    }
  });
}

function answer(
  action: Readonly<Record<string, string>>,
  { givesChallenge = true, hasCdrModule = true, list }: StandInWays,
): { readonly fields: Readonly<Record<string, string>>; readonly isSignedIn: boolean } {
  const failed = (message: string) => ({
    fields: { Response: 'Error', Message: message },
    isSignedIn: false,
  });
  const ok = (more: Readonly<Record<string, string>>, isSignedIn = false) => ({
    fields: { Response: 'Success', ...more },
    isSignedIn,
  });
  switch (action['Action']) {
    case 'Challenge':
      return givesChallenge ? ok({ Challenge: CHALLENGE }) : failed('Must specify AuthType');
    case 'Login': {
      const key = createHash('md5').update(`${CHALLENGE}${SECRET}`).digest('hex');
      const isRight =
        action['Username'] === 'ringledger' && (action['Secret'] === SECRET || action['Key'] === key);
      return isRight ? ok({ Message: 'Authentication accepted' }, true) : failed('Authentication failed');
    }
    case 'Ping':
      return ok({ Ping: 'Pong', Timestamp: '1795525699.000000' });
    case 'ModuleCheck':
      return hasCdrModule ? ok({ Version: '' }) : failed('Module not loaded');
    case 'CoreShowChannels':
      return list === undefined
        ? failed('Permission denied')
        : ok({ EventList: 'start', Message: 'Channels will follow' });
    case 'Logoff':
      return { fields: { Response: 'Goodbye', Message: 'Thanks for all the fish.' }, isSignedIn: false };
    default:
      return failed('Invalid/unknown command');
  }
}

function render(fields: Readonly<Record<string, string>>): string {
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n`;
}
