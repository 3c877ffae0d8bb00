import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { RingledgerError } from '../../core/errors.ts';
import type { SecretBox, Secrets } from '../../core/seal.ts';
import type { Catalog } from '../../store/catalog/catalog.ts';
import { noteNews, releaseSource, type SourceRow } from '../../store/catalog/sources.ts';
import type { LandingParts } from '../landing.ts';
import type { LiveBoard } from '../live/live-board.ts';
import type { FeedContext, FeedKind } from './feed.ts';
import { createFeedState, type FeedState } from './feed-state.ts';
import { createKeeper } from './keep-landed.ts';
import { tellError } from './tell-error.ts';
import { wait } from './wait.ts';

/** What running feeds need of the rest of the house. */
export interface FeedParts {
  readonly landing: LandingParts;
  readonly catalog: Catalog;
  readonly kinds: readonly FeedKind[];
  readonly secrets: SecretBox;
  /** Done after records have landed; may be put off, as what it does is found again by the next. */
  readonly afterLanding: () => Promise<void>;
  /** What goes on at the PBXs right now. */
  readonly live: LiveBoard;
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
  /** Names this process among all on the catalog. */
  readonly holder: string;
  /** UTC epoch seconds. */
  readonly now: () => number;
  /** In it each source has a folder for what nobody sends again and has not landed. */
  readonly spools: string;
}

/** One source that this process reads. */
export interface RunningFeed {
  readonly name: string;
  readonly revision: number;
  readonly state: FeedState;
  /** Tells it to end; `ended` resolves when it has, and the source is given up. */
  stop(): void;
  readonly ended: Promise<void>;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** Reads a source that this process holds until it is stopped, again and again where it fails. */
export function runFeed(parts: FeedParts, row: SourceRow): RunningFeed {
  const end = new AbortController();
  const state = createFeedState();
  const teller = parts.live.teller(row.name);
  if (parts.kinds.find(({ kind }) => kind === row.kind)?.tellsCalls === true) teller.expect();
  const run = async () => {
    try {
      await readAgainAndAgain(parts, row, state, end);
    } finally {
      teller.close();
      await giveUp(parts, row.name, state);
    }
  };
  return { name: row.name, revision: row.revision, state, stop: () => end.abort(), ended: run() };
}

async function readAgainAndAgain(
  parts: FeedParts,
  row: SourceRow,
  state: FeedState,
  end: AbortController,
): Promise<void> {
  const { signal } = end;
  let cursor = row.cursor;
  let pause = FIRST_WAIT_MS;
  while (!signal.aborted) {
    const before = cursor;
    let secrets: Secrets = {};
    try {
      secrets = row.secrets === null ? {} : await parts.secrets.open(row.name, row.secrets);
      const kind = kindOf(parts.kinds, row);
      const known = secrets;
      const keeper = createKeeper(parts, row.name, state, end, {
        kept: (kept) => {
          cursor = kept;
        },
        words: (error) => tellError(error, known),
      });
      await kind.run({ ...(await describeFeed(parts, row, secrets)), signal, cursor, ...keeper });
      if (!signal.aborted) parts.logger.info({ source: row.name }, 'a source ended by itself');
    } catch (error) {
      if (!signal.aborted) fail(parts, row.name, state, tellError(error, secrets));
    }
    await flush(parts, row.name, state);
    if (cursor !== before) pause = FIRST_WAIT_MS;
    await wait(pause, signal);
    pause = Math.min(pause * 2, LONGEST_WAIT_MS);
  }
}

async function describeFeed(
  parts: FeedParts,
  row: SourceRow,
  secrets: Secrets,
): Promise<Pick<FeedContext, 'name' | 'settings' | 'zone' | 'live' | 'spool' | 'now'>> {
  const { name } = row;
  const { zone } = await parts.landing.directory();
  const live = parts.live.teller(name);
  const spool = join(parts.spools, name);
  return { name, settings: { ...row.settings, ...secrets }, zone, live, spool, now: parts.now };
}

/** Refuses with a sentence a kind that this version does not have. */
export function kindOf(
  kinds: readonly FeedKind[],
  { name, kind }: Pick<SourceRow, 'name' | 'kind'>,
): FeedKind {
  const known = kinds.find((one) => one.kind === kind);
  if (known !== undefined) return known;
  throw new RingledgerError(
    'invalid-config',
    `The source "${name}" is of the kind "${kind}", which this version of Ringledger does not have: start the newer version that made it, or remove the source.`,
  );
}

function fail(parts: FeedParts, name: string, state: FeedState, words: string): void {
  state.fail(words);
  parts.logger.warn({ source: name, reason: words }, 'a source cannot be read; it is tried again');
}

/** Puts into the catalog what a feed told since. Trouble with the catalog is told by whoever reads it next. */
export async function flush(parts: FeedParts, name: string, state: FeedState): Promise<void> {
  const news = state.takeNews();
  if (news === null) return;
  await noteNews(parts.catalog.db, name, parts.holder, news).catch(() => state.putBack(news));
}

async function giveUp(parts: FeedParts, name: string, state: FeedState): Promise<void> {
  try {
    await flush(parts, name, state);
    await releaseSource(parts.catalog.db, name, parts.holder);
  } catch (error) {
    parts.logger.error({ err: error, source: name }, 'a source is not given up; others wait half a minute');
  }
}
