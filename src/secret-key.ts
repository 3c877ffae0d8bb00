import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RingledgerError } from './core/errors.ts';
import { parseSecretKey, SECRET_KEY_BYTES, SECRET_KEY_FORM } from './core/secret-key.ts';

/** Where the key that seals secrets may come from, the first that is given. */
export interface KeyPlaces {
  /** RINGLEDGER_SECRET_KEY. */
  readonly text: string | undefined;
  /** RINGLEDGER_SECRET_KEY_FILE. */
  readonly file: string | undefined;
  /** The data folder, where the catalog is in it too: a key beside a server's catalog would be one process's alone. */
  readonly folder: string | undefined;
}

/**
 * The key of 32 bytes. With `mayMake` a data folder that holds none gets one, readable by its owner only. Refuses with
 * `invalid-config` and the fix where there is none, or what there is is no key; never quotes it.
 */
export async function readSecretKey(places: KeyPlaces, mayMake: boolean): Promise<Uint8Array> {
  const { text, file, folder } = places;
  if (text !== undefined) return parse(text, 'RINGLEDGER_SECRET_KEY');
  if (file !== undefined) return parse(await read(file, 'RINGLEDGER_SECRET_KEY_FILE'), file);
  if (folder === undefined) {
    throw new RingledgerError(
      'invalid-config',
      `Secrets of sources and of second factors need a key, as the catalog is on a Postgres server that others may read: start every server on it with the same RINGLEDGER_SECRET_KEY (or RINGLEDGER_SECRET_KEY_FILE), ${SECRET_KEY_FORM}.`,
    );
  }
  const own = join(folder, 'secret.key');
  if (mayMake) await makeKey(own);
  return parse(await read(own, 'The key that secrets were kept with'), own);
}

function parse(text: string, where: string): Uint8Array {
  const key = parseSecretKey(text);
  if (key !== undefined) return key;
  throw new RingledgerError('invalid-config', `${where} holds no key: write ${SECRET_KEY_FORM}.`);
}

async function read(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'no answer';
    throw new RingledgerError(
      'invalid-config',
      `${what} cannot be read at ${file} (${code}): put the file back, or let this user read it.`,
    );
  }
}

/** Whole or not at all, and never in the place of one that is there. */
async function makeKey(file: string): Promise<void> {
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(fresh, `${randomBytes(SECRET_KEY_BYTES).toString('hex')}\n`, {
      mode: 0o600,
      flush: true,
    });
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}
