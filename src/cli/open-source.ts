import { createReadStream, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { type Fault, RingledgerError } from '../core/errors.ts';

/** Something to be sent: a file, or standard input. */
export interface Source {
  /** As it was typed. */
  readonly shown: string;
  /** By which the server will name it. */
  readonly name: string;
  /** Bytes there were when it was looked at; undefined where that cannot be known. */
  readonly totalBytes: number | undefined;
  /** A file that grows meanwhile is read to where it ended when it was looked at. */
  open(): AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** Looks at all files before any is read. Refuses with every fault at once. `-` is standard input. */
export function openSources(files: readonly string[], stdin: Readable): readonly Source[] {
  const faults: Fault[] = [];
  const sources = files.map((file) => (file === '-' ? fromStdin(stdin) : fromFile(file, faults)));
  if (faults.length > 0) {
    const sentences = faults.map((fault) => fault.message);
    throw new RingledgerError('invalid-request', `${sentences.join('\n')}\nNothing was sent.`, faults);
  }
  return sources;
}

function fromStdin(stdin: Readable): Source {
  return {
    shown: 'standard input',
    name: 'stdin',
    totalBytes: undefined,
    open: () => stdin as AsyncIterable<Uint8Array>,
  };
}

function fromFile(file: string, faults: Fault[]): Source {
  const stats = look(file, faults);
  const totalBytes = stats?.isFile() === true && stats.size > 0 ? stats.size : undefined;
  const end = totalBytes === undefined ? {} : { end: totalBytes - 1 };
  return {
    shown: file,
    name: basename(file),
    totalBytes,
    open: () => readFrom(file, createReadStream(file, { highWaterMark: CHUNK_BYTES, ...end })),
  };
}

async function* readFrom(file: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw new RingledgerError('invalid-request', explain(file, error));
  }
}

function look(file: string, faults: Fault[]): Stats | undefined {
  try {
    const stats = statSync(file);
    if (!stats.isDirectory()) return stats;
    faults.push({
      where: file,
      message: `"${file}" is a folder: name the files in it, as in ${file}/*.csv.`,
    });
  } catch (error) {
    faults.push({ where: file, message: explain(file, error) });
  }
  return undefined;
}

function explain(file: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file "${file}": check its name and folder.`;
  if (code === 'EACCES') return `"${file}" may not be read: ask its owner, or run this as a user who may.`;
  return `"${file}" cannot be read (${code ?? message}).`;
}
