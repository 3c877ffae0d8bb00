import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import type { Logger } from 'pino';
import { createProgram } from './cli/program.ts';
import { type Config, readConfig, type ServeFlags } from './config.ts';
import { RingledgerError } from './core/errors.ts';
import { toLogEntry } from './http/log-entry.ts';
import { ownFolder } from './store/own-folder.ts';

/** Seconds that requests under way may take to finish once the server is told to stop. */
const GRACE_SECONDS = 30;

let isServing = false;

async function serve(flags: ServeFlags): Promise<void> {
  isServing = true;
  const config = readConfig(flags, process.env);
  const stopped = stopSignal();
  const giveUpFolder = ownFolder(config.data, process.pid);
  const addressFile = join(config.data, 'server.json');
  try {
    // What a killed server left leads nowhere, or to whoever has its port now.
    rmSync(addressFile, { force: true });
    // Loaded here, as no other command needs the house: they start in a fraction of the time.
    const [{ pino }, { createApp }] = await Promise.all([import('pino'), import('./app.ts')]);
    const logger = pino(
      { level: config.logLevel, base: null, formatters: { log: toLogEntry } },
      pino.destination({ dest: 2, sync: true }),
    );
    const localKey = randomBytes(32).toString('base64url');
    const app = await createApp({ config, logger, localKey, now: () => Math.floor(Date.now() / 1000) });
    try {
      // Before anything else can fail: there is no second chance to show it.
      if (app.generatedPassword !== undefined) process.stdout.write(tellPassword(app.generatedPassword));
      const url = await listen(app.server.listen.bind(app.server), config);
      writeAddress(addressFile, { url, key: localKey, pid: process.pid });
      process.stdout.write(`Ringledger answers at ${url} (data in ${config.data}).\n`);
      logger.info({ signal: await stopped }, 'stopping');
    } finally {
      rmSync(addressFile, { force: true });
      setTimeout(() => giveUp(logger), GRACE_SECONDS * 1000).unref();
      await app.close();
    }
  } finally {
    giveUpFolder();
  }
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once, as it ends any program. */
function stopSignal(): Promise<string> {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const each of signals) process.off(each, stop);
      resolve(signal);
    };
    for (const signal of signals) process.on(signal, stop);
  });
}

/** By a signal: leaving in order would pull the engine's memory from under the queries that still run. */
function giveUp(logger: Logger): void {
  logger.error({ seconds: GRACE_SECONDS }, 'what was under way did not end in time');
  process.kill(process.pid, 'SIGKILL');
}

async function listen(
  start: (options: { host: string; port: number }) => Promise<string>,
  { host, port }: Config,
): Promise<string> {
  try {
    return await start({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new RingledgerError(
        'invalid-config',
        `Port ${port} of ${host} is in use by another program. Choose a free one with --port or RINGLEDGER_PORT.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
      throw new RingledgerError(
        'invalid-config',
        `The server may not listen at ${host}:${port} (${code}). Choose another address with --host and --port.`,
      );
    }
    throw error;
  }
}

function tellPassword(password: string): string {
  return `Administrator made at this first start: user admin, password ${password}\nThe password is shown this once only.\n`;
}

/** Whole or not there at all, and never readable by others, whatever stood there before. */
function writeAddress(file: string, address: { url: string; key: string; pid: number }): void {
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, JSON.stringify(address), { mode: 0o600 });
  renameSync(fresh, file);
}

/** Errors meant for people are printed as they are; a defect shows its stack, as nobody else can mend it. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const text =
    error instanceof RingledgerError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  return 1;
}

const program = createProgram(
  {
    environment: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    onInterrupt: (act) => {
      process.once('SIGINT', act);
      return () => process.off('SIGINT', act);
    },
  },
  serve,
);
try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
  // A server that could not start may have a store open, whose threads would keep the process.
  if (isServing) process.exit();
}
