import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { round } from './timing.mjs';

const FOLDER = fileURLToPath(new URL('.data/', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../bin/ringledger', import.meta.url));
const LOOK_MS = 50;

/**
 * Call records over Asterisk's manager interface, `events` of them at `perSecond`: how long each takes from the socket
 * until it is counted as landed, which it is once reports show it; and what memory the server has before and after.
 * With `perSecond` 0 they are sent as fast as they are taken.
 */
export async function benchLive(events, perSecond, report) {
  mkdirSync(FOLDER, { recursive: true });
  const data = `${FOLDER}live`;
  rmSync(data, { recursive: true, force: true });
  const pbx = await startPbx();
  const server = spawn(PROGRAM, ['serve', '--data', data, '--port', '0'], {
    env: { ...process.env, RINGLEDGER_ADMIN_PASSWORD: 'bench', RINGLEDGER_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!existsSync(`${data}/server.json`)) await sleep(50);
    const { url, key } = JSON.parse(readFileSync(`${data}/server.json`, 'utf8'));
    const ask = async (path, body) => {
      const answer = await fetch(`${url}/api/v1/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${text}`);
      return JSON.parse(text);
    };
    await ask('sources', {
      name: 'pbx',
      kind: 'asterisk-ami',
      settings: { host: '127.0.0.1', port: pbx.port, username: 'bench' },
      secrets: { secret: 'bench' },
      untested: true,
    });
    const socket = await pbx.signedIn;
    const sentMs = new Float64Array(events);
    const lags = new Float64Array(events);
    const rss = [];
    let sent = 0;
    let seen = 0;
    const started = performance.now();
    const isDue = () =>
      perSecond === 0
        ? sent + 100
        : Math.min(events, Math.floor(((performance.now() - started) / 1000) * perSecond));
    const take = (to) => {
      let text = '';
      for (; sent < Math.min(to, events); sent += 1) {
        sentMs[sent] = performance.now();
        text += makeEvent(sent, events);
      }
      return text;
    };
    const send = async () => {
      while (sent < events) {
        const text = take(isDue());
        if (text !== '' && !socket.write(text)) await once(socket, 'drain');
        if (perSecond !== 0) await sleep(5);
        // A PBX ends a session that lags too far behind; this one is patient.
        while (sent - seen > 20_000) await sleep(20);
      }
    };
    const look = async () => {
      while (seen < events) {
        const { landed, rejects, lastError } = await ask('sources/pbx');
        if (rejects > 0) throw new Error(`${rejects} rejects`);
        if (lastError !== null) throw new Error(lastError.message);
        const now = performance.now();
        for (; seen < landed; seen += 1) lags[seen] = now - sentMs[seen];
        rss.push(readRss(server.pid));
        await sleep(LOOK_MS);
      }
    };
    await Promise.all([send(), look()]);
    const seconds = (performance.now() - started) / 1000;
    const sorted = [...lags].sort((one, other) => one - other);
    const at = (share) => round(sorted[Math.min(events - 1, Math.floor(events * share))] / 1000, 2);
    const quarter = (n) =>
      Math.max(...rss.slice(Math.floor((rss.length * n) / 4), Math.floor((rss.length * (n + 1)) / 4)));
    report({
      bench: 'live-ami',
      events,
      per_second: Math.round(events / seconds),
      lag_median_s: at(0.5),
      lag_99_s: at(0.99),
      lag_most_s: at(1),
      rss_start_mib: rss[0],
      rss_quarters_mib: [0, 1, 2, 3].map(quarter).join('/'),
      rss_end_mib: rss.at(-1),
    });
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    pbx.close();
    rmSync(data, { recursive: true, force: true });
  }
}

function readRss(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

/** A manager interface that lets anybody in. */
async function startPbx() {
  let enter;
  const signedIn = new Promise((resolve) => {
    enter = resolve;
  });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('Asterisk Call Manager/5.0.4\r\n');
    socket.on('data', (chunk) => {
      for (const action of chunk.toString().split('\r\n\r\n').filter(Boolean)) {
        const isKey = action.includes('Key: ');
        socket.write(renderAnswer(action));
        if (isKey) enter(socket);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port, signedIn, close: () => server.close() };
}

function renderAnswer(action) {
  const id = /ActionID: (\d+)/.exec(action)?.[1];
  const more = action.startsWith('Action: Challenge') ? 'Challenge: 1\r\n' : '';
  return `Response: Success\r\nActionID: ${id}\r\n${more}\r\n`;
}

/** Calls that end now, one after another; a million of them are spread over a month, as a busy PBX has them. */
function makeEvent(call, events) {
  const start = Math.floor(Date.UTC(2026, 9, 1) / 1000 + (call * 2_592_000) / events);
  const talk = call % 5 === 0 ? 0 : 1 + (call % 600);
  const ring = call % 20;
  const device = String(call % 200).padStart(3, '0');
  const fields = {
    Event: 'Cdr',
    Privilege: 'cdr,all',
    AccountCode: `company${call % 7}`,
    Source: `2${device}`,
    Destination: `90${1000000000 + ((call * 7919) % 8999999999)}`,
    DestinationContext: 'from-inside',
    CallerID: `"Person ${device}" <2${device}>`,
    Channel: `SIP/0500000${device}000-${call.toString(16).padStart(8, '0')}`,
    DestinationChannel: `SIP/trunk-a-${call.toString(16).padStart(8, '0')}`,
    LastApplication: 'Dial',
    LastData: 'SIP/trunk-a,30',
    StartTime: stamp(start),
    AnswerTime: talk > 0 ? stamp(start + ring) : '',
    EndTime: stamp(start + ring + talk),
    Duration: ring + talk,
    BillableSeconds: talk,
    Disposition: talk > 0 ? 'ANSWERED' : 'NO ANSWER',
    AMAFlags: 'DOCUMENTATION',
    UniqueID: `${start}.${call}`,
    UserField: '',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join('')}\r\n`;
}

const stamp = (at) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
