import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { matchesGlob, readIncludes } from '../core/asterisk-includes.ts';
import { decodeText } from '../core/decode-text.ts';
import { RingledgerError } from '../core/errors.ts';

interface FoundFile {
  readonly name: string;
  readonly text: string;
}

const READ = ['pjsip.conf', 'sip.conf', 'extensions.conf', 'queues.conf'];
/** Lines that hold what nobody needs who wants to know whose phone it is. */
const SECRET =
  /^([ \t]*(?:secret|remotesecret|md5secret|password|password_digest|md5_cred|register)[ \t]*=>?).*$/gim;

/**
 * The configuration files of a folder that tell of phones and numbers, with all that they include, named below the folder.
 * Passwords in them are left out. Refuses a folder in which there is none.
 */
export function readAsteriskFiles(folder: string): readonly FoundFile[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new RingledgerError(
      'invalid-request',
      `There is no folder "${folder}": name the one in which Asterisk has its configuration, as in asterisk:/etc/asterisk.`,
    );
  }
  const files = new Map<string, string>();
  const pending = READ.filter(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined,
  );
  if (pending.length === 0) {
    throw new RingledgerError(
      'invalid-request',
      `"${folder}" has none of ${READ.join(', ')}: name the folder in which Asterisk has its configuration.`,
    );
  }
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (files.has(name)) continue;
    const text = readText(isAbsolute(name) ? name : join(folder, name));
    files.set(name, text.replaceAll(SECRET, '$1'));
    for (const { directive, path } of readIncludes(text)) {
      if (directive !== 'exec') pending.push(...findIncluded(folder, path));
    }
  }
  return [...files].map(([name, text]) => ({ name, text }));
}

/** A list of people, or standard input. */
export function readListFile(path: string): readonly FoundFile[] {
  return [{ name: basename(path), text: readText(path) }];
}

/** Files by a pattern in their name, as it is written: below the folder, or absolute. */
function findIncluded(folder: string, pattern: string): readonly string[] {
  const parent = dirname(pattern);
  const place = isAbsolute(pattern) ? parent : join(folder, parent);
  if (/[*?[]/.test(parent) || statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const found = readdirSync(place).filter((name) => matchesGlob(basename(pattern), name));
  return found
    .filter((name) => statSync(join(place, name), { throwIfNoEntry: false })?.isFile() === true)
    .map((name) => (isAbsolute(pattern) ? join(place, name) : relative(folder, join(place, name))));
}

function readText(file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EACCES'
          ? 'it may not be read: run this as a user who may'
          : code;
    throw new RingledgerError('invalid-request', `"${file}" cannot be read: ${why}.`);
  }
}
