import { type Fault, refuseFaults } from '../core/errors.ts';

/** What a request brought along, before anything is checked. */
export interface Credentials {
  /** The request body's `auth` object, unchecked. */
  readonly auth?: unknown;
  /** Value of the cookie Red60urne. */
  readonly cookie?: string | undefined;
  /** The Authorization header. */
  readonly authorization?: string | undefined;
}

/** One way of saying who is asking. */
export type Presented =
  | { readonly by: 'password'; readonly username: string; readonly password: string }
  | { readonly by: 'key'; readonly key: string }
  | { readonly by: 'cookie'; readonly cookie: string };

/**
 * The first that is there: the body's user name and password, its key or token, a bearer key, the cookie. What comes
 * first decides: nobody is let in by a cookie whose password is wrong. Other schemes of Authorization are a proxy's
 * affair and are passed over.
 */
export function readCredentials(credentials: Credentials): Presented | undefined {
  const inBody = readAuth(credentials.auth);
  if (inBody !== undefined) return inBody;
  const bearer = /^bearer +(\S+) *$/i.exec(credentials.authorization ?? '')?.[1];
  if (bearer !== undefined) return { by: 'key', key: bearer };
  return credentials.cookie ? { by: 'cookie', cookie: credentials.cookie } : undefined;
}

const PASSWORD_KEYS = ['username', 'password'] as const;
const TEXT_KEYS = [...PASSWORD_KEYS, 'key', 'token'] as const;

/**
 * Reads an `auth` object: `{"type":"auth","username":"…","password":"…"}`, or `"key"` or `"token"` in place of the
 * two. One with no more than its type presents nothing; other keys are ignored. Refuses with every fault found.
 */
export function readAuth(auth: unknown): Exclude<Presented, { by: 'cookie' }> | undefined {
  if (auth === undefined || auth === null) return undefined;
  if (typeof auth !== 'object' || Array.isArray(auth)) {
    throw refuse([
      {
        where: 'auth',
        message: `${quote(auth)} is not an object: write {"type":"auth","username":"…","password":"…"}.`,
      },
    ]);
  }
  const written = new Map<string, unknown>(Object.entries(auth));
  const faults = findAuthFaults(written);
  if (faults.length > 0) throw refuse(faults);
  const text = (key: (typeof TEXT_KEYS)[number]) => written.get(key) as string | undefined;
  const [username, password, key] = [text('username'), text('password'), text('key') ?? text('token')];
  if (username !== undefined && password !== undefined) return { by: 'password', username, password };
  return key === undefined ? undefined : { by: 'key', key };
}

function findAuthFaults(written: ReadonlyMap<string, unknown>): readonly Fault[] {
  const faults: Fault[] = [];
  const type = written.get('type');
  if (type !== undefined && type !== 'auth') {
    faults.push({ where: 'auth.type', message: `${quote(type)} is not known here: write "auth".` });
  }
  for (const key of TEXT_KEYS) {
    const value = written.get(key);
    if (value !== undefined && typeof value !== 'string') {
      const shown = key === 'username' ? quote(value) : `A ${nameType(value)}`;
      faults.push({ where: `auth.${key}`, message: `${shown} is not text: write it in double quotes.` });
    }
  }
  const missing = PASSWORD_KEYS.filter((key) => !written.has(key));
  if (missing.length === 1) {
    const present = PASSWORD_KEYS.find((key) => written.has(key));
    faults.push({ where: `auth.${missing[0]}`, message: `It is missing: ${present} comes with it.` });
  }
  return faults;
}

/** Secrets are never quoted back, whatever they were mistaken for. */
function nameType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function refuse(faults: readonly Fault[]): Error {
  return refuseFaults('The credentials in the request cannot be read.', faults);
}
