import { collectFaults, type Refuse } from '../core/collect-faults.ts';
import { RingledgerError } from '../core/errors.ts';
import { FILE_OPTIONS } from '../core/file-kinds.ts';
import { isCalendarDay } from '../core/read-dates.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { startOfDay } from '../core/zone.ts';
import { type PagePlace, readCursor } from './page-cursor.ts';
import { readId, WORK_KINDS, type WorkKind } from './work-item.ts';
import type { ReadingOptions } from './work-parts.ts';

/** Of which days the queue is asked; undefined where nothing is said of it. UTC epoch seconds, half-open. */
export interface AskedDays {
  readonly fromAt: number | undefined;
  readonly toAt: number | undefined;
}

/** What of the queue is asked for. */
export interface WorkQuery extends AskedDays {
  readonly kind: WorkKind | undefined;
  readonly source: string | undefined;
  readonly state: 'open' | 'dismissed';
  readonly lateSeconds: number;
  readonly limit: number;
  readonly after: PagePlace | undefined;
}

/** Parameters as they come: one that is given twice is a list. */
export type RawQuery = Readonly<Record<string, unknown>>;

const QUERY_NAMES = ['kind', 'source', 'state', 'from', 'to', 'lateHours', 'limit', 'cursor'];
const PAGE = 50;
const MOST_ON_A_PAGE = 500;
/** A PBX that sends its records at night sends them within a day. */
const LATE_HOURS = 24;
const MOST_LATE_HOURS = 8760;

/** Reads what is asked of the queue, with `YYYY-MM-DD` days of the zone. Refuses with every fault at once. */
export function readWorkQuery(query: RawQuery, zone: string): WorkQuery {
  return collectFaults('The work queue cannot be asked so.', (refuse) => {
    refuseStrange(query, QUERY_NAMES, refuse);
    const state = readText(query, 'state', refuse) ?? 'open';
    if (state !== 'open' && state !== 'dismissed')
      refuse('state', `"${state}" is no state: write open or dismissed.`);
    return {
      ...readDays(query, zone, refuse),
      kind: readKind(query, refuse),
      source: readText(query, 'source', refuse),
      state: state === 'dismissed' ? state : 'open',
      lateSeconds: readCount(query, 'lateHours', LATE_HOURS, MOST_LATE_HOURS, refuse) * 3600,
      limit: readCount(query, 'limit', PAGE, MOST_ON_A_PAGE, refuse),
      after: readCursor(readText(query, 'cursor', refuse), refuse),
    };
  });
}

/** Which work is to be done over. */
export interface ReplayWish extends AskedDays {
  readonly ids: readonly string[] | undefined;
  readonly kind: WorkKind | undefined;
  readonly source: string | undefined;
  readonly wish: ReadingOptions;
}

const READING_NAMES = ['format', ...Object.keys(FILE_OPTIONS)];
const REPLAY_NAMES = ['ids', 'kind', 'source', 'all', 'from', 'to', ...READING_NAMES];
const REPLAYED: readonly WorkKind[] = ['unreadable', 'no-owner', 'unknown-cost'];

/** `{"ids":[…]}`, `{"kind":…}`, `{"source":…}` or `{"all":true}`, with how texts are to be read. Refuses with every fault at once. */
export function readReplay(body: unknown, zone: string): ReplayWish {
  return collectFaults('Nothing was done over.', (refuse) => {
    const asked = readObject(body, '{"kind":"unreadable"}', refuse);
    refuseStrange(asked, REPLAY_NAMES, refuse);
    const ids = asked['ids'] === undefined ? undefined : readIds(asked['ids'], refuse);
    const kind = readKind(asked, refuse);
    const source = readText(asked, 'source', refuse);
    if (ids === undefined && kind === undefined && source === undefined && asked['all'] !== true)
      refuse(
        'ids',
        'Nothing says what: give ids, kind, source, or "all": true for whatever could not be read.',
      );
    for (const one of new Set([kind, ...(ids ?? []).map((id) => readId(id)?.kind)])) {
      if (one === undefined || REPLAYED.includes(one)) continue;
      refuse(
        'kind',
        `Of ${one} nothing can be done over: see what its item says under fix, and dismiss it then.`,
      );
    }
    const said = READING_NAMES.map((name) => [name, readReading(asked, name, refuse)] as const);
    const wish = Object.fromEntries(said.filter(([, text]) => text !== undefined)) as ReadingOptions;
    return { ...readDays(asked, zone, refuse), ids, kind, source, wish };
  });
}

/** What is put aside, and why; or taken up again. */
export interface AsideWish {
  readonly ids: readonly string[];
  readonly why: string;
}

const LONGEST_WHY = 500;

/** `{"ids":[…],"why":"…"}`, without `why` where it is not needed. Refuses with every fault at once. */
export function readAside(body: unknown, needsWhy: boolean): AsideWish {
  return collectFaults('Nothing was changed.', (refuse) => {
    const asked = readObject(body, '{"ids":["late:0123456789abcdef"],"why":"the archive of 2025"}', refuse);
    refuseStrange(asked, needsWhy ? ['ids', 'why', 'lateHours', 'from', 'to'] : ['ids'], refuse);
    const ids = readIds(asked['ids'], refuse);
    const why = (needsWhy ? (readText(asked, 'why', refuse) ?? '') : '').trim();
    if (needsWhy && why === '')
      refuse('why', 'why is missing: say why this needs nothing done, for whoever asks later.');
    if (why.length > LONGEST_WHY)
      refuse('why', `why has ${why.length} characters: write at most ${LONGEST_WHY}.`);
    return { ids, why };
  });
}

function readObject(body: unknown, example: string, refuse: Refuse): RawQuery {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as RawQuery;
  refuse('body', `Send a JSON object, such as ${example}.`);
  return {};
}

function refuseStrange(asked: RawQuery, names: readonly string[], refuse: Refuse): void {
  for (const name of Object.keys(asked)) {
    if (names.includes(name)) continue;
    const meant = suggestWord(name, names);
    const fix = meant === undefined ? `write some of ${names.join(', ')}.` : `did you mean "${meant}"?`;
    refuse(name, `There is no parameter "${name}": ${fix}`);
  }
}

function readText(asked: RawQuery, name: string, refuse: Refuse): string | undefined {
  const value = asked[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  refuse(name, `"${name}" is ${JSON.stringify(value)}: write one text.`);
  return undefined;
}

/** A mapping may be sent as JSON or as its text, columns as a list or with commas. */
function readReading(asked: RawQuery, name: string, refuse: Refuse): string | undefined {
  const value = asked[name];
  if (name === 'mapping' && typeof value === 'object' && value !== null) return JSON.stringify(value);
  if (name === 'columns' && Array.isArray(value)) return value.join(',');
  return readText(asked, name, refuse);
}

function readKind(asked: RawQuery, refuse: Refuse): WorkKind | undefined {
  const text = readText(asked, 'kind', refuse);
  const kind = WORK_KINDS.find((one) => one === text);
  if (text === undefined || kind !== undefined) return kind;
  const meant = suggestWord(text, WORK_KINDS);
  const fix = meant === undefined ? `write one of ${WORK_KINDS.join(', ')}` : `did you mean "${meant}"?`;
  refuse('kind', `"${text}" is no kind of work: ${fix}`);
  return undefined;
}

function readIds(value: unknown, refuse: Refuse): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ON_A_PAGE) {
    refuse(
      'ids',
      `ids is ${JSON.stringify(value) ?? 'missing'}: write a list of 1 to ${MOST_ON_A_PAGE} ids, as GET /work-queue shows them.`,
    );
    return [];
  }
  const ids = value.map(String);
  for (const id of ids) {
    if (readId(id) !== undefined) continue;
    refuse('ids', `"${id}" is no id: write it as GET /work-queue shows it, KIND:16 hex digits.`);
  }
  return ids;
}

function readCount(asked: RawQuery, name: string, usual: number, most: number, refuse: Refuse): number {
  const value = asked[name];
  if (value === undefined || value === '') return usual;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  refuse(name, `${name} is "${String(value)}": write a whole number from 1 to ${most}.`);
  return usual;
}

function readDays(asked: RawQuery, zone: string, refuse: Refuse): AskedDays {
  const [fromAt, toAt] = ['from', 'to'].map((name) => {
    const text = readText(asked, name, refuse);
    if (text === undefined) return undefined;
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text) && text >= '1970' && text < '2106')
      return Math.max(0, startOfDay(zone, text));
    refuse(name, `${name} is "${text}", which is no day: write YYYY-MM-DD, such as 2026-11-01.`);
    return undefined;
  });
  if (fromAt !== undefined && toAt !== undefined && toAt <= fromAt)
    refuse('to', 'to is not after from: to is the first day left out.');
  return { fromAt, toAt };
}

/** The id as the kind and hash it is of. Refuses one that is none. */
export function needId(id: string): { readonly kind: WorkKind; readonly hash: string } {
  const read = readId(id);
  if (read !== undefined) return read;
  throw new RingledgerError(
    'invalid-request',
    `"${id}" is no id of the work queue: write it as the queue shows it, KIND:16 hex digits.`,
  );
}
