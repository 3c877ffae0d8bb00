import { randomUUID } from 'node:crypto';
import { createSecretBox, type ReadSecretKey } from '../../core/seal.ts';
import { createLiveBoard } from '../live/live-board.ts';
import { createNowAndThen } from './now-and-then.ts';
import type { FeedParts } from './run-feed.ts';
import { createFeeds, type Feeds } from './run-feeds.ts';

/** Between two settlements of allowances, which price a month of calls, while records keep coming. */
const AFTER_LANDING_GAP_MS = 10_000;

/** What the composition root gives for sources. */
export interface FeedsSetup extends Omit<FeedParts, 'secrets' | 'holder' | 'catalog' | 'live'> {
  /** Key that secrets of sources are kept with. */
  readonly readKey: ReadSecretKey;
  /**
   * For how long a source's holder may be silent before it counts as gone; 0 where no other process has this catalog, so
   * that whoever is said to read a source when this one starts is dead.
   */
  readonly silentSeconds: number;
}

/** Sources, ready to be started: how they run, and what their routes need. */
export function setUpFeeds({ readKey, silentSeconds, ...setup }: FeedsSetup): {
  readonly parts: FeedParts;
  readonly feeds: Feeds;
} {
  const after = createNowAndThen(setup.afterLanding, AFTER_LANDING_GAP_MS, (error) =>
    setup.logger.error({ err: error }, 'allowances are not settled; the next records will do it'),
  );
  const parts: FeedParts = {
    ...setup,
    catalog: setup.landing.catalog,
    secrets: createSecretBox(readKey, tellOtherKey),
    holder: randomUUID(),
    live: createLiveBoard(setup.now),
    afterLanding: after.ask,
  };
  const feeds = createFeeds(parts, silentSeconds);
  const stop = async () => {
    await feeds.stop();
    await after.stop().catch((error: unknown) => {
      setup.logger.error({ err: error }, 'allowances are not settled; the next start will do it');
    });
  };
  return { parts, feeds: { ...feeds, stop } };
}

function tellOtherKey(source: string): string {
  return `The secrets of the source "${source}" were kept with another key than this server has. Start it with that key (RINGLEDGER_SECRET_KEY, RINGLEDGER_SECRET_KEY_FILE, or secret.key in the data folder), or give the source its secrets again: bin/ringledger source set ${source} --secret …`;
}
