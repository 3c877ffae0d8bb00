import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectCalls } from '../dist/server/connect-calls.js';
import {
  chooseCompany,
  chooseDevice,
  companyId,
  describePlatform,
  deviceId,
  extensionNumber,
  seededRandom,
} from './platform.mjs';
import { round } from './timing.mjs';

const FOLDER = fileURLToPath(new URL('.data/', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../bin/ringledger', import.meta.url));
const DECK = fileURLToPath(new URL('../samples/uk-deck.csv', import.meta.url));

/**
 * `records` of Master.csv from the command line to priced legs that reports see; the floor is the bare engine taking
 * the same file's text into one table, parsed by itself and neither attributed nor priced.
 */
export async function benchIngest(records, report) {
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}Master-${records}.csv`;
  if (!existsSync(file)) await writeMaster(file, records);
  const floorSeconds = await timeFloor(file);

  const data = `${FOLDER}ingest`;
  rmSync(data, { recursive: true, force: true });
  const server = spawn(PROGRAM, ['serve', '--data', data, '--port', '0'], {
    env: { ...process.env, RINGLEDGER_ADMIN_PASSWORD: 'bench', RINGLEDGER_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!existsSync(`${data}/server.json`)) await sleep(50);
    writeFileSync(`${FOLDER}directory.json`, JSON.stringify(describePlatform()));
    await command('directory', 'import', `${FOLDER}directory.json`, '--data', data);
    await command(
      'rates',
      'import',
      DECK,
      '--deck',
      'bench',
      '--from',
      '2020-01-01',
      '--currency',
      'GBP',
      '--data',
      data,
    );
    const started = performance.now();
    const said = await command('import', 'asterisk-cdr', file, '--data', data);
    const seconds = (performance.now() - started) / 1000;
    const accepted = Number(/accepted (\d[\d,]*)/.exec(said)?.[1]?.replaceAll(',', ''));
    if (accepted !== records) throw new Error(`of ${records} records ${accepted} were accepted: ${said}`);
    report({
      bench: 'ingest-master-csv',
      records,
      seconds: round(seconds, 2),
      records_per_second: Math.round(records / seconds),
      floor_records_per_second: Math.round(records / floorSeconds),
      ratio: round(seconds / floorSeconds, 2),
      peak_rss_mib: readPeakRss(server.pid),
      file_mib: Math.round(statSync(file).size / 1024 / 1024),
    });
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

function readPeakRss(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

async function command(...words) {
  const child = spawn(PROGRAM, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ringledger ${words.join(' ')} ended with ${code}: ${said}`);
  return said;
}

async function timeFloor(file) {
  const folder = `${FOLDER}floor`;
  rmSync(folder, { recursive: true, force: true });
  const engine = await connectCalls({ folder });
  const columns = Array.from({ length: 18 }, (_, index) => `c${index} String`).join(', ');
  await engine.command(`CREATE TABLE floor (${columns}) ENGINE = MergeTree ORDER BY c9`);
  const started = performance.now();
  await engine.command(`INSERT INTO floor SELECT * FROM file('${file}', CSV, '${columns}')`);
  const seconds = (performance.now() - started) / 1000;
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  return seconds;
}

/** A year of Master.csv (18 columns, times in UTC), in the order of hanging up as Asterisk writes it. */
async function writeMaster(file, records) {
  process.stderr.write(`writing ${file}\n`);
  const out = createWriteStream(`${file}.part`);
  const random = seededRandom(42);
  const from = Date.UTC(2025, 0, 1) / 1000;
  const pace = 31_536_000 / records;
  let written = 0;
  let text = '';
  for (let call = 0; written < records; call += 1) {
    const lines = makeCall(call, Math.floor(from + written * pace), random).slice(0, records - written);
    written += lines.length;
    text += lines.join('');
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
  renameSync(`${file}.part`, file);
}

function makeCall(call, start, random) {
  const company = chooseCompany(random);
  const device = chooseDevice(random);
  const name = companyId(company);
  const channel = `SIP/${deviceId(company, device)}-${(call >>> 0).toString(16).padStart(8, '0')}`;
  const uniqueid = `${start}.${call}`;
  const ring = Math.floor(random() * 20);
  const talk = random() < 0.8 ? 1 + Math.floor(random() * 600) : 0;
  const kind = random();
  const number = `0${1 + Math.floor(random() * 9)}${String(Math.floor(random() * 1e9)).padStart(9, '0')}`;
  const row = (fields) =>
    `${fields.map((field) => (typeof field === 'number' ? field : `"${field}"`)).join(',')}\n`;
  const times = [
    stamp(start),
    talk > 0 ? stamp(start + ring) : '',
    stamp(start + ring + talk),
    ring + talk,
    talk,
  ];
  const end = [talk > 0 ? 'ANSWERED' : 'NO ANSWER', 'DOCUMENTATION', uniqueid, ''];
  if (kind < 0.6) {
    const clid = `""Person ${company}-${device}"" <02079460000>`;
    const dial = ['Dial', `SIP/trunk-a/${number},30`];
    return [
      row([
        name,
        '02079460000',
        `9${number}`,
        `from-${name}`,
        clid,
        channel,
        `SIP/trunk-a-${channel.slice(-8)}`,
        ...dial,
        ...times,
        ...end,
      ]),
    ];
  }
  if (kind < 0.8) {
    const other = chooseDevice(random);
    const src = extensionNumber(device);
    const clid = `""Person ${company}-${device}"" <${src}>`;
    const dial = ['Dial', `SIP/${deviceId(company, other)},20`];
    return [
      row([
        name,
        src,
        extensionNumber(other),
        `from-${name}`,
        clid,
        channel,
        `SIP/${deviceId(company, other)}-${channel.slice(-8)}`,
        ...dial,
        ...times,
        ...end,
      ]),
    ];
  }
  const ddi = `0207946${String(company).padStart(4, '0')}`;
  const clid = `""${number}"" <${number}>`;
  const trunk = `SIP/trunk-a-${channel.slice(-8)}`;
  const first = row([
    name,
    number,
    ddi,
    'from-trunk',
    clid,
    trunk,
    `SIP/${deviceId(company, 0)}-${channel.slice(-8)}`,
    'Dial',
    `SIP/${deviceId(company, 0)},20`,
    ...times,
    ...end,
  ]);
  if (talk > 0) return [first];
  const after = [stamp(start + ring), '', stamp(start + ring), 0, 0];
  return [first, row([name, number, ddi, 'from-trunk', clid, trunk, '', 'Hangup', '', ...after, ...end])];
}

const stamp = (at) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
