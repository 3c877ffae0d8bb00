import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { RingledgerError } from '../core/errors.ts';
import type { Shape } from '../core/json-shape.ts';
import type { CliIo } from './cli-io.ts';
import type { ServerAddress } from './find-server.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';

/** A kind of source, as the server tells of it. */
export interface ShownKind {
  readonly kind: string;
  readonly description: string;
  readonly settings: Shape;
  readonly secrets: readonly string[];
}

export interface SettingFlags {
  readonly set?: readonly string[] | undefined;
  readonly secret?: readonly string[] | undefined;
  readonly secretFile?: readonly string[] | undefined;
}

/** The kinds of sources that the server knows. */
export async function readKinds(server: ServerAddress): Promise<readonly ShownKind[]> {
  const answer = await ask(server, { method: 'GET', path: 'api/v1/source-kinds' });
  return ((await readJsonAnswer(server, answer))['kinds'] ?? []) as readonly ShownKind[];
}

/**
 * What was typed as `--set key=value`, as the kind's shape wants it: a list for a flag that is repeated, numbers for
 * whole numbers, an object for its JSON; `key=` takes a setting away. What is wrong otherwise is for the server to say. Refuses secrets, which
 * a list of processes would show.
 */
export function readSettings(
  typed: readonly string[],
  kind: ShownKind | undefined,
): Readonly<Record<string, unknown>> {
  const settings = new Map<string, unknown>();
  for (const text of typed) {
    const [key, value] = splitPair(text, '--set', 'path=/var/log/asterisk/cdr-csv');
    if (kind?.secrets.includes(key)) {
      throw new RingledgerError(
        'invalid-request',
        `"${key}" is secret, and every user of this machine may see the arguments of a command: give it with --secret ${key}, or --secret-file ${key}=FILE.`,
      );
    }
    settings.set(key, toValue(value, kind?.settings.properties?.[key], settings.get(key)));
  }
  return Object.fromEntries(settings);
}

function toValue(text: string, shape: Shape | undefined, before: unknown): unknown {
  if (text === '') return null;
  const types: readonly string[] = shape === undefined ? [] : [shape.type].flat();
  if (types.includes('array')) return [...(Array.isArray(before) ? before : []), text];
  if (types.includes('object')) return readJsonObject(text);
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}

/** Text that is no JSON stays what it is: the server says what it should have been. */
function readJsonObject(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}

/**
 * Secrets, from files or from standard input, a line each in the order of their flags; whoever sits at a terminal is
 * asked. They are never arguments, which others can see.
 */
export async function readSecrets(
  { secret = [], secretFile = [] }: SettingFlags,
  io: CliIo,
): Promise<Readonly<Record<string, string>>> {
  const secrets: Record<string, string> = {};
  for (const text of secretFile) {
    const [name, file] = splitPair(text, '--secret-file', 'password=/run/secrets/cdr');
    secrets[name] = readSecretFile(file);
  }
  if (secret.length === 0) return secrets;
  const lines = createInterface({ input: io.stdin, terminal: false });
  const next = lines[Symbol.asyncIterator]();
  const isTerminal = (io.stdin as Readable & { readonly isTTY?: boolean }).isTTY === true;
  for (const name of secret) {
    if (isTerminal) io.stderr.write(`${name} (it can be read on the screen): `);
    const { value, done } = await next.next();
    if (done === true || value === '') {
      throw new RingledgerError(
        'invalid-request',
        `Standard input holds no line for the secret "${name}": pipe one in for each --secret, in their order, as in printf '%s\\n' "$PASSWORD" | bin/ringledger source add …`,
      );
    }
    secrets[name] = value;
  }
  lines.close();
  return secrets;
}

/** The line end that editors add is not part of it. */
function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new RingledgerError(
      'invalid-request',
      `The secret cannot be read from ${file} (${(error as NodeJS.ErrnoException).code}): check the path, and that this user may read it.`,
    );
  }
}

function splitPair(text: string, flag: string, example: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new RingledgerError(
    'invalid-request',
    `${flag} "${text}" names no value: write key=value, as in ${flag} ${example}.`,
  );
}
