import { settleAll } from '../../../core/settle-all.ts';
import type { ForeignRow } from '../../../store/tables/foreign-database.ts';
import { type FollowedTable, ROWS_A_PAGE } from './followed-table.ts';
import type { Span } from './key-spans.ts';

interface Page {
  readonly range: Span;
  /** Null where one unit holds more rows than a page: they are to be streamed. */
  readonly rows: readonly ForeignRow[] | null;
  readonly isFull: boolean;
  readonly waiting: number;
}

/** A page that lands, and when its turn to land has come. */
interface LandingPage {
  readonly taken: Promise<unknown>;
  readonly landed: Promise<unknown>;
}

/** Pages that one step reads. */
const PAGES_A_STEP = 16;
/** Pages that wait for their turn to land while the next is read: landing never waits for the table, nor reading for the disk. */
const PAGES_WAITING = 2;

/** Reads the pages beyond all that was read, each exactly once: each lands while those after it are being fetched. */
export class ReadOn {
  readonly #table: FollowedTable;
  #ahead: Promise<Page | null> | null = null;
  #waiting: number | null = null;

  constructor(table: FollowedTable) {
    this.#table = table;
  }

  /** About how many rows wait; null where that is not known. */
  get waiting(): number | null {
    return this.#waiting;
  }

  /** Reads some pages. Resolves, when they have landed, to whether there is more to read at once. */
  async step(): Promise<boolean> {
    const landing: LandingPage[] = [];
    try {
      for (let turn = 0; turn < PAGES_A_STEP; turn += 1) {
        const page = await this.#nextPage();
        this.#waiting = page?.waiting ?? 0;
        if (page === null) return false;
        await this.#beginLanding(page, landing);
        if (!page.isFull) return false;
      }
      return true;
    } finally {
      await settleAll(landing.map(({ landed }) => landed));
    }
  }

  /** Resolves when this page is landing and another may; `landing` are those that are, the oldest first. */
  async #beginLanding({ range, rows }: Page, landing: LandingPage[]): Promise<void> {
    const table = this.#table;
    const { seen } = table;
    if (rows === null) {
      // A crowd is told of in the cursor when all of it has landed, and so is what lies beyond it.
      await settleAll(landing.splice(0).map(({ landed }) => landed));
      seen.addAhead(range, await table.landCrowd(range));
      await table.keepCursor();
      return;
    }
    const lateFrom = table.lateFromBelow(range.to);
    seen.addPage(range, rows, lateFrom);
    seen.trim(lateFrom);
    landing.push(beginLanding(table, rows));
    // Whichever comes first: a page that fails, or was nothing to land, is never taken.
    await landing.at(-PAGES_WAITING)?.taken;
  }

  async #nextPage(): Promise<Page | null> {
    const page = await (this.#ahead ?? this.#fetchPage(this.#table.seen.next));
    this.#ahead = null;
    if (page?.isFull === true) {
      this.#ahead = this.#fetchPage(page.range.to);
      // Heard when it is asked for; until then a failure must not count as unheard.
      this.#ahead.catch(() => undefined);
    }
    return page;
  }

  async #fetchPage(from: number | null): Promise<Page | null> {
    const { database, order, columns } = this.#table.wish;
    const { place } = order;
    const first = await database.findKey(place, from, 0);
    if (first === null) return null;
    const start = from ?? first;
    const beyond = await database.findKey(place, start, ROWS_A_PAGE);
    if (beyond !== null && beyond > first) {
      const range = { from: start, to: beyond };
      const rows = await database.readRows(place, columns, range);
      return { range, rows, isFull: true, waiting: await database.estimateRows(place, beyond) };
    }
    const last = beyond ?? (await database.findLastKey(place)) ?? first;
    const range = { from: start, to: last + 1 };
    if (beyond !== null) {
      return { range, rows: null, isFull: true, waiting: await database.estimateRows(place, range.to) };
    }
    return { range, rows: await database.readRows(place, columns, range), isFull: false, waiting: 0 };
  }
}

function beginLanding({ wish, seen }: FollowedTable, rows: readonly ForeignRow[]): LandingPage {
  let hearTaken: (() => void) | undefined;
  const turn = new Promise<void>((resolve) => {
    hearTaken = resolve;
  });
  const landed = wish.land(rows, seen.toCursor(), hearTaken);
  // Heard at a later page, or at the end; until then a failure must not count as unheard.
  const taken = Promise.race([turn, landed]);
  taken.catch(() => undefined);
  return { taken, landed };
}
