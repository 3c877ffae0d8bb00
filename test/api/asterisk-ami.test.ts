import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { asteriskAmi } from '../../src/ingest/feeds/asterisk-ami.ts';
import { type AmiStandIn, STAND_IN_LOGIN, startAmiStandIn } from '../support/ami-stand-in.ts';
import '../support/fixed-seed.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, runOnce, until } from '../support/live-house.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const MAPPED = fixture('ami/mapped.txt');
const PLAIN = fixture('ami/plain.txt');
const CUSTOM = fixture('asterisk/second/Custom.csv');
const MASTER = fixture('asterisk/second/Master.csv');
const COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid';
const RECORDS = 58;
/** More with RINGLEDGER_TEST_RUNS. */
const RUNS = Number(process.env['RINGLEDGER_TEST_RUNS'] ?? 2);

const eventsOf = (text: string) =>
  text
    .split('\r\n\r\n')
    .filter(Boolean)
    .map((event) => `${event}\r\n\r\n`);
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `${line}\n`);

let house: LiveHouse;
let folder: string;
let pbx: AmiStandIn;
let lives: FeedLife[] = [];

beforeAll(async () => {
  const directory = JSON.parse(fixture('asterisk/second/directory.json')) as unknown;
  house = await openLiveHouse(indexDirectory(checkDirectory(directory, 'UTC')));
});
afterAll(() => house?.end());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringledger-ami-'));
  await house.clear();
});
afterEach(async () => {
  await Promise.all(lives.map((life) => life.stop()));
  lives = [];
  await pbx.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (more: object = {}) => ({ ...STAND_IN_LOGIN, port: pbx.port, ...more });
const test = (more: object = {}) =>
  asteriskAmi.test({ settings: settings(more), signal: AbortSignal.timeout(30_000), now: () => 0 });

/** Runs the feed and waits until it is signed in. */
async function start(more: object = {}, from: Parameters<typeof runOnce>[3] = {}): Promise<FeedLife> {
  const before = pbx.signedIn;
  const life = runOnce(house, asteriskAmi, settings(more), from);
  lives.push(life);
  await until(() => pbx.signedIn > before, 'signing in');
  return life;
}

const kept = (count: number) =>
  until(async () => (await house.column('cdr', 'identity')).length >= count, `${count} records kept`);

describe('a source of the kind asterisk-ami', () => {
  it('lands what comes byte by byte, greeted and challenged as by an Asterisk', async () => {
    pbx = await startAmiStandIn({ bytesAtOnce: 1 });
    await start();
    await pbx.send(MAPPED.slice(0, 6_000));
    await pbx.send(MAPPED.slice(6_000, 9_000));
    const whole = eventsOf(MAPPED.slice(0, 9_000))
      .slice(0, -1)
      .filter((one) => one.startsWith('Event: Cdr'));
    await kept(whole.length);
    expect(await house.column('reject', 'message')).toEqual([]);
    expect(pbx.asked.slice(0, 2)).toEqual(['Challenge', 'Login']);
  });

  it('tells the same calls as the files of the same PBX', async () => {
    pbx = await startAmiStandIn();
    const life = await start();
    await pbx.send(MAPPED);
    await kept(RECORDS);
    await until(async () => (await house.column('queue_event', 'event')).length === 19, 'all queue events');
    await life.stop();
    const live = await house.readAll();
    await house.clear();
    const file = join(folder, 'Custom.csv');
    writeFileSync(file, '');
    const filled = await start({ gapFile: file, gapColumns: COLUMNS, queueEvents: 'no' });
    await until(
      () => (filled.cursor() as { file?: object } | null)?.file !== undefined,
      'the place in the file',
    );
    await filled.stop();
    writeFileSync(file, CUSTOM);
    const carries = ['peeraccount', 'linkedid', 'sequence', 'did', 'outcid'];
    const { inode } = (filled.cursor() as { file: { inode: number } }).file;
    await start({ gapFile: file, gapColumns: COLUMNS }, { cursor: { carries, file: { inode, offset: 0 } } });
    await kept(RECORDS);
    for (const line of eventsOf(MAPPED)) if (!line.startsWith('Event: Cdr')) await pbx.send(line);
    await until(async () => (await house.column('queue_event', 'event')).length === 19, 'all queue events');
    expect(await house.readAll()).toEqual(live);
  });

  it('rejects what is no record with its text, and goes on', async () => {
    pbx = await startAmiStandIn();
    await start();
    await pbx.send('Event: Cdr\r\nChannel: SIP/1-1\r\nDuration: soon\r\nBillableSeconds: 0\r\n\r\n');
    await pbx.send(`\0\x01garbage\r\n\r\nEvent: VarSet\r\nValue: ${'v'.repeat(400_000)}\r\n\r\n`);
    await pbx.send(PLAIN);
    await kept(RECORDS);
    await until(async () => (await house.column('reject', 'reason')).length === 2, 'two rejects');
    expect(await house.column('reject', 'reason')).toEqual(['bad-number', 'too-long']);
    expect((await house.column('reject', 'raw'))[0]).toContain('Duration: soon');
  });

  it('says what stands in the way, and how to mend it', async () => {
    pbx = await startAmiStandIn({ hasCdrModule: false });
    await expect(test({ secret: 'wrong' })).rejects.toThrow(
      /refuses the user "ringledger" .*Authentication failed/,
    );
    await expect(test()).rejects.toThrow('load cdr_manager.so');
    const { port } = pbx;
    await pbx.close();
    await expect(test()).rejects.toThrow(`127.0.0.1:${port} (ECONNREFUSED)`);
    pbx = await startAmiStandIn({ greeting: 'SSH-2.0-OpenSSH_9.6' });
    await expect(test()).rejects.toThrow('no Asterisk manager interface');
    await pbx.close();
    pbx = await startAmiStandIn({ givesChallenge: false });
    await expect(test()).rejects.toThrow('set "auth" to "plain"');
    expect((await test({ auth: 'plain' })).join(' ')).toMatch(/Signed in as ringledger.*Without "gapFile"/);
    writeFileSync(join(folder, 'Master.csv'), MASTER);
    expect((await test({ auth: 'plain', gapFile: join(folder, 'Master.csv') })).join(' ')).toContain(
      'lacks peeraccount, linkedid, sequence, did, outcid',
    );
    writeFileSync(join(folder, 'Bare.csv'), MASTER.replaceAll(/"[\d.]+","s-\d+"$/gm, '""'));
    await expect(test({ auth: 'plain', gapFile: join(folder, 'Bare.csv') })).rejects.toThrow(
      'loguniqueid=yes',
    );
  });

  it('says in words which events may be missing where it has no file', async () => {
    pbx = await startAmiStandIn();
    const life = await start({}, { now: () => 1_795_525_320 });
    await pbx.send(eventsOf(PLAIN).find((event) => event.startsWith('Event: Cdr')) ?? '');
    await kept(1);
    await until(() => life.cursor() !== null, 'a cursor');
    pbx.cut();
    await expect(life.ended).rejects.toThrow();
    const next = await start({}, { cursor: life.cursor(), now: () => 1_795_525_500, zone: 'Europe/London' });
    await until(() => next.troubles.length > 0, 'trouble told');
    expect(next.troubles[0]?.message).toBe(
      'Events between 2026-11-24 13:02:00 and 2026-11-24 13:05:00 (Europe/London) may be missing, as the PBX was not heard: import its Master.csv, or set "gapFile" to it, so that gaps fill themselves.',
    );
    const beside = await start({ gapSource: 'cdr-table' }, { cursor: life.cursor() });
    expect(beside.troubles).toEqual([]);
  });
});

/** Amid so many events, each a little further on, a session is cut. */
const CUTS = 30;

/** What may happen while a PBX's calls end one after another. */
const HAPPENINGS = [
  'call',
  'call',
  'call',
  'cut',
  'hang up',
  'kill',
  'clock back',
  'rotate',
  'copy and cut short',
  'half an event',
] as const;
type Happening = (typeof HAPPENINGS)[number];

const fieldOf = (event: string, name: string) => new RegExp(`\\r\\n${name}: (.*)\\r`).exec(event)?.[1] ?? '';

/** A PBX that writes each record into its file and tells it to whoever listens, and a server that is often not there. */
class Story {
  readonly #cdrs: readonly string[];
  readonly #lines: readonly string[];
  readonly #more: Readonly<Record<string, string>>;
  /** A folder of its own: files of another story hold the same lines. */
  readonly #file = join(mkdtempSync(join(folder, 'story-')), 'cdr.csv');
  #clock = 1_795_530_000;
  #cursor: unknown = null;
  #life: FeedLife | undefined;
  #rotated = 0;
  #placed = 0;

  constructor(events: string, csv: string, more: Readonly<Record<string, string>>) {
    this.#cdrs = eventsOf(events).filter((event) => event.startsWith('Event: Cdr'));
    this.#lines = linesOf(csv);
    this.#more = { ...more, gapFile: this.#file };
    writeFileSync(this.#file, '');
  }

  get isToldOut(): boolean {
    return this.#placed >= this.#cdrs.length - 2;
  }

  /** Uniqueids of the records there must be. */
  get uniqueids(): readonly string[] {
    return this.#cdrs
      .slice(0, this.#placed)
      .map((event) => fieldOf(event, 'UniqueID'))
      .sort();
  }

  async begin(): Promise<void> {
    const life = await start(this.#more, { cursor: this.#cursor, now: () => this.#clock });
    await until(() => life.cursor() !== null, 'the first cursor');
    this.#life = life;
  }

  /** The server is killed. */
  async stop(): Promise<void> {
    await this.#life?.stop();
  }

  /** The connection has ended, and with it what the source had to do. */
  async end(): Promise<void> {
    await this.#life?.ended.catch(() => {});
    await this.#life?.stop();
    this.#cursor = this.#life?.cursor();
  }

  /** A call ends: its line is in the file, and its event is returned. */
  place(): string {
    const event = this.#cdrs[this.#placed] ?? '';
    this.#placed += 1;
    const channels = ['Channel', 'DestinationChannel', 'LastApplication'].map((name) => fieldOf(event, name));
    const parts = [fieldOf(event, 'UniqueID'), `"${channels.join('","')}"`, fieldOf(event, 'StartTime')];
    appendFileSync(this.#file, this.#lines.find((line) => parts.every((part) => line.includes(part))) ?? '');
    return event;
  }

  async happen(happening: Happening): Promise<void> {
    if (happening === 'call') await pbx.send(this.place());
    else if (happening === 'clock back') this.#clock -= 3600;
    else if (happening === 'rotate') this.#rotate();
    else if (happening === 'copy and cut short') this.#cutShort();
    else await this.#leave(happening);
  }

  #rotate(): void {
    this.#rotated += 1;
    renameSync(this.#file, `${this.#file}.${this.#rotated}`);
    writeFileSync(this.#file, '');
  }

  #cutShort(): void {
    this.#rotated += 1;
    copyFileSync(this.#file, `${this.#file}.${this.#rotated}`);
    truncateSync(this.#file);
  }

  /** The network is cut when so much of an event has been sent: 0 is nothing of it, 1 all but its last byte. */
  async cutAmid(share: number): Promise<void> {
    const event = this.place();
    await pbx.send(event.slice(0, Math.round((event.length - 1) * share)));
    pbx.cut();
    await this.end();
    await this.begin();
  }

  async #leave(happening: Happening): Promise<void> {
    if (happening === 'half an event') await pbx.send(this.place().slice(0, 200));
    if (happening === 'hang up') pbx.hangUp();
    else if (happening === 'kill') await this.#life?.stop();
    else pbx.cut();
    await this.end();
    // Calls end while nobody listens.
    this.place();
    await this.begin();
  }
}

describe.each([
  ['Master.csv, as events without mappings', PLAIN, MASTER, {}],
  ['Custom.csv, as events with mappings', MAPPED, CUSTOM, { gapColumns: COLUMNS }],
  ['Master.csv, as events that carry more', MAPPED, MASTER, {}],
])('%s', (_name, events, csv, more) => {
  it('every record is there once, wherever amid an event a session is cut', async () => {
    pbx = await startAmiStandIn();
    const story = new Story(events, csv, more);
    await story.begin();
    for (let cut = 0; cut <= CUTS; cut += 1) await story.cutAmid(cut / CUTS);
    await kept(story.uniqueids.length);
    await story.stop();
    expect(await house.column('reject', 'message')).toEqual([]);
    expect(await house.column('cdr', 'uniqueid')).toEqual(story.uniqueids);
  });

  it('every record is there once, whatever is killed and cut and set back meanwhile', async () => {
    const schedule = fc.array(fc.constantFrom(...HAPPENINGS), { minLength: 8, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(schedule, async (happenings) => {
        // Whoever is left of a story that failed would go on in the next.
        await Promise.all(lives.splice(0).map((life) => life.stop()));
        await house.clear();
        pbx = await startAmiStandIn();
        const story = new Story(events, csv, more);
        await story.begin();
        for (const happening of happenings) if (!story.isToldOut) await story.happen(happening);
        await pbx.send(story.place());
        pbx.cut();
        await story.end();
        await story.begin();
        // What no event told is read from the file soon after a session began.
        await kept(story.uniqueids.length);
        await story.stop();
        expect(await house.column('reject', 'message')).toEqual([]);
        expect(await house.column('cdr', 'uniqueid')).toEqual(story.uniqueids);
        await pbx.close();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 300_000);
});
