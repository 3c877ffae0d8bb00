import type { CliIo } from './cli-io.ts';
import { formatSpan } from './upload-progress.ts';
import { writeOut } from './write-out.ts';

/** How often it is said how far a reading is, from then on; what is done sooner says nothing. */
const EVERY_MS = 2000;

/** Says what is read, and how much was read before: tables and rows, or entries. */
export type ToldReading = (what: string, rows: number) => void;

/**
 * Does what reads from somebody's server, and says on stderr every two seconds what it reads: on a terminal drawn again in
 * place, else a line each.
 */
export async function showReading<T>(
  name: string,
  io: CliIo,
  read: (told: ToldReading) => Promise<T>,
): Promise<T> {
  const startedMs = performance.now();
  let reading = 'connecting';
  const say = () => {
    const line = `${name}: ${reading}, ${formatSpan((performance.now() - startedMs) / 1000)}`;
    io.stderr.write(io.isTerminal ? `\r${line.slice(0, io.columns - 1)}\u001b[K` : `${line}\n`);
  };
  const timer = setInterval(say, EVERY_MS);
  try {
    return await read((what, rows) => {
      reading = `reading ${what}, ${rows} rows so far`;
    });
  } finally {
    clearInterval(timer);
    if (io.isTerminal) await writeOut(io.stderr, '\r\u001b[K');
  }
}
