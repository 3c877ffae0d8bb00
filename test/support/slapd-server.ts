import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'ldapts';
import { findFreePort } from './free-port.ts';

const SLAPD = '/usr/sbin/slapd';
const READY_WITHIN_MS = 30_000;
const BASE = 'dc=example,dc=org';
const ROOT = `cn=root,${BASE}`;
const ROOT_PASSWORD = 'root of a test';

/** Nobody reads anything without signing in, as is usual. */
const CONFIGURATION = (folder: string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/slapd.pid
database mdb
suffix "${BASE}"
rootdn "${ROOT}"
rootpw "${ROOT_PASSWORD}"
directory ${folder}/data
dbnosync
maxsize 16777216
limits users size.prtotal=unlimited
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
`;

/** The server ends with whoever started it, however that happens: `cat` returns when the pipe to the test closes. */
const GUARD = `
  slapd=$1; folder=$2; shift 2
  "$slapd" "$@" >"$folder/log" 2>&1 </dev/null &
  server=$!
  cat >/dev/null
  kill -TERM $server 2>/dev/null
  wait $server
  rm -rf "$folder"`;

export interface RunningSlapd {
  readonly port: number;
  /** Adds an entry below `dc=example,dc=org`. */
  add(name: string, attributes: Readonly<Record<string, string | string[]>>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Debian's OpenLDAP on data of its own in a temporary folder, on loopback; throws, with its log, when it cannot. */
export async function startSlapd(): Promise<RunningSlapd> {
  if (!existsSync(SLAPD)) {
    throw new Error('There is no slapd: run npm test, which installs it, or apt-get install slapd.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-slapd-'));
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'slapd.conf'), CONFIGURATION(folder), { mode: 0o600 });
  const port = await findFreePort();
  const url = `ldap://127.0.0.1:${port}`;
  // With -d it stays in the foreground.
  const flags = ['-d', '0', '-h', url, '-f', join(folder, 'slapd.conf')];
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', SLAPD, folder, ...flags], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const root = new Client({ url, connectTimeout: 5000, timeout: 30_000 });
  try {
    await waitUntilReady(root, join(folder, 'log'));
    await root.add(BASE, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' });
  } catch (error) {
    await end(guard);
    throw error;
  }
  return {
    port,
    add: (name, attributes) => root.add(`${name},${BASE}`, attributes),
    stop: async () => {
      await root.unbind();
      await end(guard);
    },
  };
}

async function end(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
}

async function waitUntilReady(root: Client, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    // Judged before it is tried: a process that was kept busy past the deadline tries once more.
    const isLast = Date.now() > deadline;
    try {
      await root.bind(ROOT, ROOT_PASSWORD);
      return;
    } catch (error) {
      if (isLast) {
        throw new Error(
          `slapd did not start: ${String(error)}\n${await readFile(logFile, 'utf8').catch(() => '')}`,
        );
      }
      await sleep(50);
    }
  }
}
