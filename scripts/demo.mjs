// npm run demo: a server with the bundled PBX in a data folder of its own. What was loaded stays for the next start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, 'demo-data');
const launcher = join(root, 'bin', 'ringledger');
/** Written when everything is in: a start that was interrupted before is completed by the next one. */
const loadedMark = join(data, 'demo-loaded');
const sample = (name) => join('samples', name);

const port = process.env.RINGLEDGER_PORT || '8080';
const password = process.env.RINGLEDGER_ADMIN_PASSWORD || 'ringledger-demo';

// The demo's server and nobody else's, whatever the shell is set up for.
const environment = { ...process.env, RINGLEDGER_PORT: port, RINGLEDGER_ADMIN_PASSWORD: password };
for (const name of ['DATA', 'HOST', 'URL', 'KEY', 'CLICKHOUSE_URL', 'POSTGRES_URL']) {
  delete environment[`RINGLEDGER_${name}`];
}
environment.RINGLEDGER_LOG_LEVEL ||= 'warn';

const LOADS = [
  ['directory', 'import', sample('directory.json')],
  // Rates before records: calls are priced as they come in.
  ['rates', 'import', sample('uk-deck.csv'), '--deck', 'uk', '--from', '2026-01-01', '--currency', 'GBP'],
  ['import', 'asterisk-cdr', sample('Custom.csv'), '--zone', 'UTC'],
  ['import', 'asterisk-queue-log', sample('queue_log')],
];
const SUMMARY = ['report', 'outsummary', '--month', '11', '--year', '2026'];

const server = spawn(
  process.execPath,
  [launcher, 'serve', '--data', data, '--host', '127.0.0.1', '--port', port],
  // Out of the terminal's reach: Ctrl-C would come from there and from here, and a second signal ends a server at once.
  { cwd: root, env: environment, stdio: ['ignore', 'ignore', 'inherit'], detached: true },
);
const ended = once(server, 'exit');
let current;
let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  current?.kill('SIGTERM');
  server.kill('SIGTERM');
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

try {
  const url = await waitUntilReady();
  if (url !== undefined) await present(url);
} catch (error) {
  if (!stopping) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    stop();
  }
}
const [code] = await ended;
if (process.exitCode === undefined) process.exitCode = stopping ? 0 : (code ?? 1);

/** The address once the server answers; undefined when it ended before (it has said why) or is being stopped. */
async function waitUntilReady() {
  while (!stopping && server.exitCode === null && server.signalCode === null) {
    const url = readAddress();
    if (url !== undefined && (await answers(url))) return url;
    await Promise.race([wait(100), ended]);
  }
  return undefined;
}

/** What this very server wrote: one that was killed leaves its own behind. */
function readAddress() {
  try {
    const { url, pid } = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8'));
    return pid === server.pid ? url : undefined;
  } catch {
    return undefined;
  }
}

async function answers(url) {
  try {
    return (await fetch(new URL('/healthz', url))).ok;
  } catch {
    return false;
  }
}

async function present(url) {
  if (existsSync(loadedMark)) {
    process.stdout.write(`The sample PBX of an earlier start is in ${data}.\n`);
  } else {
    process.stdout.write(`Loading the sample PBX into ${data}.\n`);
    for (const load of LOADS) await run(load);
    writeFileSync(loadedMark, 'The sample PBX is loaded. Remove the whole folder to begin anew.\n');
  }
  const question = {
    auth: { type: 'auth', username: 'admin', password },
    type: 'cdr',
    scope: { month: 11, year: 2026 },
  };
  process.stdout.write(
    [
      '',
      `Ringledger answers at ${url}`,
      `Log in as user "admin", password "${password}" (the one of the first start, if it was another then).`,
      '',
      'Ask over HTTP:',
      `  curl ${url}/rest/call/outsummary -d '${JSON.stringify(question).replaceAll("'", "'\\''")}'`,
      'or on the command line:',
      `  bin/ringledger ${SUMMARY.join(' ')} --detail --data demo-data`,
      '',
      '',
    ].join('\n'),
  );
  await run(SUMMARY);
  process.stdout.write('\nServing until Ctrl-C.\n');
}

/** Runs the command line against this server; its output goes where ours goes. */
async function run(args) {
  current = spawn(process.execPath, [launcher, ...args, '--data', data], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(current, 'exit');
  current = undefined;
  if (code !== 0) throw new Error(`The demo stops here, as "ringledger ${args.join(' ')}" failed.`);
}
