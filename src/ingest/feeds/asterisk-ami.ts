import { RingledgerError } from '../../core/errors.ts';
import { formatInstant } from '../../core/format-instant.ts';
import type { ReadRecord } from '../record-format.ts';
import { type RejectedRecord, rejectFor } from '../reject-reason.ts';
import { amiFormat, EXTRA_COLUMNS, extrasOf, isCdrEvent } from '../sources/ami-cdr.ts';
import type { AmiMessage } from '../sources/ami-message.ts';
import { toQueueEvent } from '../sources/ami-queue-event.ts';
import type { ReadQueueEvent } from '../sources/queue-log.ts';
import { MAX_LINE_CHARACTERS } from '../sources/text-lines.ts';
import { AmiCalls } from './ami-calls.ts';
import { type AmiCursor, readAmiCursor } from './ami-cursor.ts';
import { endOfFile, readFileForm, readOn } from './ami-gap.ts';
import type { AmiLine } from './ami-line.ts';
import type { HugeMessage } from './ami-protocol.ts';
import { openAmiSession } from './ami-session.ts';
import { AMI_SETTINGS, type AmiSettings, readAmiSettings } from './ami-settings.ts';
import type { FeedContext, FeedKind } from './feed.ts';
import { testAmi } from './test-ami.ts';
import { wait } from './wait.ts';

/** What came together is landed together; a record is to be seen within two seconds. */
const GATHER_MS = 250;
/** While nothing comes it is noted now and then that the PBX was heard. */
const IDLE_MS = 5_000;
/** So often what events told is compared with the file. */
const COMPARE_MS = 10 * 60_000;

/**
 * Asterisk's manager interface: records the moment a call ends. What it told while nobody listened is told by nobody
 * again, so each time a session begins, and now and then, the PBX's own file is read on from where it was last compared.
 */
export const asteriskAmi: FeedKind = {
  kind: 'asterisk-ami',
  description: "Asterisk's manager interface: each call record and queue event as it happens",
  settings: AMI_SETTINGS,
  secrets: ['secret'],
  tellsCalls: true,
  test: testAmi,
  run: (feed) => new AmiFeed(feed).run(),
};

class AmiFeed {
  readonly #feed: FeedContext;
  readonly #settings: AmiSettings;
  #cursor: AmiCursor;
  #kept: AmiCursor | null = null;
  #comparedMs = 0;
  #count = 0;

  constructor(feed: FeedContext) {
    this.#feed = feed;
    this.#settings = readAmiSettings(feed.settings);
    this.#cursor = readAmiCursor(feed.cursor);
  }

  async run(): Promise<void> {
    const { gap, gapSource, username } = this.#settings;
    const line = await openAmiSession(this.#settings, this.#feed.signal);
    const calls = new AmiCalls(line, this.#feed.live.begin(), username);
    try {
      calls.start();
      // From here on events come; only what the file has beyond this moment may come twice.
      const end = gap === undefined ? null : await endOfFile(gap);
      if (gap === undefined && gapSource === undefined) this.#tellGap();
      this.#cursor = { ...this.#cursor, file: this.#cursor.file ?? end, heardAt: this.#feed.now() };
      await this.#keep();
      await this.#compare();
      line.keepAlive(() => this.#noteHeard());
      for (;;) await this.#takeNext(line);
    } finally {
      calls.stop();
      line.close();
    }
  }

  async #takeNext(line: AmiLine): Promise<void> {
    const first = await line.next(IDLE_MS);
    if (first.length === 0) await this.#keep();
    else {
      await wait(GATHER_MS, this.#feed.signal);
      await this.#land([...first, ...line.taken()]);
      this.#feed.tell({ waiting: line.waiting });
    }
    if (performance.now() - this.#comparedMs > COMPARE_MS) await this.#compare();
  }

  async #land(messages: readonly (AmiMessage | HugeMessage)[]): Promise<void> {
    await this.#learnExtras(messages);
    // A file that was begun just now has its first record by the time an event has come.
    if (this.#cursor.form === null) await this.#readForm();
    const sorted = this.#sort(messages);
    if (sorted.events.length > 0) await this.#feed.landQueueEvents({ events: sorted.events, rejects: [] });
    this.#cursor = { ...this.#cursor, heardAt: this.#feed.now() };
    const { records, rejects } = sorted;
    if (records.length + rejects.length === 0) return;
    await this.#feed.landCdrs({ records, rejects, format: this.#format() }, this.#cursor);
  }

  #sort(messages: readonly (AmiMessage | HugeMessage)[]) {
    const format = this.#format();
    const records: ReadRecord[] = [];
    const rejects: RejectedRecord[] = [];
    const events: ReadQueueEvent[] = [];
    for (const message of messages) {
      this.#count += 1;
      if ('huge' in message) {
        rejects.push({ line: this.#count, raw: message.raw, ...rejectFor('too-long', MAX_LINE_CHARACTERS) });
      } else if (isCdrEvent(message)) {
        const read = format.read(message.raw, this.#count);
        if ('reason' in read) rejects.push(read);
        else records.push(read);
      } else if (this.#settings.queueEvents) {
        const event = toQueueEvent(message, this.#feed.now(), this.#count);
        if (event !== null) events.push(event);
      }
    }
    return { records, rejects, events };
  }

  /** When cdr_manager.conf is changed, what was told before is compared in the old way for a last time. */
  async #learnExtras(messages: readonly (AmiMessage | HugeMessage)[]): Promise<void> {
    const last = messages.findLast((one): one is AmiMessage => !('huge' in one) && isCdrEvent(one));
    if (last === undefined) return;
    const carries = extrasOf(last);
    const before = this.#cursor.carries;
    if (before?.join() === carries.join()) return;
    if (before !== null) await this.#compare();
    this.#cursor = { ...this.#cursor, carries };
  }

  /** Extras that only one of the two carries are read from neither: a record is to be the same from both. */
  #format() {
    const inFile = this.#cursor.form?.carries ?? EXTRA_COLUMNS;
    const left = EXTRA_COLUMNS.filter((column) => !inFile.includes(column));
    return amiFormat(this.#feed.zone, left);
  }

  /** Lands what the PBX's own file has and no event told. */
  async #compare(): Promise<void> {
    this.#comparedMs = performance.now();
    const { gap } = this.#settings;
    if (gap === undefined) return;
    await this.#readForm();
    const { file, form, carries } = this.#cursor;
    if (file !== null && form !== null) {
      const left = EXTRA_COLUMNS.filter((column) => !(carries ?? []).includes(column));
      this.#cursor = { ...this.#cursor, file: await readOn(this.#feed, gap, form, left, file) };
    }
    await this.#keep();
  }

  #noteHeard(): void {
    this.#cursor = { ...this.#cursor, heardAt: this.#feed.now() };
  }

  async #readForm(): Promise<void> {
    const { gap } = this.#settings;
    const form = gap === undefined ? null : await readFileForm(gap, this.#feed.zone);
    if (form === null || JSON.stringify(form) === JSON.stringify(this.#cursor.form)) return;
    this.#cursor = { ...this.#cursor, form };
  }

  async #keep(): Promise<void> {
    if (this.#cursor === this.#kept) return;
    this.#kept = this.#cursor;
    await this.#feed.keepCursor(this.#kept);
  }

  #tellGap(): void {
    const { heardAt } = this.#cursor;
    if (heardAt === null) return;
    const { zone } = this.#feed;
    const [from, to] = [heardAt, this.#feed.now()].sort((one, other) => one - other);
    const span = `${formatInstant(from ?? 0, zone)} and ${formatInstant(to ?? 0, zone)} (${zone})`;
    this.#feed.tell({
      trouble: new RingledgerError(
        'not-found',
        `Events between ${span} may be missing, as the PBX was not heard: import its Master.csv, or set "gapFile" to it, so that gaps fill themselves.`,
      ),
    });
  }
}
