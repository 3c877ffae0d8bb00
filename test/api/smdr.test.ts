import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smdr } from '../../src/ingest/feeds/smdr.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { type FaultKind, makeFaulty } from '../support/faulty-stores.ts';
import '../support/fixed-seed.ts';
import { findFreePort } from '../support/free-port.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, runOnce, until } from '../support/live-house.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/smdr/${name}.txt`, import.meta.url));
const AVAYA = fixture('avaya');
const RECORDS = 7;
/** More with RINGLEDGER_TEST_RUNS. */
const RUNS = Number(process.env['RINGLEDGER_TEST_RUNS'] ?? 4);

let house: LiveHouse;
let port: number;
let lives: FeedLife[] = [];

beforeAll(async () => {
  house = await openLiveHouse(emptyDirectory());
});
afterAll(() => house?.end());
beforeEach(async () => {
  await house.clear();
  port = await findFreePort();
});
afterEach(async () => {
  await Promise.all(lives.map((life) => life.stop()));
  lives = [];
});

const test = (settings: object) =>
  smdr.test({ settings: settings as never, signal: AbortSignal.timeout(30_000), now: () => 0 });

function start(settings: object, now?: () => number, where = house): FeedLife {
  const life = runOnce(where, smdr, { port, ...settings }, now === undefined ? {} : { now });
  lives.push(life);
  return life;
}

/** The house, of whose stores the n-th operation goes wrong. */
function faultyHouse(kind: FaultKind, n: number): LiveHouse {
  return { ...house, parts: { ...house.parts, ...makeFaulty(house.parts, kind, n) } };
}

/** Whether all of it was taken before the connection ended. */
async function send(lines: string): Promise<boolean> {
  const socket = await dial();
  let isTaken = true;
  socket.on('error', () => {
    isTaken = false;
  });
  socket.end(lines);
  socket.resume();
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return isTaken;
}

const spooled = () => readdirSync(join(house.spools, 'pbx'));

/** Connects as a PBX does, once somebody listens. */
async function dial(): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const kept = (count: number) =>
  until(async () => (await house.column('cdr', 'identity')).length >= count, `${count} records kept`);

describe('a source of the kind smdr', () => {
  it('lands what a PBX sends byte by byte, and what it sends again once only', async () => {
    start({ format: 'avaya-ip-office' });
    const first = await dial();
    for (const byte of AVAYA) {
      first.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
    await kept(RECORDS);
    const again = await dial();
    again.end(AVAYA);
    await once(again, 'close');
    first.destroy();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await house.column('cdr', 'source')).toEqual(Array(RECORDS).fill('pbx'));
    expect(await house.column('reject', 'reason')).toEqual([]);
  });

  it('cut at any boundary and sent again from the line that was cut: each record once, the piece a reject', async () => {
    start({ format: 'avaya-ip-office' });
    const lines = AVAYA.toString().split('\r\n').filter(Boolean);
    let pieces = 0;
    for (let cut = 3; cut < AVAYA.length; cut += 61) {
      const before = AVAYA.subarray(0, cut).toString();
      const piece = before.slice(before.lastIndexOf('\r\n') + 1).trim();
      if (piece !== '') pieces += 1;
      const socket = await dial();
      socket.end(before);
      await once(socket, 'close');
    }
    const rest = await dial();
    rest.end(`${lines.join('\r\n')}\r\n`);
    await kept(RECORDS);
    await until(async () => (await house.column('reject', 'raw')).length >= 10, 'pieces kept');
    expect(await house.column('cdr', 'identity')).toHaveLength(RECORDS);
    const rejects = await house.column('reject', 'raw');
    expect(pieces).toBeGreaterThanOrEqual(rejects.length);
    for (const raw of rejects) expect(AVAYA.toString()).toContain(raw);
    expect(new Set(await house.column('reject', 'reason'))).toEqual(new Set(['cut-off']));
  });

  it('goes to a PBX that waits to be asked, and answers its prompts', async () => {
    const heard: string[] = [];
    const pbx = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('\r\n-');
      socket.on('data', (chunk) => {
        heard.push(chunk.toString().trim());
        if (heard.length === 1) socket.write('SMDR\r\nEnter Password:');
        else socket.end(`*******\r\n${fixture('panasonic')}`);
      });
    });
    pbx.listen(port, '127.0.0.1');
    await once(pbx, 'listening');
    const life = start({ format: 'panasonic', mode: 'connect', password: 'SESAME' });
    await expect(life.ended).rejects.toThrow('the PBX ended the connection');
    expect(heard).toEqual(['SMDR', 'SESAME']);
    expect(await house.column('cdr', 'uniqueid')).toHaveLength(8);
    pbx.close();
  });

  it('reads the year of lines that have none from the day on which they come', async () => {
    let now = Date.parse('2026-12-31T23:59:00Z') / 1000;
    start({ format: 'mitel', pbx: 'hq' }, () => now);
    const socket = await dial();
    const [line = ''] = fixture('mitel').toString().split('\r\n');
    socket.write(`${line}\r\n`);
    await kept(1);
    now = Date.parse('2027-11-24T12:30:00Z') / 1000;
    socket.write(`${line}\r\n`);
    await kept(2);
    socket.destroy();
    const years = (await house.column('cdr', 'started_at')).map((text) => text.slice(0, 4));
    expect(years).toEqual(['2026', '2027']);
    expect((await house.column('cdr', 'uniqueid'))[0]).toMatch(/^hq-\d{10}\.\d+$/);
  });

  it('says what stands in the way', async () => {
    expect(await test({ format: 'mitel', port })).toEqual([
      `The server can listen at 127.0.0.1:${port}; let the PBX send its SMDR there.`,
    ]);
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    await expect(test({ format: 'mitel', port })).rejects.toThrow('(EADDRINUSE): choose an address');
    expect((await test({ format: 'mitel', mode: 'connect', port })).join()).toContain('Something answers');
    holder.close();
    const nobody = await findFreePort();
    await expect(test({ format: 'mitel', mode: 'connect', port: nobody })).rejects.toThrow('ECONNREFUSED');
  });
});

describe('lines that have come and cannot be landed', () => {
  it('wait in files for the next life of the source, which reads them as they were to be read when they came', async () => {
    const [line = ''] = fixture('mitel').toString().split('\r\n');
    const came = Date.parse('2026-12-31T23:59:00Z') / 1000;
    const life = start({ format: 'mitel', pbx: 'hq' }, () => came, faultyHouse('dies', 1));
    expect(await send(`${line}\r\n${line.slice(0, 40)}`)).toBe(true);
    await expect(life.ended).rejects.toThrow('operation 1 dies');
    expect(spooled()).not.toEqual([]);
    expect(await house.column('cdr', 'identity')).toEqual([]);
    start({ format: 'mitel', pbx: 'other' }, () => came + 31_536_000);
    await kept(1);
    await until(async () => (await house.column('reject', 'raw')).length === 1, 'the piece kept');
    expect((await house.column('cdr', 'started_at'))[0]).toMatch(/^2026/);
    expect((await house.column('cdr', 'uniqueid'))[0]).toMatch(/^hq-/);
    expect(await house.column('reject', 'reason')).toEqual(['cut-off']);
    await until(() => spooled().length === 0, 'the files removed');
  });

  it('are there once each, whatever fails while they land', async () => {
    const lines = AVAYA.toString().split('\r\n').filter(Boolean).slice(1);
    const fault = fc.record({
      kind: fc.constantFrom<FaultKind>('dies', 'fails', 'unheard'),
      n: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 2, maxLength: 4 }), async (faults) => {
        await house.clear();
        let at = 0;
        for (const { kind, n } of faults) {
          const life = start({ format: 'avaya-ip-office' }, undefined, faultyHouse(kind, n));
          const isTaken = await Promise.race([
            send(`${lines.slice(at, at + 2).join('\r\n')}\r\n`),
            life.ended.catch(() => false),
          ]);
          if (isTaken === true) at += 2;
          await life.stop();
        }
        const last = start({ format: 'avaya-ip-office' });
        await send(`${lines.slice(at).join('\r\n')}\r\n`);
        await kept(lines.length);
        await last.stop();
        expect(await house.column('cdr', 'identity')).toHaveLength(lines.length);
        expect(await house.column('reject', 'raw')).toEqual([]);
        expect(spooled()).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('are told of where the disk does not take them, and landed as far as they came', async () => {
    const life = start({ format: 'avaya-ip-office' });
    const socket = await dial();
    writeFileSync(house.spools, 'no folder');
    socket.end(AVAYA);
    await expect(life.ended).rejects.toThrow(/cannot be kept in .*pbx \(ENOTDIR\)/);
    expect(await house.column('cdr', 'identity')).toHaveLength(RECORDS);
  });
});
