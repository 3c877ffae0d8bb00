import { renameSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedContext } from '../../src/ingest/feeds/feed.ts';
import { FolderReading } from '../../src/ingest/feeds/folder-reading.ts';
import { closeFolder, readFolder } from '../../src/ingest/feeds/read-folder.ts';
import { createLiveBoard } from '../../src/ingest/live/live-board.ts';

const NOTHING = { accepted: 0, duplicate: 0, rejected: 0 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-packed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A source over the folder; the numbers of calls that land are told. */
function makeContext(landed: string[]): FeedContext {
  return {
    ...{ name: 'test', settings: {}, zone: 'UTC', cursor: null, spool: folder, now: () => 0 },
    signal: new AbortController().signal,
    live: createLiveBoard(() => 0).teller('test'),
    landCdrs: async ({ records, rejects }) => {
      expect(rejects).toEqual([]);
      landed.push(...records.map(({ cdr }) => cdr.uniqueid.replace(/^.*\./, '')));
      return { ...NOTHING, accepted: records.length };
    },
    landQueueEvents: async () => NOTHING,
    landCelEvents: async () => NOTHING,
    keepCursor: async () => {},
    tell: () => {},
  };
}

/** Lines of Master.csv of calls with these numbers. */
const lines = (...calls: readonly number[]) =>
  calls
    .map((call) => {
      const start = new Date((1_795_521_600 + call) * 1000).toISOString().slice(0, 19).replace('T', ' ');
      return `"","204","${call}","ctx","""Bob"" <204>","SIP/b-${call}","","Dial","x","${start}","","${start}",5,0,"NO ANSWER","DOCUMENTATION","${1_795_521_600 + call}.${call}",""\n`;
    })
    .join('');

describe('packed files', () => {
  it('are read though their names are other files’ by then', async () => {
    const landed: string[] = [];
    const reading = new FolderReading(makeContext(landed), {
      path: folder,
      files: [{ name: 'Master.csv', kind: 'asterisk-cdr' }],
      zone: undefined,
      columns: undefined,
      pollMilliseconds: 10,
    });
    const [plain = '', one = '', two = '', other = ''] = [
      ...['Master.csv', 'Master.csv.1.gz', 'Master.csv.2.gz', 'new'].map((name) => join(folder, name)),
    ];
    await writeFile(plain, lines(0, 1, 2));
    await readFolder(reading);
    await rm(plain);
    await writeFile(one, gzipSync(lines(0, 1, 2, 3, 4)));
    await writeFile(other, gzipSync(lines(5)));
    // As logrotate does, at the moment at which it is known how much of the file is read already.
    const { state } = reading;
    const found = state.found.bind(state);
    let moves = 0;
    state.found = (mark) => {
      found(mark);
      moves += 1;
      if (moves > 1) return;
      renameSync(one, two);
      renameSync(other, one);
    };
    for (let look = 0; look < 3; look += 1) await readFolder(reading);
    expect(moves).toBeGreaterThan(0);
    await closeFolder(reading);
    expect([...new Set(landed)].sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});
