import { describe, expect, it } from 'vitest';
import { identifyCdr } from '../../src/ingest/identify.ts';
import { formatOf } from '../../src/ingest/sources/formats.ts';
import { fixture, fixtureDirectory, legLines, readCut, truthLines } from '../support/read-file-fixture.ts';

const MAPPING = fixture('mapping/mapping.json').toString('utf8');
/** Kinds, the folder of their fixtures, files, and lines of the truth that a file cannot tell. */
type FixtureFile = readonly [kind: string, folder: string, file: string, hidden: (line: string) => boolean];
const nothing = () => false;
const FILES: readonly FixtureFile[] = [
  ['freeswitch-json', 'freeswitch', 'legs.cdr.json', nothing],
  ['freeswitch-xml', 'freeswitch', 'legs.cdr.xml', nothing],
  // Without b-legs nobody knows who else of the group was rung.
  ['freeswitch-csv', 'freeswitch', 'asterisk.csv', (line) => line.includes('Answered elsewhere')],
  ['freepbx-csv', 'freepbx', 'report.csv', nothing],
  ['freepbx-csv', 'freepbx', 'phpmyadmin.csv', nothing],
  ['freepbx-csv', 'freepbx', 'day-first.csv', nothing],
  ['freepbx-csv', 'freepbx', 'outfile.csv', nothing],
  ['freepbx-csv', 'freepbx', 'dump.sql', nothing],
  ['cucm', 'cucm', 'cdr_StandAloneCluster_01_202611241200_1', nothing],
  ['3cx', '3cx', 'cdr.log', nothing],
  // The log shows only calls inside.
  ['3cx', '3cx', 'call-log.csv', (line) => /02079460999|07700900123/.test(line)],
  ['mapping', 'mapping', 'calls.csv', nothing],
];

describe.each(FILES)('%s: %s/%s', (kind, folder, file, hidden) => {
  const read = readCut(kind, fixture(`${folder}/${file}`), { mapping: MAPPING });

  it('holds exactly the calls of the truth', () => {
    expect(read.rejects).toEqual([]);
    expect(read.unfinished).toBeNull();
    const cdrs = read.records.map(({ cdr }) => cdr);
    expect(legLines(cdrs, fixtureDirectory(folder))).toEqual(
      truthLines(folder).filter((line) => !hidden(line)),
    );
  });

  it('is the same again from what is kept', () => {
    const again = formatOf(read.format);
    expect(again.text).toBe(read.format);
    for (const record of read.records) expect(again.read(record.raw, record.line)).toEqual(record);
  });
});

describe("FreeSWITCH's templates that name no channels", () => {
  const legsOf = (file: string) => {
    const { records, rejects } = readCut('freeswitch-csv', fixture(`freeswitch/${file}.csv`));
    expect(rejects).toEqual([]);
    return legLines(
      records.map(({ cdr }) => cdr),
      fixtureDirectory('freeswitch'),
    );
  };

  it('tell who has the numbers, and no more than that', () => {
    const example = legsOf('example');
    expect(example).toContain('out,0500000010010,1002,Answered,5,20,');
    expect(example).toContain('in,1002,1001,Answered,5,20,');
    expect(example).toContain('out,0500000010020,907700900123,Answered,8,60,');
    expect(example).toContain('in,1001,02079460999,Answered,6,30,');
    expect(example.filter((line) => line.startsWith('out,unknown'))).toEqual([]);
    for (const other of ['default', 'sql', 'snom', 'linksys']) expect(legsOf(other)).toEqual(example);
  });

  it('have each call once where b-legs are logged too', () => {
    const lines = legsOf('opencdrrate');
    expect(lines.filter((line) => line.includes('07700900123'))).toEqual([
      'out,0500000010020,907700900123,Answered,0,60,',
    ]);
    expect(lines.filter((line) => line.startsWith('in,1002'))).toEqual(['in,1002,1001,Answered,0,20,']);
  });

  it('refuse a b-leg that would be a call twice', () => {
    const line =
      '"","1001","1002","default","1001","sofia/internal/1002@192.0.2.2","sofia/internal/1001@pbx","","","2026-11-24 12:00:00","2026-11-24 12:00:05","2026-11-24 12:00:25","25","20","NORMAL_CLEARING","","a0000065-0000-4000-8000-000000000065",""\n';
    const { rejects } = readCut('freeswitch-csv', Buffer.from(line));
    expect(rejects).toMatchObject([{ line: 1, reason: 'lone-b-leg' }]);
  });

  it("read a template of one's own", () => {
    const template = [
      'uuid',
      'originator',
      'start_epoch',
      'answer_epoch',
      'billsec',
      'duration',
      'hangup_cause',
      'channel_name',
    ]
      .map((name) => `"\${${name}}"`)
      .join();
    const line = '"u-1","","1795521600","1795521605","20","25","NORMAL_CLEARING","sofia/internal/1001@pbx"\n';
    const { records, format } = readCut('freeswitch-csv', Buffer.from(line), { template });
    expect(format).toBe(
      'freeswitch-csv:uuid,originator,start_epoch,answer_epoch,billsec,duration,hangup_cause,channel_name@Europe/London',
    );
    expect(records[0]?.cdr).toMatchObject({
      startAt: 1_795_521_600,
      billsec: 20,
      channel: 'sofia/internal/1001@pbx',
    });
    const poor = `"\${uuid}"`;
    expect(() => readCut('freeswitch-csv', Buffer.from(line), { template: poor })).toThrow(
      /lacks "\$\{hangup_cause\}": add it, and log calls with it. The template lacks "\$\{billsec\}"/,
    );
  });
});

it('a leg of FreeSWITCH is one record, in JSON or XML', () => {
  const [json, xml] = [
    readCut('freeswitch-json', fixture('freeswitch/legs.cdr.json')),
    readCut('freeswitch-xml', fixture('freeswitch/legs.cdr.xml')),
  ];
  expect(xml.records.map(({ cdr }) => identifyCdr(cdr))).toEqual(
    json.records.map(({ cdr }) => identifyCdr(cdr)),
  );
  expect(xml.records.map(({ cdr }) => cdr)).toEqual(json.records.map(({ cdr }) => cdr));
});
