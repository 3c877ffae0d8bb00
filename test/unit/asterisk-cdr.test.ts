import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { callKeyOf, identifyCdr } from '../../src/ingest/identify.ts';
import { formatFromText, formatToText, readCdrRecord } from '../../src/ingest/sources/asterisk-cdr.ts';
import { isHeader, namedColumns } from '../../src/ingest/sources/cdr-columns.ts';
import { CdrFile } from '../../src/ingest/sources/read-cdr-file.ts';

const fixtures = new URL('../fixtures/asterisk/', import.meta.url);
const CUSTOM_COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid'.split(
    ',',
  );

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;

function readFile(path: string, zone: string, columns?: readonly string[]) {
  const file = new CdrFile(zone, columns);
  const part = file.push(readFileSync(new URL(path, fixtures)));
  const end = file.end();
  return {
    file,
    records: [...part.records, ...end.records],
    rejects: [...part.rejects, ...end.rejects],
    unfinished: end.unfinished,
  };
}

/** A row of Master.csv: sixteen columns, and what is switched on beyond them. */
function masterRow(given: Partial<Record<string, string>>, more: readonly string[] = []): string {
  const column = (name: string, usual: string) => `"${given[name] ?? usual}"`;
  return [
    column('accountcode', 'default'),
    column('src', '201'),
    column('dst', '202'),
    column('dcontext', 'from-default'),
    column('clid', '""Bob Marsh"" <201>'),
    column('channel', 'SIP/0500000004001-00000001'),
    column('dstchannel', 'SIP/0500000004002-00000002'),
    column('lastapp', 'Dial'),
    column('lastdata', 'SIP/0500000004002,20'),
    column('start', '2026-11-24 12:23:49'),
    column('answer', '2026-11-24 12:23:51'),
    column('end', '2026-11-24 12:24:01'),
    given['duration'] ?? '12',
    given['billsec'] ?? '10',
    column('disposition', 'ANSWERED'),
    '"DOCUMENTATION"',
    ...more,
  ].join(',');
}

function readRow(row: string, zone = 'UTC') {
  const read = readCdrRecord(row, { columns: 'cdr_csv', zone }, 1);
  if ('reason' in read) throw new Error(read.message);
  return read.cdr;
}

describe.each([
  ['', 53],
  ['second/', 58],
])("Asterisk's own records in %s", (folder, count) => {
  it('are all read, from either form', () => {
    for (const read of [
      readFile(`${folder}Master.csv`, 'UTC'),
      readFile(`${folder}Custom.csv`, 'UTC', CUSTOM_COLUMNS),
    ]) {
      expect(read.records).toHaveLength(count);
      expect(read.rejects).toEqual([]);
      expect(read.unfinished).toBeNull();
      expect(read.records.map((record) => record.line)).toEqual(read.records.map((_, index) => index + 1));
      expect(read.file.zoneTally.warning()).toBeNull();
      expect(read.file.zoneTally.compared).toBe(count);
    }
  });

  it('agree field by field between both forms', () => {
    const master = readFile(`${folder}Master.csv`, 'UTC').records.map(({ cdr }) => cdr);
    const custom = readFile(`${folder}Custom.csv`, 'UTC', CUSTOM_COLUMNS).records.map(({ cdr }) => cdr);
    const onlyInCustom = { linkedid: '', peeraccount: '', sequence: null, did: '', outcid: '' };
    expect(custom.map((cdr) => ({ ...cdr, ...onlyInCustom }))).toEqual(master);
    expect(custom.every((cdr) => cdr.linkedid !== '' && cdr.sequence !== null)).toBe(true);
  });

  it('are the same when a header names the columns', () => {
    const file = new CdrFile('UTC');
    const header = Buffer.from(`${CUSTOM_COLUMNS.join(',')}\r\n`);
    const body = readFileSync(new URL(`${folder}Custom.csv`, fixtures));
    const { records } = file.push(Buffer.concat([header, body]));
    expect(records.map(({ cdr }) => cdr)).toEqual(
      readFile(`${folder}Custom.csv`, 'UTC', CUSTOM_COLUMNS).records.map(({ cdr }) => cdr),
    );
  });

  it('are the same when read again from what is kept', () => {
    for (const read of [
      readFile(`${folder}Master.csv`, 'UTC'),
      readFile(`${folder}Custom.csv`, 'UTC', CUSTOM_COLUMNS),
    ]) {
      const format = formatFromText(formatToText(read.file.columns));
      expect(read.records.map(({ raw, line }) => readCdrRecord(raw, format, line))).toEqual(read.records);
    }
  });

  it('have an identity each, however often they are read', () => {
    const identities = readFile(`${folder}Custom.csv`, 'UTC', CUSTOM_COLUMNS).records.map(({ cdr }) =>
      identifyCdr(cdr),
    );
    expect(new Set(identities).size).toBe(count);
    expect(
      identities.every((identity) => Number.isInteger(identity) && identity >= 0 && identity < 2 ** 52),
    ).toBe(true);
    const master = readFile(`${folder}Master.csv`, 'UTC').records.map(({ cdr }) => identifyCdr(cdr));
    expect(new Set(master).size).toBe(count);
  });
});

describe('a row of Master.csv', () => {
  it('is read whole', () => {
    expect(readRow(masterRow({}, ['"1795523029.12"', '"u"', '"test"', '"1795523029.11"', '7']))).toEqual({
      accountcode: 'default',
      src: '201',
      dst: '202',
      dcontext: 'from-default',
      clid: '"Bob Marsh" <201>',
      channel: 'SIP/0500000004001-00000001',
      dstchannel: 'SIP/0500000004002-00000002',
      lastapp: 'Dial',
      lastdata: 'SIP/0500000004002,20',
      startAt: 1_795_523_029,
      answerAt: 1_795_523_031,
      endAt: 1_795_523_041,
      duration: 12,
      billsec: 10,
      disposition: 'ANSWERED',
      userfield: 'u',
      uniqueid: '1795523029.12',
      linkedid: '1795523029.11',
      peeraccount: 'test',
      sequence: 7,
      did: '',
      outcid: '',
      acctid: null,
    });
  });

  const ids = { uniqueid: '', userfield: '', peeraccount: '', linkedid: '', sequence: null };
  it.each([
    [[], {}],
    [['"1795523029.12"'], { uniqueid: '1795523029.12' }],
    [['"pbx-1-1795523029.12"'], { uniqueid: 'pbx-1-1795523029.12' }],
    [['"order 66"'], { userfield: 'order 66' }],
    [['""'], {}],
    [['"1795523029.12"', '"u"'], { uniqueid: '1795523029.12', userfield: 'u' }],
    [['"test"', '"1795523029.11"', '7'], { peeraccount: 'test', linkedid: '1795523029.11', sequence: 7 }],
    [
      ['"1795523029.12"', '"test"', '"1795523029.11"', '7'],
      { uniqueid: '1795523029.12', peeraccount: 'test', linkedid: '1795523029.11', sequence: 7 },
    ],
    [
      ['"u"', '"test"', '"1795523029.11"', '7'],
      { userfield: 'u', peeraccount: 'test', linkedid: '1795523029.11', sequence: 7 },
    ],
  ])('with %j after the sixteen', (more, found) => {
    expect(readRow(masterRow({}, more))).toMatchObject({ ...ids, ...found });
  });
});

describe('times', () => {
  it.each([
    ['2026-07-01 12:00:00', '2026-07-01T11:00:00'],
    ['2026-07-01T12:00:00', '2026-07-01T11:00:00'],
    ['2026-07-01 12:00:00.999', '2026-07-01T11:00:00'],
    ['1795523029', '2026-11-24T12:23:49'],
    ['1795523029.500000', '2026-11-24T12:23:49'],
    ['2026-03-29 01:30:00', '2026-03-29T01:30:00'],
    ['2026-06-30 23:59:60', '2026-06-30T23:00:00'],
  ])('%s in London is %s UTC', (start, at) => {
    expect(readRow(masterRow({ start }), 'Europe/London').startAt).toBe(utc(at));
  });

  it.each(['', '0000-00-00 00:00:00', '0', '0.000000'])('an answer of "%s" is none', (answer) => {
    expect(readRow(masterRow({ answer })).answerAt).toBeNull();
  });

  it.each(['', '0000-00-00 00:00:00'])('an end of "%s" is the start and the duration', (end) => {
    expect(readRow(masterRow({ end }))).toMatchObject({ startAt: 1_795_523_029, endAt: 1_795_523_041 });
  });

  it('in the hour that comes twice, the uniqueid decides', () => {
    const start = '2026-10-25 01:30:00';
    const first = utc('2026-10-25T00:30:00');
    const of = (uniqueid: string) =>
      readRow(masterRow({ start }, [`"${uniqueid}"`]), 'Europe/London').startAt;
    expect(of(`${first}.1`)).toBe(first);
    expect(of(`pbx-${first + 3600}.1`)).toBe(first + 3600);
    // The second row of a call that began before the hour, and of one that began within its first pass.
    expect(of(`${first - 1200}.1`)).toBe(first);
    expect(of(`${first + 1200}.1`)).toBe(first + 3600);
  });

  it('in the hour that comes twice, the end decides where there is no uniqueid', () => {
    const row = masterRow({
      start: '2026-10-25 01:59:00',
      answer: '2026-10-25 01:59:30',
      end: '2026-10-25 02:01:00',
      duration: '120',
      billsec: '90',
    });
    expect(readRow(row, 'Europe/London')).toMatchObject({
      startAt: utc('2026-10-25T01:59:00'),
      answerAt: utc('2026-10-25T01:59:30'),
      endAt: utc('2026-10-25T02:01:00'),
    });
  });

  it.each([
    // A transfer's second row: its channel began in the first pass, or before the hour, and the row in the second.
    ['Europe/London', '2026-10-25 01:30:00', '2026-10-25 02:05:00', '2026-10-25T01:30:00', -3000],
    ['Europe/London', '2026-10-25 01:59:59', '2026-10-25 02:00:01', '2026-10-25T01:59:59', -7000],
    ['America/New_York', '2026-11-01 01:30:00', '2026-11-01 02:05:00', '2026-11-01T06:30:00', -3000],
    ['America/New_York', '2026-11-01 01:00:00', '2026-11-01 02:00:00', '2026-11-01T06:00:00', -3600],
    // A call that lasts through the second pass.
    ['Europe/London', '2026-10-25 01:30:00', '2026-10-25 02:05:00', '2026-10-25T00:30:00', 0],
    ['America/New_York', '2026-11-01 01:30:00', '2026-11-01 02:05:00', '2026-11-01T05:30:00', 0],
  ])(
    'in the hour that comes twice, an end that comes once decides: %s %s to %s',
    (zone, start, end, startAt, age) => {
      const endAt = utc(zone === 'Europe/London' ? end : end.replace(' 02', ' 07'));
      const duration = endAt - utc(startAt);
      const given = { start, answer: start, end, duration: String(duration), billsec: String(duration) };
      const row = masterRow(given, [`"${utc(startAt) + age}.1"`]);
      expect(readRow(row, zone)).toMatchObject({ startAt: utc(startAt), answerAt: utc(startAt), endAt });
    },
  );

  it('in the hour that comes twice, an end that comes twice as well leaves it to the uniqueid, or is the first', () => {
    const given = {
      start: '2026-11-01 01:10:00',
      answer: '2026-11-01 01:10:00',
      end: '2026-11-01 01:20:00',
      duration: '600',
      billsec: '600',
    };
    const of = (...more: string[]) => readRow(masterRow(given, more), 'America/New_York');
    const first = utc('2026-11-01T05:10:00');
    expect(of()).toMatchObject({ startAt: first, endAt: first + 600 });
    expect(of(`"${first}.1"`)).toMatchObject({ startAt: first, endAt: first + 600 });
    expect(of(`"${first + 3600}.1"`)).toMatchObject({ startAt: first + 3600, endAt: first + 4200 });
  });

  it('an end that the clocks put before the start stands after it', () => {
    const startAt = utc('2026-10-25T00:59:30');
    const row = masterRow(
      {
        start: '2026-10-25 01:59:30',
        answer: '2026-10-25 01:59:40',
        end: '2026-10-25 01:00:30',
        duration: '60',
        billsec: '50',
      },
      [`"${startAt}.7"`],
    );
    expect(readRow(row, 'Europe/London')).toMatchObject({
      startAt,
      answerAt: startAt + 10,
      endAt: startAt + 60,
      duration: 60,
      billsec: 50,
    });
  });
});

describe('dispositions', () => {
  it.each([
    ['ANSWERED', 'ANSWERED'],
    ['answered', 'ANSWERED'],
    ['NO ANSWER', 'NO ANSWER'],
    ['NOANSWER', 'NO ANSWER'],
    ['No_Answer', 'NO ANSWER'],
    ['NO-ANSWER', 'NO ANSWER'],
    ['Busy', 'BUSY'],
    ['FAILED', 'FAILED'],
    ['CONGESTION', 'CONGESTION'],
    ['0', 'NO ANSWER'],
    ['1', 'NO ANSWER'],
    ['2', 'FAILED'],
    ['4', 'BUSY'],
    ['8', 'ANSWERED'],
    ['16', 'CONGESTION'],
  ])('%s is %s', (disposition, word) => {
    expect(readRow(masterRow({ disposition })).disposition).toBe(word);
  });
});

describe('columns', () => {
  const necessary = ['start', 'duration', 'billsec', 'disposition', 'channel'];

  it('go by other names too, unless their own is there', () => {
    expect(
      namedColumns(['calldate', 'DURATION', ' Bill Sec ', 'disposition', 'channel', 'outbound_cnum', 'did']),
    ).toEqual(['start', 'duration', 'billsec', 'disposition', 'channel', 'outcid', 'did']);
    expect(namedColumns([...necessary, 'src', 'cnum', 'recordingfile'])).toEqual([
      ...necessary,
      'src',
      '',
      '',
    ]);
  });

  it.each([
    [necessary.slice(1), 'The columns lack "start": name the column that holds it.'],
    [
      ['start', 'duration', 'billsec'],
      'The columns lack "disposition": name the column that holds it. The columns lack "channel": name the column that holds it.',
    ],
    [[...necessary, 'calldate', 'dst', 'dst'], 'The columns name "dst" twice: name it once.'],
    [[...necessary, 'destination', 'destination'], 'The columns name "dst" twice: name it once.'],
    [[], 'The columns lack "start": name the column that holds it.'],
  ])('%j are refused', (names, message) => {
    expect(() => namedColumns(names)).toThrow(RingledgerError);
    expect(() => namedColumns(names)).toThrow(message);
  });

  it('carry an accounting id where one of them is called so', () => {
    const format = { columns: namedColumns([...necessary, 'acctid']), zone: 'UTC' };
    const read = (acctid: string) => readCdrRecord(`1795523029,3,0,BUSY,SIP/a-1,${acctid}`, format, 1);
    expect(read('1234567')).toMatchObject({ cdr: { acctid: 1_234_567 } });
    expect(read('')).toMatchObject({ cdr: { acctid: null } });
    expect(read('x')).toMatchObject({ reason: 'bad-number' });
  });

  it('are told from records', () => {
    expect(isHeader(['CallDate', 'src', 'dst', 'duration', 'disposition'])).toBe(true);
    expect(isHeader(['start', 'dst', 'src'])).toBe(false);
    expect(isHeader(masterRow({}).split(','))).toBe(false);
  });
});

describe('a format as text', () => {
  it('comes back as it was', () => {
    for (const format of [
      { columns: 'cdr_csv', zone: 'Europe/London' } as const,
      {
        columns: namedColumns(['start', 'junk', 'duration', 'billsec', 'disposition', 'channel']),
        zone: 'UTC',
      },
    ]) {
      expect(formatFromText(formatToText(format))).toEqual(format);
    }
    expect(formatToText({ columns: 'cdr_csv', zone: 'UTC' })).toBe('cdr_csv@UTC');
  });

  it.each(['', 'cdr_csv', 'cdr_csv@', 'cdr_csv@Nowhere', 'start@UTC'])('refuses "%s"', (text) => {
    expect(() => formatFromText(text)).toThrow(RingledgerError);
  });
});

describe('the zone of a file', () => {
  const rows = (starts: readonly string[]) =>
    Buffer.from(`${starts.map((start) => masterRow({ start, end: '' }, ['"1782900000.5"'])).join('\n')}\n`);

  it('is doubted when the uniqueids say another', () => {
    const file = new CdrFile('Europe/London');
    file.push(rows(['2026-07-01 10:00:00', '2026-07-01 10:00:02']));
    expect(file.zoneTally).toMatchObject({ compared: 2, shifted: 2 });
    expect(file.zoneTally.warning()).toBe(
      '2 of 2 records start 1 h before their uniqueids, read as times in Europe/London: did you mean --zone UTC?',
    );
  });

  it('may be one nobody thought of', () => {
    const file = new CdrFile('UTC');
    file.push(rows(['2026-07-01 15:30:00']));
    expect(file.zoneTally.warning()).toBe(
      "1 of 1 records start 5 h 30 min after their uniqueids, read as times in UTC: give the PBX's own zone with --zone.",
    );
  });

  it('is not doubted for a row that began late in its call', () => {
    const file = new CdrFile('UTC');
    file.push(rows(['2026-07-01 10:00:00', '2026-07-01 10:22:00', '2026-07-01 10:05:00']));
    expect(file.zoneTally).toMatchObject({ compared: 3, shifted: 0 });
    expect(file.zoneTally.warning()).toBeNull();
  });

  it('must exist', () => {
    expect(() => new CdrFile('London')).toThrow(
      'Zone "London" is not known: give an IANA name such as Europe/London or UTC.',
    );
  });
});

describe('identities', () => {
  const cdr = readRow(masterRow({}, ['"1795523029.12"', '"u"', '""', '""', '7']));

  it('stay what they were: kept records are known by them', () => {
    expect(identifyCdr(cdr)).toBe(2_263_512_874_112_389);
    expect(callKeyOf(cdr)).toBe(919_192_917_748_032);
  });

  it('do not meet by chance: a million uniqueids as a PBX counts them are a million calls', () => {
    const keys = new Set<number>();
    for (let n = 0; n < 1_000_000; n += 1) {
      keys.add(
        callKeyOf({ linkedid: '', uniqueid: `${1_795_523_029 + (n >> 2)}.${n}`, channel: '', startAt: 0 }),
      );
    }
    expect(keys.size).toBe(1_000_000);
    expect([...keys].every((key) => Number.isSafeInteger(key) && key >= 0 && key < 2 ** 52)).toBe(true);
  });

  it('differ by what happened', () => {
    const others = [
      { duration: 13 },
      { dst: '203' },
      { lastapp: 'Hangup' },
      { sequence: 8 },
      { sequence: null },
    ];
    const identities = [cdr, ...others.map((other) => ({ ...cdr, ...other }))].map(identifyCdr);
    expect(new Set(identities).size).toBe(6);
  });

  it('tie the rows of a call by linkedid, else uniqueid, else channel and day', () => {
    const bare = { ...cdr, linkedid: '', uniqueid: '' };
    expect(callKeyOf({ ...cdr, linkedid: 'x' })).toBe(callKeyOf({ ...bare, linkedid: 'x' }));
    expect(callKeyOf({ ...cdr, linkedid: cdr.uniqueid })).toBe(callKeyOf(cdr));
    expect(callKeyOf(bare)).toBe(callKeyOf({ ...bare, startAt: bare.startAt + 60 }));
    expect(callKeyOf(bare)).not.toBe(callKeyOf({ ...bare, startAt: bare.startAt + 86_400 }));
  });
});
