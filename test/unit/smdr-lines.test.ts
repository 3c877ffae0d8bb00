import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { openRecordFile } from '../../src/ingest/file-kinds.ts';
import { formatOf } from '../../src/ingest/sources/formats.ts';
import { SmdrFile } from '../../src/ingest/sources/smdr-file.ts';
import { type SmdrVendor, smdrFormat } from '../../src/ingest/sources/smdr-format.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/smdr/${name}.txt`, import.meta.url));
const FORMS = {
  'avaya-ip-office': { pbx: '', zone: 'UTC', hint: '' },
  mitel: { pbx: '', zone: 'UTC', hint: '2026-12' },
  panasonic: { pbx: 'branch', zone: 'UTC', hint: 'dmy' },
} as const;
const FILES = { 'avaya-ip-office': 'avaya', mitel: 'mitel', panasonic: 'panasonic' } as const;
const VENDORS: readonly SmdrVendor[] = ['avaya-ip-office', 'mitel', 'panasonic'];

const open = (vendor: SmdrVendor) => new SmdrFile(vendor, () => FORMS[vendor]);
const at = (text: string) => Date.parse(text) / 1000;

/** Who called whom, for how long, as a row to be read. */
function tell(vendor: SmdrVendor): readonly string[] {
  const { records } = open(vendor).push(fixture(FILES[vendor]));
  return records.map(({ cdr }) => {
    const start = new Date(cdr.startAt * 1000).toISOString().slice(0, 19);
    const ends = `${cdr.channel} > ${cdr.dstchannel || cdr.lastapp}`;
    return `${start} ${cdr.src || '-'} ${cdr.dst} ${cdr.did || '-'} | ${ends} | ${cdr.duration} ${cdr.billsec} ${cdr.disposition}`;
  });
}

describe('lines of Avaya IP Office', () => {
  it("are read as Avaya's examples say", () => {
    expect(tell('avaya-ip-office')).toEqual([
      '2008-06-28T09:28:41 8004206 4324 - | SMDR/Line5-1 > SMDR/4324 | 9 0 NO ANSWER',
      '2008-10-20T06:43:58 215 211 - | SMDR/215 > VoiceMail | 31 10 ANSWERED',
      '2008-06-28T09:30:57 01707392200 299999 - | SMDR/Line1-2 > SMDR/4750 | 31 24 ANSWERED',
      '2008-06-28T09:30:57 01707392200 299999 - | SMDR/Line1-2 > VoiceMail | 21 21 ANSWERED',
      '2008-08-01T15:14:19 01707299900 403 390664 | SMDR/Line1-2 > SMDR/403 | 12 5 ANSWERED',
      '2008-06-26T10:27:44 4688 4207 - | SMDR/4688 > SMDR/4207 | 48 44 ANSWERED',
      '2008-06-28T08:55:02 4797 08000123456 - | SMDR/4797 > SMDR/Line1-1 | 540 531 ANSWERED',
    ]);
  });

  it('of one call are one call, and release 11 tells their order', () => {
    const { records } = open('avaya-ip-office').push(fixture('avaya'));
    const [, , one, other] = records;
    expect(one?.cdr.linkedid).toBe(`${at('2008-06-28T09:30:57Z')}.1000014160`);
    expect(other?.cdr.linkedid).toBe(one?.cdr.linkedid);
    const line = `${fixture('avaya').toString().split('\r\n')[3]}${','.repeat(18)}2008/06/28 09:31:38`;
    const read = smdrFormat('avaya-ip-office', { pbx: 'hq', zone: 'UTC', hint: '' }).read(line, 1);
    expect(read).toMatchObject({
      cdr: { sequence: 41, uniqueid: `hq-${at('2008-06-28T09:30:57Z')}.1000014160` },
    });
  });

  it.each([
    ['2008/06/28 09:28:41,00:00:00', 'wrong-column-count'],
    ['yesterday,00:00:00,9,1,I,2,2,,0,1,0,E1,A,T9001,L,0,0', 'bad-time'],
    ['2008/06/28 09:28:41,soon,9,1,I,2,2,,0,1,0,E1,A,T9001,L,0,0', 'bad-fields'],
    ['2008/06/28 09:28:41,00:00:00,nine,1,I,2,2,,0,1,0,E1,A,T9001,L,0,0', 'bad-number'],
    ['2008/06/28 09:28:41,00:00:00,9,1,X,2,2,,0,1,0,E1,A,T9001,L,0,0', 'bad-fields'],
    ['2008/06/28 09:28:41,00:00:00,9,1,I,2,2,,0,id,0,E1,A,T9001,L,0,0', 'bad-number'],
    ['2008/06/28 09:28:41,00:00:00,9,,O,2,2,,0,1,0,,,,,0,0', 'missing-channel'],
  ])('%s is a reject: %s', (line, reason) => {
    expect(smdrFormat('avaya-ip-office', FORMS['avaya-ip-office']).read(line, 4)).toMatchObject({
      reason,
      line: 4,
    });
  });
});

describe('lines of Mitel', () => {
  it('are read by their columns, of 90, 112, 101 and 120 characters', () => {
    expect(tell('mitel')).toEqual([
      '2026-11-24T12:23:00 1201 901614960049 - | SMDR/1201 > SMDR/T101 | 65 65 ANSWERED',
      '2026-11-24T12:24:00 - 1202 - | SMDR/T025 > SMDR/1202 | 49 42 ANSWERED',
      '2026-11-24T12:25:00 - 1202 - | SMDR/T025 > SMDR/1202 | 21 0 NO ANSWER',
      '2026-11-24T13:26:00 2079460000 ATT1 390664 | SMDR/T026 > SMDR/ATT1 | 322 310 ANSWERED',
      '2026-11-24T12:27:00 - 1299 1299 | SMDR/X003 > SMDR/1299 | 0 0 BUSY',
      '2026-11-24T12:28:00 1201 1202 - | SMDR/1201 > SMDR/1202 | 33 33 ANSWERED',
      '2026-11-24T12:29:00 1201 9907700900123 - | SMDR/1201 > SMDR/T0101 | 127 127 ANSWERED',
      '2026-11-24T12:30:00 2079460001 1202 390665 | SMDR/T0025 > SMDR/1202 | 56 51 ANSWERED',
    ]);
  });

  it('are of the year that is nearest to the month in which they came', () => {
    const line = ` 12/31 ${fixture('mitel').toString().split('\r\n')[0]?.slice(7)}`;
    const yearOf = (hint: string) => {
      const read = smdrFormat('mitel', { ...FORMS.mitel, hint }).read(line, 1);
      return 'cdr' in read ? new Date(read.cdr.startAt * 1000).getUTCFullYear() : read.message;
    };
    expect([yearOf('2027-01'), yearOf('2026-12'), yearOf('2026-11')]).toEqual([2026, 2026, 2026]);
    const leap = smdrFormat('mitel', { ...FORMS.mitel, hint: '2027-03' }).read(
      line.replace('12/31', '02/29'),
      1,
    );
    expect(leap).toMatchObject({ cdr: { startAt: at('2028-02-29T12:23:00Z') } });
    expect(smdrFormat('mitel', FORMS.mitel).read(line.replace('12/31', '13/31'), 1)).toMatchObject({
      reason: 'bad-time',
    });
    expect(smdrFormat('mitel', FORMS.mitel).read('Mitel 3300 ICP', 1)).toMatchObject({
      reason: 'bad-fields',
    });
  });
});

describe('lines of Panasonic', () => {
  it('are read by patterns A, B and C, from the end of the call back', () => {
    expect(tell('panasonic')).toEqual([
      '2026-02-01T09:57:45 12345678901234567890 1200 - | SMDR/CO01 > SMDR/1200 | 315 0 NO ANSWER',
      '2026-02-01T10:05:50 - 1200 - | SMDR/CO01 > SMDR/1200 | 70 65 ANSWERED',
      '2026-02-01T10:13:55 1200 1234567890123456 - | SMDR/1200 > SMDR/CO01 | 65 65 ANSWERED',
      '2026-02-01T13:05:50 02079460000 1234 390664 | SMDR/CO01 > SMDR/1234 | 70 65 ANSWERED',
      '2026-02-01T15:22:55 1234 1235 - | SMDR/1234 > SMDR/1235 | 725 725 ANSWERED',
      '2026-02-01T10:06:55 2005 1234567890123456789 - | SMDR/2005 > SMDR/CO01 | 5 5 ANSWERED',
      '2026-02-01T10:02:55 1230 123456789012345678901234567890 - | SMDR/1230 > SMDR/CO0001 | 5 5 ANSWERED',
      '2026-02-01T10:05:50 02079460000 1230 - | SMDR/CO0001 > SMDR/1230 | 70 65 ANSWERED',
    ]);
  });

  it('that tell of no call are rejects that say so; headings and blank lines are nothing', () => {
    const { rejects } = open('panasonic').push(fixture('panasonic'));
    expect(rejects.map(({ reason, message }) => [reason, message.slice(0, 24)])).toEqual([
      ['not-a-call', 'The line tells of "LOG I'],
    ]);
  });
});

describe.each(VENDORS)('any line of %s', (vendor) => {
  const bytes = fixture(FILES[vendor]);
  const whole = open(vendor).push(bytes);

  it('is one record or one reject, wherever the bytes are cut', () => {
    const lines = bytes
      .toString()
      .split('\r\n')
      .filter((line) => /\d/.test(line));
    expect(whole.records.length + whole.rejects.length).toBe(lines.length);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const file = open(vendor);
      const parts = [file.push(bytes.subarray(0, cut)), file.push(bytes.subarray(cut))];
      expect(
        parts.flatMap(({ records }) => records),
        `cut at ${cut}`,
      ).toEqual(whole.records);
      expect(file.end().unfinished).toBeNull();
    }
  });

  it('is read again from its kept text by the format kept beside it', () => {
    const format = smdrFormat(vendor, FORMS[vendor]);
    for (const { raw, line, cdr } of whole.records)
      expect(formatOf(format.text).read(raw, line)).toEqual({ line, raw, cdr });
    expect(() => formatOf(format.text.replace('UTC', 'Mars'))).toThrow('is not a format of SMDR lines');
  });

  it('is the same record out of a file and out of a socket', () => {
    const kind = format(vendor);
    const { records } = openRecordFile(kind, { zone: 'UTC', dates: 'dmy' }).push(bytes);
    expect(records).toHaveLength(whole.records.length);
    expect(records[0]?.cdr.channel).toBe(whole.records[0]?.cdr.channel);
  });

  it('that is cut off before its end is held back', () => {
    const file = open(vendor);
    file.push(bytes.subarray(0, bytes.length - 10));
    expect(file.end().unfinished?.raw.length).toBeGreaterThan(20);
  });
});

describe('the legs of a call that a line tells of', () => {
  const phone = (number: string, id: string) => ({
    id,
    sipName: number,
    name: `Phone ${number}`,
    owner: `Owner ${number}`,
    company: 'default',
    kind: 'handset',
    extensions: [number],
  });
  const directory = indexDirectory(
    checkDirectory(
      {
        zone: 'UTC',
        dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
        companies: [{ id: 'default', name: 'Default' }],
        extensions: ['4797', '4688', '4207', '403'].map((number) => ({
          number,
          name: number,
          company: 'default',
        })),
        devices: ['4797', '4688', '4207', '403'].map((number, nth) => phone(number, `05000000040${nth}0`)),
        trunks: [{ id: 'isdn', channels: ['SMDR/Line1'] }],
      },
      'UTC',
    ),
  );
  const legs = open('avaya-ip-office')
    .push(fixture('avaya'))
    .records.map(({ cdr }) => attributeCall([{ ...cdr, acctid: 1 }], [], directory));

  it('are those of the phones by their numbers, and of the trunk by its line', () => {
    const [, , , , incoming, internal, outgoing] = legs;
    expect(incoming?.inbound).toMatchObject([
      { extension: '403', detail: 'Answered', billsec: 5, ringSeconds: 7 },
    ]);
    expect(incoming?.outbound).toEqual([]);
    expect(internal?.outbound).toMatchObject([{ device: '0500000004010', trunk: '' }]);
    expect(internal?.inbound).toMatchObject([{ extension: '4207', detail: 'Answered' }]);
    expect(outgoing?.outbound).toMatchObject([{ device: '0500000004000', trunk: 'isdn', billsec: 531 }]);
    expect(outgoing?.inbound).toEqual([]);
  });

  it('are there for every line', () => {
    for (const { outbound, inbound } of legs) expect(outbound.length + inbound.length).toBeGreaterThan(0);
  });
});

const format = (vendor: SmdrVendor) => smdrFormat(vendor, FORMS[vendor]).kind;
