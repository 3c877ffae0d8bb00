import type { FeedContext, FeedKind } from './feed.ts';
import { LinePool } from './smdr-pool.ts';
import { readSmdrSettings, SMDR_SETTINGS, type SmdrSettings } from './smdr-settings.ts';
import { listenForLines, readLinesOf } from './smdr-sockets.ts';

/** PBXs that print a line for each call: they connect to this server, or it to them. */
export const smdr: FeedKind = {
  kind: 'smdr',
  description:
    'Call lines over TCP (SMDR): Avaya IP Office, Mitel 3300 and MiVoice Business, Panasonic KX-TDA and KX-NS',
  settings: SMDR_SETTINGS,
  secrets: ['password'],
  test: async ({ settings, signal }) => testSmdr(readSmdrSettings(settings), signal),
  run: (feed) => runSmdr(feed, readSmdrSettings(feed.settings)),
};

async function runSmdr(feed: FeedContext, settings: SmdrSettings): Promise<void> {
  const pool = await LinePool.open(feed, settings);
  const stop = new AbortController();
  const signal = AbortSignal.any([feed.signal, stop.signal]);
  const open = settings.mode === 'listen' ? listenForLines : readLinesOf;
  let isOver = false;
  const reading = open(settings, signal, (socket) => pool.accept(socket)).finally(() => {
    isOver = true;
  });
  reading.catch(() => {});
  try {
    // What came before the end of a connection is landed all the same.
    while (!isOver || pool.waiting > 0) await pool.landNext();
  } finally {
    stop.abort();
    await reading.catch(() => {});
    await pool.close();
  }
  await reading;
}

async function testSmdr(settings: SmdrSettings, signal: AbortSignal): Promise<readonly string[]> {
  const { host, port, mode } = settings;
  if (mode === 'listen') {
    const stop = new AbortController();
    stop.abort();
    await listenForLines(settings, stop.signal, () => ({ take: () => true, end: () => {} }));
    return [`The server can listen at ${host}:${port}; let the PBX send its SMDR there.`];
  }
  const stop = new AbortController();
  const soon = setTimeout(() => stop.abort(), 1_000);
  try {
    await readLinesOf(settings, AbortSignal.any([signal, stop.signal]), () => ({
      take: () => true,
      end: () => {},
    }));
    return [`Something answers at ${host}:${port}; whether it is SMDR is seen with the first call.`];
  } finally {
    clearTimeout(soon);
  }
}
