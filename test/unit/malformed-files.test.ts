import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import type { RejectReason } from '../../src/ingest/reject-reason.ts';
import { QueueLogFile } from '../../src/ingest/sources/queue-log.ts';
import { CdrFile } from '../../src/ingest/sources/read-cdr-file.ts';

/** A row of Master.csv; rows are told apart by their `dst`. */
const row = (dst: string): string =>
  `"default","201","${dst}","from-default","""Bob"" <201>","SIP/a-1","SIP/b-2","Dial","SIP/b,20",` +
  `"2026-11-24 12:23:49",,"2026-11-24 12:23:53",4,0,"NO ANSWER","DOCUMENTATION","1795523029.1","u"`;
const A = row('A');
const B = row('B');
/** The row X with one thing wrong with it. */
const spoilt = (sound: string, unsound: string): string => {
  expect(row('X')).toContain(sound);
  return row('X').replace(sound, unsound);
};
const START = '"2026-11-24 12:23:49"';
const SHORT_COLUMNS = ['start', 'duration', 'billsec', 'disposition', 'channel', 'dst', 'acctid'];
const SHORT_A = '1795523029,4,0,BUSY,SIP/a-1,A,1';

interface Outcome {
  /** `line:dst` of every record read. */
  readonly records?: readonly string[];
  readonly rejects?: readonly (readonly [line: number, reason: RejectReason, message: string])[];
  readonly unfinished?: { readonly line: number; readonly raw: string };
}

const TIME_FIX = 'is not a time: write YYYY-MM-DD HH:MM:SS or epoch seconds, from 1970 to 2105.';
const COUNT_FIX = 'is not a whole number from 0 to 2147483647: write digits only, such as 42.';
const DISPOSITION_FIX = 'is not known: write ANSWERED, NO ANSWER, BUSY, FAILED or CONGESTION.';
const NOT_TEXT =
  'The line holds NUL bytes, shown as ␀: remove them, or save the file as UTF-8 if it is UTF-16, and import it again.';
const NO_START =
  'The record has no start time, so no day can list it: correct the column "start" and import the record again.';
const width = (found: string): string =>
  `The record has ${found} where 16 to 21 were expected: repair the line or, if cdr_custom wrote the file, name its columns with --columns.`;
const namedWidth = (found: number): string =>
  `The record has ${found} columns where 7 were expected: repair the line or name the columns that the file has with --columns.`;
const openQuote = (at: string): string =>
  `A quote is opened and not closed at "${at}": close it, and double every quote inside a field.`;

/** A record that is at fault alone, between two that are not. */
const alone = (bad: string, reason: RejectReason, message: string): [string, Outcome] => [
  `${A}\n${bad}\n${B}\n`,
  { records: ['1:A', '3:B'], rejects: [[2, reason, message]] },
];

const MASTER_FILES: readonly (readonly [name: string, bytes: string | Uint8Array, outcome: Outcome])[] = [
  ['an empty file', '', {}],
  ['nothing but blank lines', '\n\r\n  \n\t\n', {}],
  ['nothing but a byte order mark', '\ufeff', {}],
  ['nothing but NUL bytes', '\0'.repeat(5_000), {}],
  ['a Ctrl-Z at the end', `${A}\n\x1a`, { records: ['1:A'] }],
  ['CRLF', `${A}\r\n${B}\r\n`, { records: ['1:A', '2:B'] }],
  ['CR alone', `${A}\r${B}\r`, { records: ['1:A', '2:B'] }],
  ['every line end at once', `${A}\r\n\r${B}\n\n\r\n${A}\n`, { records: ['1:A', '3:B', '6:A'] }],
  ['a byte order mark', `\ufeff${A}\n`, { records: ['1:A'] }],
  ['blank lines between records', `\n\n${A}\n\n\n${B}\n`, { records: ['3:A', '6:B'] }],
  ['NUL padding after a power cut', `${A}\n${'\0'.repeat(512)}${B}\n`, { records: ['1:A', '2:B'] }],
  ['NUL bytes in a record', ...alone(spoilt('Dial', 'Di\0l'), 'not-text', NOT_TEXT)],
  ['UTF-16', Buffer.from(`${A}\n`, 'utf16le'), { rejects: [[1, 'not-text', NOT_TEXT]] }],
  ['windows-1252', Buffer.from(`${row('Ren\xe9')}\n${A}\n`, 'latin1'), { records: ['1:René', '2:A'] }],
  [
    'UTF-8 and windows-1252 by turns',
    Buffer.concat([Buffer.from(`${row('Zoë')}\n`), Buffer.from(`${row('Ren\xe9')}\n`, 'latin1')]),
    { records: ['1:Zoë', '2:René'] },
  ],
  ['a packed file', gzipSync(''), { rejects: [[1, 'not-text', NOT_TEXT]] }],
  [
    'a web page',
    '<html>\n<p>Not found, sorry\n</html>\n',
    {
      rejects: [
        [1, 'wrong-column-count', width('1 column')],
        [2, 'wrong-column-count', width('2 columns')],
        [3, 'wrong-column-count', width('1 column')],
      ],
    },
  ],
  [
    'tabs for commas',
    ...alone(row('X').replaceAll(',', '\t').replaceAll('"', ''), 'wrong-column-count', width('1 column')),
  ],
  ['semicolons for commas', ...alone('default;201;X;from-default', 'wrong-column-count', width('1 column'))],
  [
    'quotes that nobody doubled',
    `${spoilt('"""Bob"" <201>"', '"Bob "The" <201>"')}\n${A}\n`,
    { records: ['1:X', '2:A'] },
  ],
  [
    'quotes that nobody doubled, at the front',
    `${spoilt('"""Bob"" <201>"', '""Bob" <201>"')}\n`,
    { records: ['1:X'] },
  ],
  ['commas within quotes', `${spoilt('"""Bob""', '"""Marsh, Bob""')}\n`, { records: ['1:X'] }],
  ['a line end within quotes', `${spoilt('"u"', '"two\nlines"')}\n${A}\n`, { records: ['1:X', '3:A'] }],
  [
    'a space after a closing quote',
    ...alone(
      spoilt('"201",', '"201" ,'),
      'unclosed-quote',
      openQuote('"201" ,"X","from-default","""Bob"" <201>…'),
    ),
  ],
  [
    'a quote left open',
    ...alone(
      spoilt('"Dial"', '"Dial'),
      'unclosed-quote',
      openQuote('"Dial,"SIP/b,20","2026-11-24 12:23:49",,…'),
    ),
  ],
  [
    'the quote of a last column but one left open',
    ...alone(
      spoilt('"DOCUMENTATION"', '"DOCUMENTATION'),
      'unclosed-quote',
      openQuote('"DOCUMENTATION,"1795523029.1","u"'),
    ),
  ],
  ['a last quote left open', ...alone(spoilt('"u"', '"u'), 'unclosed-quote', openQuote('"u'))],
  ['a record cut within quotes', ...alone(row('X').slice(0, 30), 'unclosed-quote', openQuote('"from-defa'))],
  ['a record cut within its first column', ...alone('"defa', 'unclosed-quote', openQuote('"defa'))],
  ['a record cut between columns', ...alone('"default","201","X"', 'wrong-column-count', width('3 columns'))],
  [
    'a cut record with the next one behind it',
    ...alone(`"default","201"${row('X')}`, 'bad-number', `duration "2026-11-24 12:23:53" ${COUNT_FIX}`),
  ],
  [
    'a record cut with a quote open at the end of the file',
    `${A}\n${row('X').slice(0, 30)}\n`,
    {
      records: ['1:A'],
      rejects: [[2, 'unclosed-quote', openQuote('"from-defa')]],
    },
  ],
  [
    '15 columns',
    ...alone(row('X').split(',').slice(0, 16).join(','), 'wrong-column-count', width('15 columns')),
  ],
  ['22 columns', ...alone(`${row('X')},"","","","x"`, 'wrong-column-count', width('22 columns'))],
  ['no start', ...alone(spoilt(START, ''), 'empty-start', NO_START)],
  ['a start of zeros', ...alone(spoilt(START, '"0000-00-00 00:00:00"'), 'empty-start', NO_START)],
  ['a start at epoch 0', ...alone(spoilt(START, '0.000000'), 'empty-start', NO_START)],
  [
    'month 13',
    ...alone(spoilt(START, '"2026-13-24 12:23:49"'), 'bad-time', `start "2026-13-24 12:23:49" ${TIME_FIX}`),
  ],
  [
    '31 April',
    ...alone(spoilt(START, '"2026-04-31 12:23:49"'), 'bad-time', `start "2026-04-31 12:23:49" ${TIME_FIX}`),
  ],
  [
    '29 February of a common year',
    ...alone(spoilt(START, '"2025-02-29 12:23:49"'), 'bad-time', `start "2025-02-29 12:23:49" ${TIME_FIX}`),
  ],
  [
    'hour 24',
    ...alone(spoilt(START, '"2026-11-24 24:00:00"'), 'bad-time', `start "2026-11-24 24:00:00" ${TIME_FIX}`),
  ],
  [
    'a year before the store begins',
    ...alone(spoilt(START, '"1969-12-31 23:59:59"'), 'bad-time', `start "1969-12-31 23:59:59" ${TIME_FIX}`),
  ],
  [
    'a year after the store ends',
    ...alone(spoilt(START, '"2106-01-01 00:00:00"'), 'bad-time', `start "2106-01-01 00:00:00" ${TIME_FIX}`),
  ],
  [
    'a day without a time',
    ...alone(spoilt(START, '"2026-11-24"'), 'bad-time', `start "2026-11-24" ${TIME_FIX}`),
  ],
  [
    'days the American way',
    ...alone(spoilt(START, '"11/24/2026 12:23:49"'), 'bad-time', `start "11/24/2026 12:23:49" ${TIME_FIX}`),
  ],
  [
    'a time with a zone of its own',
    ...alone(spoilt(START, '"2026-11-24T12:23:49Z"'), 'bad-time', `start "2026-11-24T12:23:49Z" ${TIME_FIX}`),
  ],
  [
    'a fraction of no digits',
    ...alone(
      spoilt(START, '"2026-11-24 12:23:49.x"'),
      'bad-time',
      `start "2026-11-24 12:23:49.x" ${TIME_FIX}`,
    ),
  ],
  [
    'letters for digits',
    ...alone(spoilt(START, '"2O26-11-24 12:23:49"'), 'bad-time', `start "2O26-11-24 12:23:49" ${TIME_FIX}`),
  ],
  [
    'an epoch in milliseconds',
    ...alone(spoilt(START, '1795523029000'), 'bad-time', `start "1795523029000" ${TIME_FIX}`),
  ],
  ['an answer that is no time', ...alone(spoilt(',,', ',"soon",'), 'bad-time', `answer "soon" ${TIME_FIX}`)],
  [
    'an end that is no time',
    ...alone(spoilt('"2026-11-24 12:23:53"', '"never"'), 'bad-time', `end "never" ${TIME_FIX}`),
  ],
  [
    'a long text for a time',
    ...alone(spoilt(START, 'y'.repeat(99)), 'bad-time', `start "${'y'.repeat(40)}…" ${TIME_FIX}`),
  ],
  ['no duration', ...alone(spoilt(',4,0', ',,0'), 'bad-number', `duration "" ${COUNT_FIX}`)],
  ['a duration below 0', ...alone(spoilt(',4,0', ',-4,0'), 'bad-number', `duration "-4" ${COUNT_FIX}`)],
  ['a duration in words', ...alone(spoilt(',4,0', ',four,0'), 'bad-number', `duration "four" ${COUNT_FIX}`)],
  [
    'a duration on a clock',
    ...alone(spoilt(',4,0', ',00:04,0'), 'bad-number', `duration "00:04" ${COUNT_FIX}`),
  ],
  [
    'a duration past all calls',
    ...alone(spoilt(',4,0', ',2147483648,0'), 'bad-number', `duration "2147483648" ${COUNT_FIX}`),
  ],
  ['no billsec', ...alone(spoilt(',4,0', ',4,'), 'bad-number', `billsec "" ${COUNT_FIX}`)],
  ['seconds with a fraction', `${spoilt(',4,0', ',4.25,0.000000')}\n`, { records: ['1:X'] }],
  [
    'a disposition of UNKNOWN',
    ...alone(spoilt('NO ANSWER', 'UNKNOWN'), 'bad-disposition', `disposition "UNKNOWN" ${DISPOSITION_FIX}`),
  ],
  [
    'no disposition',
    ...alone(spoilt('NO ANSWER', ''), 'bad-disposition', `disposition "" ${DISPOSITION_FIX}`),
  ],
  [
    'a disposition of 3',
    ...alone(spoilt('NO ANSWER', '3'), 'bad-disposition', `disposition "3" ${DISPOSITION_FIX}`),
  ],
  [
    'no channel',
    ...alone(
      spoilt('SIP/a-1', ''),
      'missing-channel',
      'The record names no channel, so nobody can be said to have called: correct the column "channel" and import the record again.',
    ),
  ],
  [
    'a sequence that is no number',
    ...alone(`${row('X')},"","1795523029.1",x`, 'bad-number', `sequence "x" ${COUNT_FIX}`),
  ],
  [
    'a line that goes on and on',
    ...alone(
      'x'.repeat(70_000),
      'too-long',
      'The line is longer than 65536 characters, which no record is: check that the file is CSV with a line end after every record.',
    ),
  ],
  ['no line end after the last record', `${A}\n${B}`, { records: ['1:A', '2:B'] }],
  [
    'a last record still being written',
    `${A}\n${row('X').slice(0, 90)}`,
    { records: ['1:A'], unfinished: { line: 2, raw: row('X').slice(0, 90) } },
  ],
  [
    'a last record that lacks one column',
    `${A}\n${row('X').slice(0, -4)}`,
    { records: ['1:A'], unfinished: { line: 2, raw: row('X').slice(0, -4) } },
  ],
  [
    'a last record whose number may grow',
    `${row('X')},"","",12`,
    { unfinished: { line: 1, raw: `${row('X')},"","",12` } },
  ],
  ['a first record still being written', '"default","20', { unfinished: { line: 1, raw: '"default","20' } }],
  [
    'a quote left open, and a last record still being written',
    `${spoilt('"u"', '"u')}\n${row('Y').slice(0, 50)}`,
    {
      rejects: [[1, 'unclosed-quote', openQuote('"u')]],
      unfinished: { line: 2, raw: row('Y').slice(0, 50) },
    },
  ],
];

const HEADER = SHORT_COLUMNS.join(',');
const CUSTOM_FILES: readonly (readonly [name: string, bytes: string, outcome: Outcome])[] = [
  ['a header and nothing more', `${HEADER}\n`, {}],
  [
    'a header in capitals, quoted, with spaces',
    `"${SHORT_COLUMNS.join('" , "').toUpperCase()}"\n`.replaceAll('" , "', '","'),
    {},
  ],
  [
    'a header that comes again, as files were joined',
    `${HEADER}\n${SHORT_A}\n${HEADER}\n${SHORT_A}\n`,
    { records: ['2:A', '4:A'] },
  ],
  [
    'a header after a byte order mark and a blank line',
    `\ufeff\n${HEADER}\n${SHORT_A}\n`,
    { records: ['3:A'] },
  ],
  [
    'a record with too few columns',
    `${HEADER}\n1795523029,4,0\n${SHORT_A}\n`,
    { records: ['3:A'], rejects: [[2, 'wrong-column-count', namedWidth(3)]] },
  ],
  [
    'a record with too many columns',
    `${HEADER}\n${SHORT_A},x\n`,
    { rejects: [[2, 'wrong-column-count', namedWidth(8)]] },
  ],
  [
    'an accounting id that is no number',
    `${HEADER}\n${SHORT_A}x\n`,
    {
      rejects: [
        [
          2,
          'bad-number',
          'acctid "1x" is not a whole number from 0 to 4503599627370495: write digits only, such as 42.',
        ],
      ],
    },
  ],
  ['no line end after an accounting id', `${HEADER}\n${SHORT_A}`, { records: ['2:A'] }],
];

const Q = '1795523036|1.1|q|a|ABANDON|1|1|3';
const QUEUE_LOGS: readonly (readonly [name: string, bytes: string, outcome: Outcome])[] = [
  ['an empty log', '', {}],
  ['housekeeping alone', '1795523021|NONE|NONE|NONE|QUEUESTART|\n', {}],
  [
    'too few columns',
    `${Q}\n1795523036|1.1|q\n${Q}\n`,
    {
      records: ['1:1.1', '3:1.1'],
      rejects: [
        [
          2,
          'wrong-column-count',
          'The record has 3 columns where 5 or more were expected: write epoch|call id|queue|agent|event.',
        ],
      ],
    },
  ],
  [
    'commas for bars',
    '1795523036,1.1,q,a,ABANDON\n',
    {
      rejects: [
        [
          1,
          'wrong-column-count',
          'The record has 1 column where 5 or more were expected: write epoch|call id|queue|agent|event.',
        ],
      ],
    },
  ],
  ['no time', '|1.1|q|a|ABANDON|\n', { rejects: [[1, 'bad-time', `time "" ${TIME_FIX}`]] }],
  ['a time in words', 'noon|1.1|q|a|ABANDON|\n', { rejects: [[1, 'bad-time', `time "noon" ${TIME_FIX}`]] }],
  [
    'no call id',
    '1795523036||q|a|ABANDON|\n',
    {
      rejects: [
        [
          1,
          'missing-callid',
          'The queue event names no call id: write epoch|call id|queue|agent|event, with NONE where there is no call.',
        ],
      ],
    },
  ],
  [
    'no event',
    '1795523036|1.1|q|a||\n',
    {
      rejects: [
        [1, 'missing-event', 'The queue event has no name: write epoch|call id|queue|agent|event|arguments.'],
      ],
    },
  ],
  ['NUL bytes', '1795523036|1.1|q|\0|ABANDON|\n', { rejects: [[1, 'not-text', NOT_TEXT]] }],
  ['NUL padding', `\0\0${Q}\n\0\0\n`, { records: ['1:1.1'] }],
  [
    'a line that goes on and on',
    `${'x'.repeat(70_000)}\n${Q}\n`,
    {
      records: ['2:1.1'],
      rejects: [
        [
          1,
          'too-long',
          'The line is longer than 65536 characters, which no record is: check that the file is CSV with a line end after every record.',
        ],
      ],
    },
  ],
  [
    'a last line still being written',
    `${Q}\n${Q.slice(0, 12)}`,
    { records: ['1:1.1'], unfinished: { line: 2, raw: Q.slice(0, 12) } },
  ],
];

const NOTHING = { records: [], rejects: [], unfinished: null };

function readMaster(bytes: string | Uint8Array, chunk: number) {
  const file = new CdrFile('UTC');
  const buffer = Buffer.from(bytes);
  const parts = [];
  for (let at = 0; at < buffer.length; at += chunk) parts.push(file.push(buffer.subarray(at, at + chunk)));
  const end = file.end();
  const all = [...parts, end];
  return {
    records: all.flatMap((part) => part.records).map(({ line, cdr }) => `${line}:${cdr.dst}`),
    rejects: all.flatMap((part) => part.rejects).map(({ line, reason, message }) => [line, reason, message]),
    unfinished: end.unfinished,
  };
}

function readQueueLog(bytes: string, chunk: number) {
  const file = new QueueLogFile('UTC');
  const buffer = Buffer.from(bytes);
  const parts = [];
  for (let at = 0; at < buffer.length; at += chunk) parts.push(file.push(buffer.subarray(at, at + chunk)));
  const end = file.end();
  const all = [...parts, end];
  return {
    records: all.flatMap((part) => part.events).map(({ line, event }) => `${line}:${event.callid}`),
    rejects: all.flatMap((part) => part.rejects).map(({ line, reason, message }) => [line, reason, message]),
    unfinished: end.unfinished,
  };
}

describe('a file of call records with', () => {
  it.each([...MASTER_FILES, ...CUSTOM_FILES])('%s', (_name, bytes, outcome) => {
    for (const chunk of [1 << 20, 911]) expect(readMaster(bytes, chunk)).toEqual({ ...NOTHING, ...outcome });
  });

  it.each([
    [
      'a header that lacks a column',
      'start,duration,billsec,disposition,dst\n',
      'The columns lack "channel": name the column that holds it.',
    ],
    ['a header that names a column twice', `${HEADER},dst\n`, 'The columns name "dst" twice: name it once.'],
  ])('%s is refused at once', (_name, text, message) => {
    const file = new CdrFile('UTC');
    expect(() => file.push(Buffer.from(text))).toThrow(RingledgerError);
    expect(() => new CdrFile('UTC').push(Buffer.from(text))).toThrow(message);
  });
});

describe('a queue log with', () => {
  it.each(QUEUE_LOGS)('%s', (_name, bytes, outcome) => {
    for (const chunk of [1 << 20, 911])
      expect(readQueueLog(bytes, chunk)).toEqual({ ...NOTHING, ...outcome });
  });
});
