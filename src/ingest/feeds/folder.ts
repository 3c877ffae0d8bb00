import { open } from 'node:fs/promises';
import { RingledgerError } from '../../core/errors.ts';
import { chooseZone, HEAD_BYTES } from '../choose-zone.ts';
import type { FeedContext, FeedKind } from './feed.ts';
import { readAt } from './file-mark.ts';
import { FILE_KINDS, openReader } from './file-reader.ts';
import { FolderReading } from './folder-reading.ts';
import { type FolderSettings, readFolderSettings } from './folder-settings.ts';
import { FOLDER_SHAPE } from './folder-shape.ts';
import { closeFolder, readFolder } from './read-folder.ts';
import { wait } from './wait.ts';
import { listFiles, refuseCode, type SeenFile } from './watch-folder.ts';

/** A folder may hold a file for each call: so many are looked into when it is tried, and so many are told of. */
const MOST_TRIED = 200;
const MOST_TOLD = 20;

/**
 * Files that a PBX writes, followed as they grow and through every way of putting them away: renamed, copied and cut
 * short, packed. What stands in a file tells it again, so that neither clocks nor names nor inodes matter.
 */
export const folderFeed: FeedKind = {
  kind: 'folder',
  description: 'files that a PBX writes, followed as they grow and as they are rotated and gzipped',
  settings: FOLDER_SHAPE,
  secrets: [],
  test: testFolder,
  run: runFolder,
};

async function testFolder({ settings }: Pick<FeedContext, 'settings'>): Promise<readonly string[]> {
  const asked = readFolderSettings(settings, FILE_KINDS);
  // Columns and templates that cannot be read by are refused before there is any file.
  for (const { kind } of asked.files) openReader({ ...asked, kind, zone: asked.zone ?? 'UTC' });
  const files = await listFiles(asked);
  if (files.length === 0) {
    const names = asked.files.map(({ name }) => name).join(', ');
    return [`${asked.path} holds no file named ${names} yet: it is read as soon as there is one.`];
  }
  for (const file of files.slice(0, MOST_TRIED)) checkZone(asked, file, await readHead(file, HEAD_BYTES));
  const told = files.slice(0, files.length > MOST_TOLD ? MOST_TOLD - 1 : MOST_TOLD);
  const others = files.slice(told.length);
  return [
    ...told.map(({ name, kind, stat }) => `${name} is read as ${kind}: ${showBytes([stat])}.`),
    ...(others.length === 0
      ? []
      : [
          `And ${others.length.toLocaleString('en')} other files: ${showBytes(others.map(({ stat }) => stat))}.`,
        ]),
  ];
}

const showBytes = (stats: readonly SeenFile['stat'][]) =>
  `${stats.reduce((sum, { size }) => sum + Number(size), 0).toLocaleString('en')} bytes`;

async function readHead({ path }: SeenFile, bytes: number): Promise<Buffer> {
  const handle = await open(path).catch(refuseCode(path));
  try {
    return await readAt(handle, 0, bytes);
  } finally {
    await handle.close();
  }
}

/** Refuses a zone that the first records contradict: a wrong one lands records that the right one lands again. */
function checkZone({ zone, columns }: FolderSettings, file: SeenFile, head: Buffer): void {
  if (zone === undefined || file.kind !== 'asterisk-cdr' || file.isGzip) return;
  const isWhole = BigInt(head.length) === file.stat.size;
  chooseZone({ head, isWhole }, columns, { asked: zone, pbxZone: 'UTC', anyway: false });
}

async function runFolder(feed: FeedContext): Promise<void> {
  const { signal } = feed;
  const settings = readFolderSettings(feed.settings, FILE_KINDS);
  const reading = new FolderReading(feed, settings);
  try {
    while (!signal.aborted) {
      const [trouble] = await readFolder(reading);
      if (signal.aborted) return;
      feed.tell({
        waiting: 0,
        trouble: trouble === undefined ? null : new RingledgerError('invalid-request', trouble),
      });
      await wait(settings.pollMilliseconds, signal);
    }
  } finally {
    await closeFolder(reading);
  }
}
