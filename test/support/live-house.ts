import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Directory } from '../../src/core/directory.ts';
import type { RingledgerError } from '../../src/core/errors.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import type { FeedContext, FeedKind } from '../../src/ingest/feeds/feed.ts';
import { landCdrs } from '../../src/ingest/land-cdrs.ts';
import { landCelEvents } from '../../src/ingest/land-cel.ts';
import { landQueueLog } from '../../src/ingest/land-queue-log.ts';
import type { LandingParts } from '../../src/ingest/landing.ts';
import { createLiveBoard, type LiveBoard } from '../../src/ingest/live/live-board.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { answerReport } from '../../src/reports/answer-report.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';
import { putFreshStores } from './fresh-stores.ts';
import { makeCard } from './rate-cards.ts';

/** Real stores with real landing, into which feeds are run without the server around them. */
export interface LiveHouse {
  readonly parts: LandingParts;
  /** In it each source keeps what nobody sends again. */
  readonly spools: string;
  /** One column of kept rows, sorted. */
  column(table: 'cdr' | 'reject' | 'queue_event' | 'cel', column: string): Promise<readonly string[]>;
  /** All calls of all companies, without accounting ids. */
  readAll(): Promise<unknown>;
  /** Forgets all records and what was made of them. */
  clear(): Promise<void>;
  end(): Promise<void>;
}

const ALL_CALLS = {
  report: 'allcalls',
  companies: undefined,
  year: 2026,
  month: 11,
  day: undefined,
  days: 1,
  keys: undefined,
  keevioMerge: false,
  detail: false,
  recalc: false,
} as const;

/** Opens stores in a folder of their own. */
export async function openLiveHouse(directory: Directory): Promise<LiveHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-live-'));
  await putFreshStores(folder);
  const calls = await connectCalls({ folder: join(folder, 'calls') });
  const catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  const spools = join(folder, 'spool');
  return {
    spools,
    parts: {
      calls,
      catalog,
      directory: async () => directory,
      prices: async () => () => compilePriceBook(makeCard([])),
      now: () => 0,
    },
    column: async (table, column) => {
      const rows = await readRows<[string]>(
        calls,
        `SELECT toString(${column}) AS one FROM ${table} FINAL ORDER BY one`,
      );
      return rows.map(([one]) => one);
    },
    readAll: async () => {
      const filter = {
        scope: scopeOfGrant({ everyCompany: true, companies: [] }),
        period: { fromAt: 0, toAt: 0xffff_ffff, zone: 'UTC' },
      };
      const chunks: Uint8Array[] = [];
      const answer = answerReport(ALL_CALLS, filter, { calls, directory, dayWindow: 'back' });
      for await (const chunk of answer) chunks.push(chunk);
      return JSON.parse(`{${Buffer.concat(chunks).toString('utf8')}}`, (key, value: unknown) => {
        if (key === 'acctid') return undefined;
        // Calls of one second stand in the order of their ids, which depends on which came first.
        return key === 'calls' ? (value as object[]).map((call) => JSON.stringify(call)).sort() : value;
      });
    },
    clear: async () => {
      await rm(spools, { recursive: true, force: true });
      for (const table of [
        'cdr',
        'reject',
        'queue_event',
        'cel',
        'call_tie',
        'outbound_leg',
        'inbound_leg',
      ]) {
        await calls.command(`TRUNCATE TABLE ${table}`);
      }
    },
    end: async () => {
      await calls.close();
      await catalog.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One life of a feed: what it was told, and what it told. */
export interface FeedLife {
  /** The cursor that was kept last. */
  readonly cursor: () => unknown;
  readonly troubles: readonly RingledgerError[];
  /** Rejects with what the feed threw; resolves when it was stopped. */
  readonly ended: Promise<void>;
  /** Ends it, as the end of a server does; a failure is told by `ended`. */
  stop(): Promise<void>;
}

/** Runs a feed over the house's landing, once, from a cursor on. */
export function runOnce(
  house: LiveHouse,
  kind: FeedKind,
  settings: Readonly<Record<string, unknown>>,
  from: {
    readonly cursor?: unknown;
    readonly zone?: string;
    readonly now?: () => number;
    readonly name?: string;
    readonly live?: LiveBoard;
  } = {},
): FeedLife {
  const end = new AbortController();
  const troubles: RingledgerError[] = [];
  let kept: unknown = from.cursor ?? null;
  let landing: Promise<unknown> = Promise.resolve();
  const keep = (cursor: unknown) => {
    if (cursor !== undefined) kept = JSON.parse(JSON.stringify(cursor));
  };
  const source = from.name ?? 'pbx';
  const context: FeedContext = {
    name: source,
    settings,
    zone: from.zone ?? 'UTC',
    signal: end.signal,
    now: from.now ?? (() => Math.floor(Date.now() / 1000)),
    live: (from.live ?? createLiveBoard(() => 0)).teller(source),
    cursor: kept,
    spool: join(house.spools, source),
    landCdrs: (batch, cursor) => {
      // One after the other, and none after one that failed.
      const landed = landing.then(async () => {
        const waiting = [{ ...batch, source }];
        const done = await landCdrs(house.parts, () => waiting.shift());
        keep(cursor);
        return done;
      });
      landing = landed;
      landing.catch(() => {});
      return landed;
    },
    landQueueEvents: async (batch, cursor) => {
      const landed = await landQueueLog(house.parts, { ...batch, source });
      keep(cursor);
      return landed;
    },
    landCelEvents: async (batch, cursor) => {
      const landed = await landCelEvents(house.parts, { ...batch, source });
      keep(cursor);
      return landed;
    },
    keepCursor: async (cursor) => keep(cursor),
    tell: ({ trouble }) => {
      if (trouble) troubles.push(trouble);
    },
  };
  const ended = kind.run(context).catch((error: unknown) => {
    if (!end.signal.aborted) throw error;
  });
  ended.catch(() => {});
  return {
    cursor: () => kept,
    troubles,
    ended,
    stop: async () => {
      end.abort();
      await ended.catch(() => {});
    },
  };
}

/** Waits until `isSo` holds; fails with `what` where it does not within half a minute. */
export async function until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never came about: ${what}`);
}
