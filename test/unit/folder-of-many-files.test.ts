import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedContext } from '../../src/ingest/feeds/feed.ts';
import { folderFeed } from '../../src/ingest/feeds/folder.ts';
import { FolderReading } from '../../src/ingest/feeds/folder-reading.ts';
import { closeFolder, readFolder } from '../../src/ingest/feeds/read-folder.ts';
import { createLiveBoard } from '../../src/ingest/live/live-board.ts';
import { fixture } from '../support/read-file-fixture.ts';

const NOTHING = { accepted: 0, duplicate: 0, rejected: 0 };
const FILES = 300;
const JSON_LEG = fixture('freeswitch/legs.cdr.json').toString('utf8').split('\n', 1)[0] ?? '';
const XML_LEG = `${fixture('freeswitch/legs.cdr.xml').toString('utf8').split('</cdr>', 1)[0]}</cdr>`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-many-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What whoever reads the folder has landed, and the cursor that is kept with it. */
class Kept {
  readonly uniqueids: string[] = [];
  landings = 0;
  cursor: unknown = null;

  async read(): Promise<void> {
    const reading = new FolderReading(this.#context(), {
      path: folder,
      files: [
        { name: '*.json', kind: 'freeswitch-json' },
        { name: '*.xml', kind: 'freeswitch-xml' },
      ],
      zone: undefined,
      pollMilliseconds: 10,
    });
    try {
      expect(await readFolder(reading)).toEqual([]);
    } finally {
      await closeFolder(reading);
    }
  }

  #context(): FeedContext {
    return {
      ...{ name: 'test', settings: {}, zone: 'UTC', cursor: this.cursor, spool: folder, now: () => 0 },
      signal: new AbortController().signal,
      live: createLiveBoard(() => 0).teller('test'),
      landCdrs: async ({ records, rejects }, cursor) => {
        expect(rejects).toEqual([]);
        this.landings += 1;
        this.uniqueids.push(...records.map(({ cdr }) => cdr.uniqueid));
        if (cursor !== undefined) this.cursor = cursor;
        return { ...NOTHING, accepted: records.length };
      },
      landQueueEvents: async () => NOTHING,
      landCelEvents: async () => NOTHING,
      keepCursor: async (cursor) => {
        this.cursor = cursor;
      },
      tell: () => {},
    };
  }
}

/** Leg `n` of its own, as FreeSWITCH writes each into a file of its own. */
async function writeLeg(n: number): Promise<string> {
  const uuid = `${(0xb000_0000 + n).toString(16)}-0000-4000-8000-000000000001`;
  const [leg, end] = n % 2 === 0 ? [JSON_LEG, 'json'] : [XML_LEG, 'xml'];
  await writeFile(
    join(folder, `${uuid}.cdr.${end}`),
    leg.replaceAll('a0000001-0000-4000-8000-000000000001', uuid),
  );
  return uuid;
}

describe('a folder with a file for each leg', () => {
  it('lands them together, each once, and knows them all again', async () => {
    const written = await Promise.all(Array.from({ length: FILES }, (_, n) => writeLeg(n)));
    const kept = new Kept();
    await kept.read();
    expect(kept.uniqueids.toSorted()).toEqual(written);
    expect(kept.landings).toBeLessThan(FILES / 3);
    await kept.read();
    expect(kept.uniqueids).toHaveLength(FILES);
    written.push(await writeLeg(FILES));
    await kept.read();
    expect(kept.uniqueids.toSorted()).toEqual(written);
  });

  it('is tried by some of them, and told of in a few sentences', async () => {
    await Promise.all(Array.from({ length: FILES }, (_, n) => writeLeg(n)));
    const settings = { path: folder, files: ['*.json=freeswitch-json', '*.xml=freeswitch-xml'] };
    const told = await folderFeed.test({ settings, signal: AbortSignal.timeout(30_000), now: () => 0 });
    expect(told).toHaveLength(20);
    expect(told.at(-1)).toMatch(/^And 281 other files: [\d,]+ bytes\.$/);
  });
});
