import type { FeedKind } from './feed.ts';

/** Every kind of source there is, in the order in which lists show them. */
export const FEED_KINDS: readonly FeedKind[] = [];
