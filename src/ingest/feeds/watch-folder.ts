import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RingledgerError } from '../../core/errors.ts';
import type { FolderSettings } from './folder-settings.ts';
import { type MatchedFile, matchFile } from './match-file.ts';

/** A file that is to be read, as it was when it was looked at. */
export interface SeenFile extends MatchedFile {
  readonly path: string;
  readonly stat: BigIntStats;
}

/**
 * The files that a source reads, those that were put away first; within each of the two by name. Of a source that is one
 * file, its rotated ones lie beside it. Refuses with a sentence a path that cannot be looked at.
 */
export async function listFiles(settings: FolderSettings): Promise<readonly SeenFile[]> {
  const { folder, rules } = await findFolder(settings);
  const seen: SeenFile[] = [];
  for (const name of await readdir(folder).catch(refuseCode(folder))) {
    const matched = matchFile(name, rules);
    if (matched === undefined) continue;
    const path = join(folder, name);
    const found = await statOf(path);
    if (found?.isFile()) seen.push({ ...matched, path, stat: found });
  }
  return seen.sort(
    (one, other) => Number(other.isRotated) - Number(one.isRotated) || (one.name < other.name ? 1 : -1),
  );
}

/** Undefined where it is no longer. */
async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return refuseCode(path)(error);
  }
}

async function findFolder({
  path,
  files,
}: FolderSettings): Promise<{ folder: string; rules: FolderSettings['files'] }> {
  const found = await statOf(path);
  if (found?.isDirectory()) return { folder: path, rules: files };
  const name = basename(path);
  const rule = files.find((one) => matchFile(name, [one]) !== undefined);
  if (found === undefined && rule === undefined) {
    throw new RingledgerError(
      'not-found',
      `There is no folder or file ${path}: check the path, and that it is on this machine.`,
    );
  }
  if (rule === undefined) {
    throw new RingledgerError(
      'invalid-request',
      `${path} is a file, and no name of files fits it: say as what it is read, as in --set files=${name}=asterisk-cdr.`,
    );
  }
  return { folder: dirname(path), rules: [{ name, kind: rule.kind }] };
}

/** The refusal of a path that the system does not let us read. */
export function refuseCode(path: string): (error: unknown) => never {
  return (error) => {
    const { code, name } = error as NodeJS.ErrnoException;
    if (name === 'AbortError') throw error;
    const fix =
      code === 'EACCES' || code === 'EPERM'
        ? 'let the user who runs this server read it'
        : 'check the path, and that it is on this machine';
    throw new RingledgerError('invalid-request', `${path} cannot be read (${code ?? name}): ${fix}.`);
  };
}
