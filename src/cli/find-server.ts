import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientConfig, type Environment, readClientConfig } from '../config.ts';
import { RingledgerError } from '../core/errors.ts';

/** Where the running server answers, and by what key it knows us. */
export interface ServerAddress {
  readonly url: URL;
  readonly key: string;
  /** What to do when nobody answers there: the end of a sentence. */
  readonly remedy: string;
}

/**
 * The running server: by `DIR/server.json`, which a server leaves in its data folder, or by RINGLEDGER_URL and
 * RINGLEDGER_KEY. A `--data` that was typed is never overruled by the environment, so that nothing typed for one
 * server reaches another. RINGLEDGER_KEY alone asks the folder's server with another key.
 */
export function findServer(
  flags: { readonly data?: string | undefined },
  environment: Environment,
): ServerAddress {
  const config = readClientConfig(flags, environment);
  if (config.url === undefined) return readServerFile(config);
  const url = readUrl(config.url, 'RINGLEDGER_URL');
  if (flags.data !== undefined) {
    const local = readServerFile(config);
    if (local.url.href === url.href) return local;
    throw new RingledgerError(
      'invalid-request',
      `--data ${flags.data} leads to the server at ${show(local.url)}, but RINGLEDGER_URL names the one at ${show(url)}. Leave one of them out.`,
    );
  }
  if (config.key === undefined) {
    throw new RingledgerError(
      'not-signed-in',
      `RINGLEDGER_URL is set to "${config.url}", but RINGLEDGER_KEY is not. Set it to a key of that server: bin/ringledger key create --user NAME makes one.`,
    );
  }
  return { url, key: config.key, remedy: 'Check RINGLEDGER_URL, and that the server there runs.' };
}

function readServerFile({ data, key }: ClientConfig): ServerAddress {
  const file = join(data, 'server.json');
  const remedy = `Start it with: bin/ringledger serve --data ${data}`;
  const text = readText(file, data, remedy);
  const written = parse(text);
  if (written === undefined) {
    throw new RingledgerError(
      'store-unavailable',
      `${file} does not say where the server answers. Start the server again, which writes it anew: bin/ringledger serve --data ${data}`,
    );
  }
  return { url: readUrl(written.url, file), key: key ?? written.key, remedy };
}

function readText(file: string, data: string, remedy: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES') {
      throw new RingledgerError(
        'not-allowed',
        `${file} may be read by its owner only. Run this as the user who runs the server, or set RINGLEDGER_URL and RINGLEDGER_KEY.`,
      );
    }
    throw new RingledgerError(
      'store-unavailable',
      `No server is running on the data folder ${data} (there is no ${file}). ${remedy}`,
    );
  }
}

function parse(text: string): { url: string; key: string } | undefined {
  try {
    const { url, key } = JSON.parse(text) as Record<string, unknown>;
    return typeof url === 'string' && typeof key === 'string' ? { url, key } : undefined;
  } catch {
    return undefined;
  }
}

function readUrl(text: string, where: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new RingledgerError(
    'invalid-request',
    `${where} names "${text}", which is no address of a server: write one such as http://127.0.0.1:8080.`,
  );
}

/** The address as a person writes it. */
export function show(url: URL): string {
  return url.href.replace(/\/$/, '');
}
