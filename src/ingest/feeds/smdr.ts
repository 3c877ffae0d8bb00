import type { Socket } from 'node:net';
import type { RecordFormat, RecordPart } from '../record-format.ts';
import { rejectFor } from '../reject-reason.ts';
import { SmdrFile } from '../sources/smdr-file.ts';
import type { SmdrForm } from '../sources/smdr-line.ts';
import type { FeedContext, FeedKind } from './feed.ts';
import { answerPanasonic } from './panasonic-dialogue.ts';
import { readSmdrSettings, SMDR_SETTINGS, type SmdrSettings } from './smdr-settings.ts';
import { type LineTaker, listenForLines, readLinesOf } from './smdr-sockets.ts';
import { wait } from './wait.ts';

const GATHER_MS = 250;
const LOOK_MS = 50;
/** With more lines untaken no more are read, so that the PBX keeps them in its own buffer. */
const MOST_WAITING = 20_000;

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
  const pool = new LinePool(feed, settings);
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
  }
  await reading;
}

interface HeldPart extends RecordPart {
  readonly format: Pick<RecordFormat, 'text' | 'kind'>;
}

/** Lines of all connections of a source, until they are landed. */
class LinePool {
  readonly #feed: FeedContext;
  readonly #settings: SmdrSettings;
  readonly #paused = new Set<Socket>();
  #held: HeldPart[] = [];
  #waiting = 0;

  constructor(feed: FeedContext, settings: SmdrSettings) {
    this.#feed = feed;
    this.#settings = settings;
  }

  get waiting(): number {
    return this.#waiting;
  }

  accept(socket: Socket): LineTaker {
    const { zone, now } = this.#feed;
    const file = new SmdrFile(this.#settings.format, () => formOf(this.#settings, zone, now()));
    const talk = this.#settings.format === 'panasonic' && this.#settings.mode === 'connect';
    return {
      take: (chunk) => {
        if (talk) answerPanasonic(socket, chunk, this.#settings.password);
        this.#hold(file.push(chunk), file.format);
        if (this.#waiting < MOST_WAITING) return true;
        this.#paused.add(socket);
        return false;
      },
      end: () => {
        this.#paused.delete(socket);
        this.#hold(rejectRest(file), file.format);
      },
    };
  }

  async landNext(): Promise<void> {
    if (this.#waiting === 0) return wait(LOOK_MS, this.#feed.signal);
    await wait(GATHER_MS, this.#feed.signal);
    const held = this.#held;
    const taken = this.#waiting;
    this.#held = [];
    this.#waiting = 0;
    for (const [format, parts] of groupByFormat(held)) {
      const records = parts.flatMap((part) => part.records);
      const rejects = parts.flatMap((part) => part.rejects);
      await this.#feed.landCdrs({ records, rejects, format }, { landedAt: this.#feed.now() });
    }
    this.#feed.tell({ waiting: this.#waiting });
    if (taken > 0) for (const socket of this.#paused) socket.resume();
    this.#paused.clear();
  }

  #hold(part: RecordPart, format: RecordFormat): void {
    const count = part.records.length + part.rejects.length;
    if (count > 0) this.#held.push({ ...part, format });
    this.#waiting += count;
  }
}

/** The month in which lines came is part of how they are read, where they have no year. */
function groupByFormat(
  held: readonly HeldPart[],
): readonly (readonly [HeldPart['format'], readonly HeldPart[]])[] {
  const formats = new Map(held.map(({ format }) => [format.text, format]));
  return [...formats.values()].map((format) => [
    format,
    held.filter((part) => part.format.text === format.text),
  ]);
}

/**
 * None of these PBXs sends the rest of a line by the next connection: it sends the whole line again, or nothing. So the
 * piece is kept as a reject, never as a call with half a number.
 */
function rejectRest(file: SmdrFile): RecordPart {
  const { records, rejects, unfinished } = file.end();
  if (unfinished === null) return { records, rejects };
  const { raw } = unfinished;
  return { records, rejects: [...rejects, { line: 0, raw, ...rejectFor('cut-off') }] };
}

/** Mitel's lines have no year: it is the one that brings them nearest to the day on which they came. */
function formOf({ format, pbx, dates }: SmdrSettings, zone: string, now: number): SmdrForm {
  const month = new Date(now * 1000).toISOString().slice(0, 7);
  const hints = { 'avaya-ip-office': '', mitel: month, panasonic: dates };
  return { pbx, zone, hint: hints[format] };
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
