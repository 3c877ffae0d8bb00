import { NAME, NAME_RULE, record, type Shape, text } from '../../core/json-shape.ts';

/** Fields of a record that a column can fill, and parts of them that only a mapping knows: a date apart from its time. */
export const MAPPED_FIELDS = [
  'start',
  'date',
  'time',
  'answer',
  'end',
  'duration',
  'billsec',
  'ring',
  'disposition',
  'direction',
  'trunk',
  'src',
  'dst',
  'clid',
  'channel',
  'dstchannel',
  'uniqueid',
  'linkedid',
  'accountcode',
  'peeraccount',
  'did',
  'outcid',
  'dcontext',
  'lastapp',
  'lastdata',
  'userfield',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

const WORDS: Readonly<Record<MappedField, string>> = {
  start: 'the instants at which calls began',
  date: 'dates, where times stand in a column of their own',
  time: 'times of day',
  answer: 'the instants at which calls were answered',
  end: 'the instants at which calls ended',
  duration: 'seconds from start to end',
  billsec: 'seconds of talk',
  ring: 'seconds of ringing',
  disposition: 'what became of calls',
  direction: 'which way calls went',
  trunk: 'trunks, by the names the directory gives their channels',
  src: "callers' numbers",
  dst: 'numbers dialled',
  clid: 'caller ids',
  channel: "callers' channels",
  dstchannel: 'called channels',
  uniqueid: 'ids of records',
  linkedid: 'ids of calls',
  accountcode: 'account codes',
  peeraccount: "the called sides' account codes",
  did: 'outside numbers that were called',
  outcid: 'caller ids that were sent',
  dcontext: 'contexts',
  lastapp: 'last applications',
  lastdata: 'arguments of last applications',
  userfield: 'user fields',
};

const COLUMN = '^.{1,200}$';
const fields = (what: (words: string) => string, example: string) =>
  Object.fromEntries(
    MAPPED_FIELDS.map((name) => [name, text('a column', what(WORDS[name]), COLUMN, example)]),
  );
const choice = (title: string, description: string, ...choices: readonly string[]): Shape => ({
  type: 'string',
  title,
  description,
  enum: choices,
  examples: [choices[0]],
});
const meanings = (title: string, ...choices: readonly string[]): Shape => ({
  type: 'array',
  title,
  description: 'a list in square brackets of what stands in the column and what it means',
  items: record(
    'a meaning',
    {
      text: text('a value', 'the text that stands in the column, in any case; * for any other', COLUMN, 'OK'),
      means: choice('a meaning', 'what it means', ...choices),
    },
    ['text', 'means'],
  ),
  minItems: 1,
  examples: [[{ text: 'OK', means: choices[0] }]],
});

export const TIME_FORMATS = ['ymd', 'dmy', 'mdy', 'epoch', 'epoch-ms'] as const;
export const SPAN_UNITS = ['seconds', 'milliseconds', 'clock', 'minutes'] as const;
export const DISPOSITION_WORDS = ['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION'] as const;
export const DIRECTIONS = ['in', 'out', 'internal'] as const;

/** How any CSV of calls is to be read. Published as docs/mapping.schema.json. */
export const MAPPING_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...record(
    'a mapping',
    {
      $schema: text('a schema', 'where this schema lies, for editors', '.*', './mapping.schema.json'),
      columns: record(
        'the columns',
        fields((words) => `the header of the column of ${words}, or its place counted from 1`, 'Start'),
        [],
      ),
      constants: record(
        'the constants',
        fields((words) => `a text that stands for ${words} in every record`, 'default'),
        [],
      ),
      heading: choice('a heading', 'whether the first line names the columns', 'names', 'none'),
      separator: choice('a separator', 'what parts the columns', 'comma', 'semicolon', 'tab', 'bar'),
      timeFormat: choice(
        'a time format',
        'the order of year (y), month (m) and day (d), or epoch seconds or milliseconds',
        ...TIME_FORMATS,
      ),
      zone: text('the zone of its times', `an IANA zone: ${NAME_RULE}`, NAME, 'Europe/London'),
      spanUnit: choice(
        'a unit of durations',
        'seconds, milliseconds, minutes, or clock for 1:05 and 0:01:05',
        ...SPAN_UNITS,
      ),
      dispositions: meanings('the dispositions', ...DISPOSITION_WORDS),
      directions: meanings('the directions', ...DIRECTIONS),
    },
    ['columns'],
  ),
};
