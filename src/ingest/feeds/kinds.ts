import { asteriskAmi } from './asterisk-ami.ts';
import type { FeedKind } from './feed.ts';
import { folderFeed } from './folder.ts';
import { smdr } from './smdr.ts';
import { DATABASE_KINDS } from './tables/database-kinds.ts';

/** Every kind of source there is, in the order in which lists show them. */
export const FEED_KINDS: readonly FeedKind[] = [folderFeed, ...DATABASE_KINDS, asteriskAmi, smdr];
