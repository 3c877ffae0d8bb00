import { type TObject, Type } from 'typebox';
import { FILE_OPTIONS, type FileKindInfo, type FileOption } from '../core/file-kinds.ts';
import { FEEDING } from '../http/audience.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';

/** The schemas of the routes by which calls are brought in. Each route reads its own words, and says what is wrong. */

const TAGS = ['Bringing calls in'];
const COUNT = Type.Integer();
const SENTENCES = Type.Array(Type.String());
const SOURCE = Type.Optional(
  Type.String({ description: 'What the records are said to come from; the kind of file.' }),
);
const FILE_BODY = Type.String({ description: 'The file, gzipped or not.' });

const LANDED = { accepted: COUNT, duplicate: COUNT, rejected: COUNT };
const REJECTION = { line: COUNT, reason: Type.String(), message: Type.String() };

const OUTCOME = Type.Object({
  ...LANDED,
  unfinished: Type.Integer({ description: 'Bytes of a last line that is still being written.' }),
  ignored: Type.Integer({ description: 'Lines that are well formed and concern no call.' }),
  notes: SENTENCES,
  warnings: SENTENCES,
});

const TRIED = Type.Object({
  records: Type.Array(
    Type.Object({
      ...{ line: COUNT, call: Type.Integer({ description: 'Counted from 1.' }), start: Type.String() },
      ...{ src: Type.String(), dst: Type.String(), channel: Type.String(), dstchannel: Type.String() },
      ...{ duration: COUNT, billsec: COUNT, disposition: Type.String() },
    }),
  ),
  legs: Type.Array(
    Type.Object({
      ...{ call: COUNT, direction: Type.String(), company: Type.String() },
      party: Type.String({ description: 'Of an outbound leg the device, of an inbound one the extension.' }),
      ...{ name: Type.String(), other: Type.String(), detail: Type.String() },
      ...{ ringSeconds: COUNT, billsec: COUNT, trunk: Type.String() },
    }),
  ),
  rejects: Type.Array(Type.Object({ ...REJECTION, raw: Type.String() })),
  notes: SENTENCES,
});

const POSTED = Type.Object({
  ...LANDED,
  rejects: Type.Array(Type.Object(REJECTION), { description: 'The first hundred.' }),
});

type Words = Readonly<Record<string, string>>;

/** Options of a route that takes a file: what it does, and the words that may stand behind its address. */
function takeFile(operationId: string, summary: string, words: Words, answer: TObject = OUTCOME) {
  const options = Object.entries(words).map(([name, description]) => [
    name,
    Type.Optional(Type.String({ description })),
  ]);
  return {
    ...FEEDING,
    ...READ_BY_ROUTE,
    schema: {
      ...{ operationId, summary, tags: TAGS },
      querystring: Type.Object({ source: SOURCE, ...Object.fromEntries(options) }),
      body: FILE_BODY,
      response: { 200: answer },
    },
  };
}

const { zone, columns } = FILE_OPTIONS;

export const IMPORT_CDRS = takeFile('importAsteriskCdrs', "Asterisk's Master.csv or Custom.csv", {
  zone: 'zone in which the file tells times (default: told from its uniqueids)',
  zoneAnyway: 'true takes a zone that the uniqueids contradict',
  columns,
});
export const IMPORT_QUEUE_LOG = takeFile('importAsteriskQueueLog', "Asterisk's queue_log", { zone });
export const IMPORT_CEL = takeFile('importAsteriskCel', "Asterisk's channel events as CSV", {
  zone,
  columns,
});

/** A kind of file with the options that it takes. */
export function importKind({ kind, description, options }: FileKindInfo) {
  const name = kind.replace(/(?:^|-)(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  return takeFile(`import${name}`, description, describeOptions(options));
}

export const TRY_FILE = takeFile(
  'tryFile',
  'How the first records of a file would land; keeps nothing',
  describeOptions(Object.keys(FILE_OPTIONS) as FileOption[]),
  TRIED,
);

/** A kind that nobody knows: answers with those there are. */
export const UNKNOWN_KIND = { ...FEEDING, schema: { hide: true } };

export const POST_CDRS = {
  ...FEEDING,
  ...READ_BY_ROUTE,
  schema: {
    ...{ operationId: 'postCdrs', summary: 'Records as JSON, JSON lines or CSV', tags: TAGS },
    description: 'docs/file-formats.md tells the fields. Answers when all of it is durable.',
    querystring: Type.Object({ source: SOURCE }),
    headers: Type.Object({
      'idempotency-key': Type.Optional(
        Type.String({ description: 'The same body under the same key is answered as it was.' }),
      ),
    }),
    body: FILE_BODY,
    response: { 200: POSTED },
  },
};

export const POST_FREESWITCH = {
  ...FEEDING,
  ...READ_BY_ROUTE,
  schema: {
    ...{ operationId: 'postFreeswitchCdr', summary: "What FreeSWITCH's modules post", tags: TAGS },
    body: FILE_BODY,
    response: { 200: POSTED },
  },
};

export const LIST_REJECTS = {
  schema: {
    ...{ operationId: 'listRejects', summary: 'Records that could not be read', tags: TAGS },
    response: {
      200: {
        description: 'JSON lines, a record each.',
        content: { 'application/x-ndjson': { schema: Type.String() } },
      },
    },
  },
};

function describeOptions(options: readonly FileOption[]): Words {
  return Object.fromEntries(options.map((option) => [option, FILE_OPTIONS[option]]));
}
