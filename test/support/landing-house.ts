import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Directory } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { attributeAgain } from '../../src/ingest/attribute-again.ts';
import { importCdrs, importCel, importQueueLog } from '../../src/ingest/import-files.ts';
import type { LandingParts } from '../../src/ingest/landing.ts';
import { compareJourneys } from '../../src/proof/compare-journeys.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { readJourneyTexts } from '../../src/store/calls/journey-rows.ts';
import { parseJourney } from '../../src/store/calls/journey-text.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';
import { type CallHomeName, openCallHome } from './call-homes.ts';
import { putFreshCatalog } from './fresh-stores.ts';
import { makeCard } from './rate-cards.ts';
import { CEL_CSV_COLUMNS } from './sample-journeys.ts';

const SAMPLE = new URL('../fixtures/asterisk/second/', import.meta.url);
export const CUSTOM_COLUMNS = [
  ...[
    'accountcode',
    'src',
    'dst',
    'dcontext',
    'clid',
    'channel',
    'dstchannel',
    'lastapp',
    'lastdata',
    'start',
  ],
  ...['answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags', 'userfield', 'uniqueid', 'linkedid'],
  ...['peeraccount', 'sequence', 'did', 'outcid'],
];
/** All times in which the sample's calls may be. */
const ALL_TIMES = { fromAt: 1_790_000_000, toAt: 1_800_000_000 };

/** What the second sample's PBX wrote, by kind: texts whose lines may come in any order. */
export const SAMPLE_LINES = {
  cdr: readLines('Custom.csv'),
  queueLog: readLines('queue_log'),
  cel: readLines('cel.csv'),
} as const;

export type LineKind = keyof typeof SAMPLE_LINES;

function readLines(file: string): readonly string[] {
  return readFileSync(new URL(file, SAMPLE), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Stores in which lines of the second sample land by its directory, and no server around them. */
export interface LandingHouse {
  readonly parts: LandingParts;
  directory: Directory;
  /** The next write to this table fails, once, as a full disk makes it fail. */
  failing: string | undefined;
  /** Lands lines of one kind. */
  land(kind: LineKind, lines: readonly string[]): Promise<void>;
  /** In what kept journeys differ from those that the kept records, logs and channel events tell now. */
  findDifferences(): Promise<readonly unknown[]>;
  /** Kept journeys, without accounting ids, in order of their calls. */
  readJourneys(): Promise<readonly unknown[]>;
  /** Forgets all calls. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** The directory of the sample, with other names as `rename` gives them. */
export function sampleDirectory(rename: (name: string) => string = (name) => name): Directory {
  const text = readFileSync(new URL('directory.json', SAMPLE), 'utf8');
  const renamed: unknown = JSON.parse(text, (key, value: unknown) =>
    (key === 'owner' || key === 'name') && typeof value === 'string' ? rename(value) : value,
  );
  return indexDirectory(checkDirectory(renamed, 'UTC'));
}

export async function openLandingHouse(home: CallHomeName): Promise<LandingHouse> {
  const { store, end } = await openCallHome(home);
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-landing-'));
  await putFreshCatalog(join(folder, 'catalog'));
  const catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  const calls: CallStore = {
    ...store,
    insert: async (table, ...rest) => {
      if (house.failing === table) {
        house.failing = undefined;
        throw new Error(`no space left for ${table}`);
      }
      return store.insert(table, ...rest);
    },
  };
  const parts: LandingParts = {
    ...{ calls, catalog, now: () => 0 },
    directory: async () => house.directory,
    prices: async () => () => compilePriceBook(makeCard([])),
  };
  const house: LandingHouse = {
    parts,
    directory: sampleDirectory(),
    failing: undefined,
    land: async (kind, lines) => {
      const stream = Readable.from([Buffer.from(lines.map((line) => `${line}\n`).join(''))]);
      const from = { source: kind, zone: 'UTC' };
      if (kind === 'cdr') await importCdrs(parts, stream, { ...from, columns: CUSTOM_COLUMNS });
      else if (kind === 'queueLog') await importQueueLog(parts, stream, from);
      else await importCel(parts, stream, { ...from, columns: CEL_CSV_COLUMNS['second/'].split(',') });
    },
    findDifferences: async () => {
      const differences: unknown[] = [];
      for await (const { fromAt, toAt, journeys } of attributeAgain(parts, ALL_TIMES))
        differences.push(...compareJourneys(journeys, await readJourneyTexts(store, { fromAt, toAt })));
      return differences;
    },
    readJourneys: async () => {
      const kept = await readJourneyTexts(store, ALL_TIMES);
      return kept
        .toSorted((one, other) => one.startAt - other.startAt || one.callKey - other.callKey)
        .map(({ text }) => parseJourney(text).map(({ acctid: _acctid, ...step }) => step));
    },
    clear: async () => {
      for (const table of TABLES) await store.command(`TRUNCATE TABLE ${table}`);
    },
    close: async () => {
      await catalog.close();
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return house;
}

const TABLES = [
  ...['cdr', 'queue_event', 'cel', 'call_tie', 'reject', 'journey'],
  ...['outbound_leg', 'inbound_leg', 'outbound_leg_past', 'inbound_leg_past'],
];
