import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { watchPublishedRuns } from '../../src/billing/published-runs.ts';
import type { RunRequest } from '../../src/billing/rating-runs.ts';
import type { RunParts } from '../../src/billing/run-parts.ts';
import type { ReportName } from '../../src/core/call-reports.ts';
import type { Directory } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { type Grant, scopeOfGrant } from '../../src/core/scope.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { importCdrs } from '../../src/ingest/import-files.ts';
import { type LandingParts, makeAlone, readFinishedVersion } from '../../src/ingest/landing.ts';
import { remakeAll } from '../../src/ingest/remake-all.ts';
import type { PriceBook } from '../../src/rating/price-book.ts';
import { answerReport } from '../../src/reports/answer-report.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { type CallHomeName, openCallHome } from './call-homes.ts';
import { putFreshCatalog } from './fresh-stores.ts';

const SAMPLE = new URL('../fixtures/asterisk/directory.json', import.meta.url);
const EVERYBODY: Grant = { everyCompany: true, companies: [] };

/** Stores, a PBX and prices, with all that runs need and no server around them. */
export interface RatingHouse {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  readonly directory: Directory;
  /** Runs that were published and could not be settled at once. */
  readonly unsettled: number[];
  /** The prices of now; those of before are found by their revision. */
  book: PriceBook;
  /** Runs over these stores, or over others that stand before them. */
  runs(calls?: CallStore, catalog?: Catalog): RunParts;
  /** Lands lines of Master.csv, priced by the book of now. */
  land(text: string): Promise<void>;
  /** Makes every leg again, priced by the book of now. */
  remake(): Promise<void>;
  /** What reports say of all times, a line each: outsummary with handsets, and outcalls of both companies. */
  readReports(options?: ReadOptions): Promise<string>;
  close(): Promise<void>;
}

interface ReadOptions {
  readonly keevioMerge?: boolean;
  /** Instead of the run that is published and not settled: which is laid over, or none. */
  readonly overlayRun?: number | undefined;
  /** Version of the legs that are read. */
  readonly asOf?: number;
}

/** Everything between the first and the last of the calls that are landed. */
export const ALL_TIMES = { fromAt: Date.UTC(2026, 9, 1) / 1000, toAt: Date.UTC(2027, 0, 1) / 1000 };

/** A run over all calls, published at once, unless said otherwise. */
export function makeRequest(given: Partial<RunRequest> = {}): RunRequest {
  return {
    ...ALL_TIMES,
    companies: null,
    devices: null,
    reason: 'a test',
    askedBy: 'tester',
    review: false,
    ...given,
  };
}

export async function openRatingHouse(home: CallHomeName, book: PriceBook): Promise<RatingHouse> {
  const { store, end } = await openCallHome(home);
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-runs-'));
  await putFreshCatalog(join(folder, 'catalog'));
  const catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  const directory = indexDirectory(checkDirectory(JSON.parse(await readFile(SAMPLE, 'utf8')), 'UTC'));
  const books = new Map<number, PriceBook>();
  const landingOver = (calls: CallStore, over: Catalog): LandingParts => ({
    calls,
    catalog: over,
    directory: async () => directory,
    prices: async () => () => house.book,
    now: () => 0,
  });
  const landing = landingOver(store, catalog);
  const published = watchPublishedRuns(catalog);
  let now = book;
  const house: RatingHouse = {
    calls: store,
    catalog,
    directory,
    unsettled: [],
    get book() {
      return now;
    },
    set book(next) {
      now = next;
      books.set(next.revision, next);
    },
    runs: (calls = store, over = catalog) => ({
      calls,
      catalog: over,
      directory: async () => directory,
      prices: async (revision) => findBook(books, revision ?? now.revision),
      alone: (run) => makeAlone(landingOver(calls, over), ({ version }) => run(version)),
      finishedVersion: () => readFinishedVersion(over),
      unsettled: (run) => void house.unsettled.push(run),
    }),
    land: async (text) => {
      await importCdrs(landing, Readable.from([Buffer.from(text)]), {
        source: 'Master.csv',
        zone: 'UTC',
        columns: undefined,
      });
    },
    remake: async () => void (await remakeAll(landing, () => {})),
    readReports: async (options = {}) => {
      const overlay =
        'overlayRun' in options
          ? options.overlayRun
          : (await published()).overlayOf({ ...ALL_TIMES, zone: 'UTC' });
      return readReports(store, directory, { keevioMerge: false, ...options, overlayRun: overlay });
    },
    close: async () => {
      await catalog.close();
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  house.book = book;
  return house;
}

function findBook(books: ReadonlyMap<number, PriceBook>, revision: number): PriceBook {
  const book = books.get(revision);
  if (book === undefined) throw new Error(`there were never prices of revision ${revision}`);
  return book;
}

async function readReports(
  calls: CallStore,
  directory: Directory,
  source: ReadOptions & { readonly keevioMerge: boolean },
): Promise<string> {
  const parts = { calls, directory, dayWindow: 'back' as const };
  const texts: string[] = [];
  for (const [report, companies] of [
    ['outsummary', undefined],
    ['outcalls', ['default']],
    ['outcalls', ['test']],
  ] as const) {
    const scope = scopeOfGrant(companies === undefined ? EVERYBODY : { everyCompany: false, companies });
    const filter = { scope, period: { ...ALL_TIMES, zone: 'UTC' }, ...source };
    const chunks: Uint8Array[] = [];
    for await (const chunk of answerReport(makeReport(report, source.keevioMerge), filter, parts))
      chunks.push(chunk);
    texts.push(Buffer.concat(chunks).toString('utf8').replaceAll('\n', ''));
  }
  return texts.join('\n');
}

function makeReport(report: ReportName, keevioMerge: boolean) {
  return {
    ...{ report, companies: undefined, keys: undefined, keevioMerge, detail: true, recalc: false },
    ...{ year: 2026, month: 11, day: undefined, days: 1 },
  };
}
