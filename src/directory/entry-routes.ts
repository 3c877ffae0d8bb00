import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { DIRECTORY_KINDS, type Directory } from '../core/directory.ts';
import { refuseFaults } from '../core/errors.ts';
import { isCalendarDay } from '../core/read-dates.ts';
import type { KindEntry } from './entry-key.ts';
import { type EntryHistory, holdsOn, listHistory, placeOf } from './list-history.ts';

const USUAL_ENTRIES = 50;
const MOST_ENTRIES = 500;

const QUERY = Type.Object(
  {
    kind: Type.Enum([...DIRECTORY_KINDS]),
    q: Type.Optional(Type.String({ description: 'Text that a name, number or owner holds.' })),
    at: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        description: 'A day: only what was there then, and was so then.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ENTRIES, default: USUAL_ENTRIES })),
    cursor: Type.Optional(
      Type.String({ description: 'Where a page goes on, as the one before it answered.' }),
    ),
  },
  { additionalProperties: false },
);

const TEXT = Type.Optional(Type.String());
const NAMES = Type.Optional(Type.Array(Type.String()));

const ENTRY = Type.Object({
  from: Type.Union([Type.String(), Type.Null()], { description: 'First day; null for always.' }),
  to: Type.Union([Type.String(), Type.Null()], { description: 'The first day on which it holds no more.' }),
  holds: Type.Boolean({ description: 'Whether it holds on the day that was asked for; else today.' }),
  source: Type.Union([Type.String(), Type.Null()], {
    description: 'Whose syncs tell of it; null for people.',
  }),
  ...{ name: TEXT, company: TEXT, sipName: TEXT, owner: TEXT, kind: TEXT, number: TEXT, destination: TEXT },
  ...{ extensions: NAMES, channels: NAMES, members: NAMES },
});

const PAGE = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Id or number.' }),
      company: Type.String({ description: 'Of numbers that are a company\u2019s own; empty for others.' }),
      history: Type.Array(ENTRY, { description: 'All that it ever was, the latest first.' }),
    }),
  ),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: 'Asks for the next page; null on the last.',
  }),
});

/** `GET /directory/entries`: who had which phone, extension or number, and when. `today` is a day of the PBX's zone. */
export function registerDirectoryEntries(
  api: FastifyInstance,
  directory: () => Promise<Pick<Directory, 'entries'>>,
  today: (zone: string) => string,
): void {
  api.get<{ Querystring: Static<typeof QUERY> }>(
    '/directory/entries',
    {
      schema: {
        ...{ operationId: 'listDirectory', summary: 'Entries of the directory with their history' },
        ...{ tags: ['Directory'], querystring: QUERY, response: { 200: PAGE } },
      },
    },
    async ({ query }): Promise<Static<typeof PAGE>> => {
      const { kind, q: text, at, limit = USUAL_ENTRIES, cursor } = query;
      if (at !== undefined && !isCalendarDay(at)) throw refuseAt(at);
      const { entries } = await directory();
      const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8');
      const found = listHistory(entries, kind, { text, at, after, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const day = at ?? today(entries.zone);
      return {
        items: shown.map((one) => toApi(one, day)),
        cursor:
          found.length > limit && last !== undefined
            ? Buffer.from(placeOf(last)).toString('base64url')
            : null,
      };
    },
  );
}

function toApi({ id, company, history }: EntryHistory, day: string): Static<typeof PAGE>['items'][number] {
  return { id, company, history: history.map((entry) => toEntry(entry, day)) };
}

function toEntry(entry: KindEntry['entry'], day: string): Static<typeof ENTRY> {
  const {
    from = null,
    to = null,
    source = null,
    ...facts
  } = entry as KindEntry['entry'] & {
    readonly extensions?: readonly string[];
    readonly channels?: readonly string[];
    readonly members?: readonly string[];
  };
  const { extensions, channels, members, ...texts } = facts;
  return {
    ...texts,
    ...(extensions === undefined ? {} : { extensions: [...extensions] }),
    ...(channels === undefined ? {} : { channels: [...channels] }),
    ...(members === undefined ? {} : { members: [...members] }),
    ...{ from, to, source, holds: holdsOn(entry, day) },
  };
}

function refuseAt(at: string): Error {
  return refuseFaults('The directory cannot be asked so.', [
    { where: 'at', message: `"${at}" is no day of the calendar: write YYYY-MM-DD, such as 2026-03-15.` },
  ]);
}
