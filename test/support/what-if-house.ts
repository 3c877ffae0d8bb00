import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createArrivalPrices } from '../../src/billing/arrival-prices.ts';
import { importDeck } from '../../src/billing/import-deck.ts';
import { loadPriceBook } from '../../src/billing/load-price-book.ts';
import { watchPublishedRuns } from '../../src/billing/published-runs.ts';
import { recalculate } from '../../src/billing/rating-runs.ts';
import type { RunParts } from '../../src/billing/run-parts.ts';
import { importTariffs } from '../../src/billing/tariffs-import.ts';
import type { WhatIfRequest } from '../../src/billing/what-if.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import type { RatingRun } from '../../src/core/rating-run.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import { importDirectory, loadDirectory } from '../../src/directory/import-directory.ts';
import { importCdrs } from '../../src/ingest/import-files.ts';
import { type LandingParts, makeAlone, readFinishedVersion } from '../../src/ingest/landing.ts';
import { answerReport } from '../../src/reports/answer-report.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { type CallHomeName, openCallHome } from './call-homes.ts';
import { type CATALOG_HOMES, openCatalogHome } from './catalog-home.ts';

/** Both homes of both stores. */
export const HOUSE_HOMES = [
  { calls: 'chDB in a folder', catalog: 'embedded' },
  { calls: 'ClickHouse server', catalog: 'server' },
] as const satisfies readonly HouseHome[];

interface HouseHome {
  readonly calls: CallHomeName;
  readonly catalog: (typeof CATALOG_HOMES)[number];
}

/** The bundled PBX with its prices in a catalog, and all that runs need. */
export interface WhatIfHouse {
  readonly runs: RunParts;
  /** The same over stores that stand before these. */
  runsOver(calls: CallStore, catalog: Catalog): RunParts;
  /** What everybody's reports say of November and December. */
  readReports(): Promise<string>;
  importTariffs(file: unknown): Promise<number>;
  /** Prices everything by what is in the catalog, and publishes it. */
  recalculate(scope?: Partial<typeof EVERYTHING>): Promise<RatingRun>;
  close(): Promise<void>;
}

/** Of all calls. */
export const EVERYTHING = {
  fromAt: Date.UTC(2026, 9, 1) / 1000,
  toAt: Date.UTC(2027, 0, 1) / 1000,
  companies: null as readonly string[] | null,
  devices: null as readonly string[] | null,
};

/** France has no price. */
const UK_DECK = `prefix,destination,numberType,perMinute,firstIncrement,nextIncrement
44,United Kingdom,National,0.010007,60,1
447,UK mobile,Mobile,0.123457,30,6
1,United States,International,0.020011,60,60
`;

/** Mobiles are dearer, France gets a price, and the United States lose theirs. */
export const OTHER_DECK = `prefix,destination,numberType,perMinute,firstIncrement,nextIncrement
44,United Kingdom,National,0.009001,60,1
447,UK mobile,Mobile,0.198765,30,6
33,France,International,0.060013,6,6
`;

const DIRECTORY = new URL('../fixtures/asterisk/directory.json', import.meta.url);

export function makeWish(
  hypothesis: WhatIfRequest['hypothesis'],
  given: Partial<WhatIfRequest> = {},
): WhatIfRequest {
  return { ...EVERYTHING, reason: 'a test', askedBy: 'tester', hypothesis, ...given };
}

/** The house with the deck `uk`, and these lines of Master.csv landed. */
export async function openWhatIfHouse(home: HouseHome, lines: string): Promise<WhatIfHouse> {
  const { store, end } = await openCallHome(home.calls);
  const opened = await openCatalogHome(home.catalog);
  const catalog = await connectCatalog(opened.home);
  await importDirectory(catalog, await readFile(DIRECTORY, 'utf8'));
  const deck = { name: 'uk', from: '2026-01-01', currency: 'GBP', csv: UK_DECK };
  await importDeck(catalog, deck);
  const runsOver = (calls: CallStore, over: Catalog) => makeRuns(calls, over);
  const runs = runsOver(store, catalog);
  const landing = makeLanding(runs);
  const stream = Readable.from([Buffer.from(lines)]);
  await importCdrs(landing, stream, { source: 'Master.csv', zone: 'UTC', columns: undefined });
  const published = watchPublishedRuns(catalog);
  return {
    runs,
    runsOver,
    readReports: () => readReports(runs, published),
    importTariffs: async (file) => (await importTariffs(catalog, JSON.stringify(file))).revision,
    recalculate: (scope = {}) =>
      recalculate(runs, { ...EVERYTHING, ...scope, reason: 'a test', askedBy: 'tester', review: false }),
    close: async () => {
      await catalog.close();
      await opened.remove();
      await end();
    },
  };
}

function makeLanding({
  calls,
  catalog,
  directory,
  prices,
}: Pick<RunParts, 'calls' | 'catalog' | 'directory' | 'prices'>): LandingParts {
  return { calls, catalog, directory, prices: createArrivalPrices(catalog, prices, prices), now: () => 0 };
}

function makeRuns(calls: CallStore, catalog: Catalog): RunParts {
  const directory = async () => indexDirectory(await loadDirectory(catalog));
  const prices = async (revision?: number) => loadPriceBook(catalog, (await directory()).zone, revision);
  const landing = makeLanding({ calls, catalog, directory, prices });
  return {
    calls,
    catalog,
    directory,
    prices,
    alone: (run) => makeAlone(landing, ({ version }) => run(version)),
    finishedVersion: () => readFinishedVersion(catalog),
    unsettled: (_run, error) => {
      throw error;
    },
  };
}

async function readReports(
  { calls, directory }: RunParts,
  published: ReturnType<typeof watchPublishedRuns>,
): Promise<string> {
  const parts = { calls, directory: await directory(), dayWindow: 'back' as const };
  const period = { fromAt: EVERYTHING.fromAt, toAt: EVERYTHING.toAt, zone: 'UTC' };
  const overlayRun = (await published()).overlayOf(period);
  const asked = { companies: undefined, keys: undefined, keevioMerge: false, detail: true, recalc: false };
  const dates = { year: 2026, month: 11, day: undefined, days: 1 };
  const texts: string[] = [];
  for (const [report, companies] of [
    ['outsummary', ['default', 'test']],
    ['outcalls', ['default']],
    ['outcalls', ['test']],
  ] as const) {
    const scope = scopeOfGrant({ everyCompany: false, companies });
    const filter = { scope, period, keevioMerge: false, overlayRun };
    const chunks: Uint8Array[] = [];
    for await (const chunk of answerReport({ report, ...asked, ...dates }, filter, parts)) chunks.push(chunk);
    texts.push(Buffer.concat(chunks).toString('utf8'));
  }
  return texts.join('\n');
}
