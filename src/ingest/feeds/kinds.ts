import type { FeedKind } from './feed.ts';
import { folderFeed } from './folder.ts';

/** Every kind of source there is, in the order in which lists show them. */
export const FEED_KINDS: readonly FeedKind[] = [folderFeed];
