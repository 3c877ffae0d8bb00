import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RingledgerError } from '../core/errors.ts';

/**
 * Takes a data folder for this process (the embedded stores allow one owner) and makes it when it is missing. The
 * function that comes back gives the folder up. Refuses with `data-folder-owned`, naming the owner's pid, while
 * another process lives that took it; what a killed process left behind is taken over. Refuses with `invalid-config`
 * what cannot be a data folder.
 */
export function ownFolder(folder: string, pid: number): () => void {
  const file = join(folder, 'owner.json');
  const mine = `${file}.${pid}`;
  prepare(folder, mine, { pid, startedAt: readStartOf(pid) });
  try {
    const owner = take(mine, file);
    if (owner !== undefined) {
      throw new RingledgerError(
        'data-folder-owned',
        `The data folder ${folder} is in use by process ${owner.pid}. Stop that one, or start this one with another --data folder and --port.`,
      );
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readOwner(file)?.pid === pid) rmSync(file, { force: true });
  };
}

function prepare(folder: string, mine: string, owner: Owner): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(mine, JSON.stringify(owner));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RingledgerError(
      'invalid-config',
      `The data folder ${folder} cannot be used (${code}). Choose with --data a folder that this user may write to.`,
    );
  }
}

interface Owner {
  readonly pid: number;
  /** When the process began, in the kernel's ticks: tells it from a later one with the same pid. */
  readonly startedAt: string;
}

/**
 * Takes a file by the name of its owner; answers the living process that has it, or undefined when it is ours now.
 * A dead owner's file is removed by whoever takes its estate, a file likewise, and finds the dead one still there: of
 * two starters that saw the same dead owner, the slower one does not remove the faster one's file.
 */
function take(mine: string, file: string): Owner | undefined {
  while (!link(mine, file)) {
    const owner = readOwner(file);
    if (owner === undefined) continue;
    if (isAlive(owner)) return owner;
    const estate = `${file}.of.${owner.pid}.${owner.startedAt}`;
    const heir = take(mine, estate);
    if (heir !== undefined) return heir;
    if (isSame(readOwner(file), owner)) rmSync(file, { force: true });
    rmSync(estate, { force: true });
  }
  return undefined;
}

/** A link is made whole or not at all, and fails when the name is taken: of two starters one gets it. */
function link(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isSame(owner: Owner | undefined, other: Owner): boolean {
  return owner?.pid === other.pid && owner.startedAt === other.startedAt;
}

/** Undefined when there is no such file. One that cannot be read was cut off with the power: nobody has it. */
function readOwner(file: string): Owner | undefined {
  try {
    return toOwner(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : NOBODY;
  }
}

const NOBODY: Owner = { pid: 0, startedAt: '' };

function toOwner(written: unknown): Owner {
  const { pid, startedAt } = (written ?? {}) as Readonly<Record<string, unknown>>;
  return typeof pid === 'number' && pid > 0 && typeof startedAt === 'string' && /^\d*$/.test(startedAt)
    ? { pid, startedAt }
    : NOBODY;
}

function isAlive(owner: Owner): boolean {
  if (owner.pid === NOBODY.pid) return false;
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
