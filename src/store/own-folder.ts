import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RingledgerError } from '../core/errors.ts';

/**
 * Takes a data folder for this process (the embedded stores allow one owner) and makes it when it is missing. The
 * function that comes back gives the folder up. Refuses with `data-folder-owned`, naming the owner's pid, while
 * another process lives that took it; what a killed process left behind is taken over.
 */
export function ownFolder(folder: string, pid: number): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'owner.json');
  const mine = `${file}.${pid}`;
  writeFileSync(mine, JSON.stringify({ pid, startedAt: readStartOf(pid) }));
  try {
    while (!take(mine, file)) {
      const owner = readOwner(file);
      if (owner !== undefined && isAlive(owner)) {
        throw new RingledgerError(
          'data-folder-owned',
          `The data folder ${folder} is in use by process ${owner.pid}. Stop that one, or start this one with another --data folder and --port.`,
        );
      }
      discard(file, pid);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readOwner(file)?.pid === pid) rmSync(file, { force: true });
  };
}

interface Owner {
  readonly pid: number;
  /** When the process began, in the kernel's ticks: tells it from a later one with the same pid. */
  readonly startedAt: string;
}

/** A link is made whole or not at all, and fails when the name is taken: of two starters one gets the folder. */
function take(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead owner's file away under a name of its own, so that two starters do not remove each other's. */
function discard(file: string, pid: number): void {
  try {
    renameSync(file, `${file}.dead.${pid}`);
    unlinkSync(`${file}.dead.${pid}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const startedAt = readStartOf(owner.pid);
  return startedAt === '' || owner.startedAt === '' || startedAt === owner.startedAt;
}

/** Field 22 of /proc/PID/stat; empty where there is no such file. */
function readStartOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
