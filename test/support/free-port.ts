import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that systems give to whoever asks for any (32768 and more on Linux, 49152 and more elsewhere). */
const FIRST = 20_000;
const BEYOND = 30_000;

/**
 * A port of loopback that nothing listens on at this moment. No system gives it to anybody who asks for any port: so it
 * is free again for a server that is ended and started again, and who connects meanwhile meets no other, nor himself.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, BEYOND);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
