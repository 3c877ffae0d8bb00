import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import mysql from 'mysql2/promise';
import { describePlatform } from './platform.mjs';
import { round } from './timing.mjs';

const FOLDER = fileURLToPath(new URL('.data/', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../bin/ringledger', import.meta.url));
const NOBODY = 65534;

/**
 * The first load of FreePBX's `cdr` from a MariaDB on this machine until reports show it; the floor is the driver reading
 * the same table, row by row and column by column, and doing nothing with it.
 */
export async function benchTable(records, report) {
  mkdirSync(FOLDER, { recursive: true });
  const data = `${FOLDER}table`;
  rmSync(data, { recursive: true, force: true });
  const maria = await startMariadb();
  const server = spawn(PROGRAM, ['serve', '--data', data, '--port', '0'], {
    env: { ...process.env, RINGLEDGER_ADMIN_PASSWORD: 'bench', RINGLEDGER_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await fillTable(maria.port, records);
    while (!existsSync(`${data}/server.json`)) await sleep(50);
    writeFileSync(`${FOLDER}directory.json`, JSON.stringify(describePlatform()));
    execFileSync(PROGRAM, ['directory', 'import', `${FOLDER}directory.json`, '--data', data]);
    const floorSeconds = await timeFloor(maria.port, records);
    const started = performance.now();
    const cpuBefore = { server: readCpuSeconds(server.pid), database: readCpuSeconds(maria.pid) };
    await ask(data, 'POST', 'sources', {
      ...{ name: 'pbx', kind: 'asterisk-mysql', secrets: {} },
      settings: { host: '127.0.0.1', port: maria.port, database: 'bench', user: 'root', zone: 'UTC' },
    });
    const rss = [];
    for (;;) {
      await sleep(250);
      rss.push(readRss(server.pid));
      const { landed, error } = await ask(data, 'GET', 'sources/pbx');
      if (error) throw new Error(error);
      if (landed >= records) break;
    }
    const seconds = (performance.now() - started) / 1000;
    const cpuPerMillion = (pid, before) => round(((readCpuSeconds(pid) - before) / records) * 1e6, 1);
    const quarter = Math.max(1, Math.floor(rss.length / 4));
    report({
      bench: 'first-load-of-table',
      records,
      seconds: round(seconds, 2),
      records_per_second: Math.round(records / seconds),
      floor_records_per_second: Math.round(records / floorSeconds),
      ratio: round(seconds / floorSeconds, 2),
      cpu_seconds_per_million: cpuPerMillion(server.pid, cpuBefore.server),
      database_cpu_seconds_per_million: cpuPerMillion(maria.pid, cpuBefore.database),
      rss_mib_after_quarter: rss[quarter - 1],
      rss_mib_at_end: rss.at(-1),
    });
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    maria.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function ask(data, method, path, body) {
  const { url, key } = JSON.parse(readFileSync(`${data}/server.json`, 'utf8'));
  const answer = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text);
}

function readRss(pid) {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

/** User and system time of all threads, by the hundredth of a second that Linux counts in (proc(5), `stat`). */
function readCpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function startMariadb() {
  const owner = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = mkdtempSync(join(tmpdir(), 'ringledger-bench-'));
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const place = ['--no-defaults', `--datadir=${folder}/data`];
  execFileSync(
    'mariadb-install-db',
    [...place, '--auth-root-authentication-method=normal', '--skip-test-db'],
    {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  const flags = [`--socket=${folder}/socket`, `--pid-file=${folder}/pid`, `--port=${port}`];
  const quick = ['--bind-address=127.0.0.1', '--innodb-buffer-pool-size=256M', '--performance-schema=OFF'];
  const child = spawn('/usr/sbin/mariadbd', [...place, ...flags, ...quick, '--skip-log-bin'], {
    ...owner,
    cwd: folder,
    stdio: 'ignore',
  });
  for (let tries = 0; ; tries += 1) {
    try {
      const connection = await connect(port);
      await connection.query('CREATE DATABASE bench');
      await connection.end();
      break;
    } catch (error) {
      if (tries > 600) throw error;
      await sleep(100);
    }
  }
  return {
    port,
    pid: child.pid,
    stop: () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const connect = (port, more = {}) =>
  mysql.createConnection({ host: '127.0.0.1', port, user: 'root', ...more });

/** A year of calls of a hundred companies: FreePBX's table, columns and indexes. */
async function fillTable(port, records) {
  process.stderr.write(`filling a table with ${records} records\n`);
  const connection = await connect(port, { database: 'bench' });
  const text = (name, width) => `${name} varchar(${width}) NOT NULL default ''`;
  const number = (name) => `${name} int(11) NOT NULL default '0'`;
  await connection.query(`CREATE TABLE cdr (calldate datetime NOT NULL default '0000-00-00 00:00:00',
    ${['clid', 'src', 'dst', 'dcontext', 'channel', 'dstchannel', 'lastapp', 'lastdata'].map((one) => text(one, 80))},
    ${['duration', 'billsec'].map(number)}, ${text('disposition', 45)}, ${number('amaflags')},
    ${text('accountcode', 20)}, ${text('uniqueid', 32)}, ${text('userfield', 255)}, ${text('did', 50)},
    ${text('recordingfile', 255)}, ${['cnum', 'cnam', 'outbound_cnum', 'outbound_cnam', 'dst_cnam'].map((one) => text(one, 80))},
    ${text('linkedid', 32)}, ${text('peeraccount', 80)}, ${number('sequence')},
    KEY calldate (calldate), KEY dst (dst), KEY accountcode (accountcode), KEY uniqueid (uniqueid), KEY did (did))`);
  const pace = 31_536_000 / records;
  const at = `(1735689600 + FLOOR(seq * ${pace}))`;
  // The phones of `describePlatform`, as their SIP names are.
  const device =
    "CONCAT('05', LPAD(LOWER(HEX(MOD(seq, 100))), 4, '0'), LPAD(LOWER(HEX(MOD(seq * 7, 20))), 6, '0'), '0')";
  const number10 = "CONCAT('0', 1 + MOD(seq, 9), LPAD(MOD(seq * 7919, 1000000000), 9, '0'))";
  await connection.query(`INSERT INTO cdr SELECT FROM_UNIXTIME(${at}), CONCAT('"Person ', MOD(seq, 2000), '" <02079460000>'),
    '02079460000', CONCAT('9', ${number10}), 'from-internal', CONCAT('SIP/', ${device}, '-', LPAD(HEX(seq), 8, '0')),
    CONCAT('SIP/trunk-a-', LPAD(HEX(seq), 8, '0')), 'Dial', CONCAT('SIP/trunk-a/', ${number10}, ',30'),
    20 + MOD(seq, 600), IF(MOD(seq, 5) = 0, 0, MOD(seq, 600)), IF(MOD(seq, 5) = 0, 'NO ANSWER', 'ANSWERED'), 3,
    CONCAT('c', LPAD(MOD(seq, 100), 3, '0')), CONCAT(${at}, '.', seq), '', '', CONCAT('out-', seq, '.wav'), '200',
    'Person', '02079460000', '', '', CONCAT(${at}, '.', seq), '', seq FROM seq_1_to_${records}`);
  await connection.end();
}

async function timeFloor(port, records) {
  const connection = await connect(port, { database: 'bench' });
  const started = performance.now();
  let read = 0;
  await new Promise((resolve, reject) => {
    const query = connection.connection.query({
      sql: 'SELECT * FROM cdr',
      rowsAsArray: true,
      dateStrings: true,
    });
    query.on('result', () => {
      read += 1;
    });
    query.on('error', reject);
    query.on('end', resolve);
  });
  const seconds = (performance.now() - started) / 1000;
  await connection.end();
  if (read !== records) throw new Error(`of ${records} rows ${read} were read`);
  return seconds;
}
