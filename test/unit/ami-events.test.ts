import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AmiMessages, answerChallenge, renderAction } from '../../src/ingest/feeds/ami-protocol.ts';
import { amiFormat, amiFormatOf, extrasOf } from '../../src/ingest/sources/ami-cdr.ts';
import { readAmiMessage } from '../../src/ingest/sources/ami-message.ts';
import { toQueueEvent } from '../../src/ingest/sources/ami-queue-event.ts';
import { formatOf } from '../../src/ingest/sources/formats.ts';
import { CdrFile } from '../../src/ingest/sources/read-cdr-file.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const MAPPED = fixture('ami/mapped.txt');
const CUSTOM_COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid'.split(
    ',',
  );

const rawOf = (messages: readonly { readonly raw: string }[]) => messages.map(({ raw }) => raw);
const byKey = <T>(cdrs: readonly T[]) => cdrs.map((cdr) => JSON.stringify(cdr)).sort();

function readEvents(name: string, format = amiFormat('UTC')) {
  const messages = new AmiMessages().push(fixture(name));
  const cdrs = rawOf(messages).filter((raw) => raw.startsWith('Event: Cdr'));
  return cdrs.map((raw, line) => {
    const read = format.read(raw, line);
    if ('reason' in read) throw new Error(read.message);
    return read.cdr;
  });
}

function readFile(name: string, columns: readonly string[] | 'cdr_csv') {
  const file = new CdrFile('UTC', columns);
  return file.push(fixture(name)).records.map(({ cdr }) => cdr);
}

describe('messages of the manager interface', () => {
  it('are the same wherever the bytes are cut', () => {
    const some = MAPPED.subarray(0, 4_000);
    const short = rawOf(new AmiMessages().push(some));
    expect(short.length).toBeGreaterThan(8);
    for (let cut = 1; cut < some.length; cut += 1) {
      const messages = new AmiMessages();
      const both = [...messages.push(some.subarray(0, cut)), ...messages.push(some.subarray(cut))];
      expect(rawOf(both), `cut at ${cut}`).toEqual(short);
    }
    const whole = rawOf(new AmiMessages().push(MAPPED));
    expect(whole).toHaveLength(78);
    const messages = new AmiMessages();
    const bytewise = [...MAPPED].flatMap((byte) => rawOf(messages.push(Uint8Array.of(byte))));
    expect(bytewise).toEqual(whole);
  });

  it('begin after the greeting, and one without end is held only so far as shows that it is too long', () => {
    const messages = new AmiMessages();
    messages.push(Buffer.from('Asterisk Call Manager/5.0.4\r\nEvent: FullyBooted\r\n'));
    expect(messages.greeting).toBe('Asterisk Call Manager/5.0.4');
    const line = Buffer.from(`X: ${'y'.repeat(1021)}\r\n`);
    for (let lines = 0; lines < 2000; lines += 1) expect(messages.push(line)).toEqual([]);
    const [huge, next] = messages.push(Buffer.from('\r\nEvent: Hangup\r\n\r\n'));
    expect(huge).toMatchObject({ huge: true });
    expect(huge?.raw).toMatch(/^Event: FullyBooted\nX: yyy/);
    expect(next?.raw).toBe('Event: Hangup');
    const flood = Buffer.alloc(3_000_000, 'z');
    expect(messages.push(flood)).toEqual([]);
    expect(messages.push(Buffer.from('\r\n\r\nEvent: A\r\n\r\n')).map((one) => 'huge' in one)).toEqual([
      true,
      false,
    ]);
  });

  it('keep the blanks of a value, and the first of two fields of one name', () => {
    const message = readAmiMessage('Event: Cdr\nUserField:  two blanks \nuserfield: forged\nno field\nLast:');
    expect(message.field('USERFIELD')).toBe(' two blanks ');
    expect([message.field('Last'), message.field('none')]).toEqual(['', '']);
  });

  it('are read as UTF-8, else as windows-1252', () => {
    const [utf8, latin] = [Buffer.from('Name: Zoë\r\n\r\n'), Buffer.from('Name: Zo\xeb\r\n\r\n', 'latin1')];
    expect(new AmiMessages().push(utf8)[0]?.raw).toBe('Name: Zoë');
    expect(new AmiMessages().push(latin)[0]?.raw).toBe('Name: Zoë');
  });

  it('are answered without another field in a value, and a challenge without the secret', () => {
    expect(renderAction({ Action: 'Login', Secret: 'a\r\nAction: Originate' })).toBe(
      'Action: Login\r\nSecret: aAction: Originate\r\n\r\n',
    );
    expect(answerChallenge('840415273', 's3cret')).toBe('d7994fd8cd10e2224514d095d0fd3f7b');
  });
});

describe('the event Cdr', () => {
  it('is the record that the file has, field by field, with mappings and without', () => {
    expect(byKey(readEvents('ami/mapped.txt'))).toEqual(
      byKey(readFile('asterisk/second/Custom.csv', CUSTOM_COLUMNS)),
    );
    expect(byKey(readEvents('ami/plain.txt'))).toEqual(
      byKey(readFile('asterisk/second/Master.csv', 'cdr_csv')),
    );
  });

  it('is read without what the file lacks', () => {
    const left = ['peeraccount', 'linkedid', 'sequence', 'did', 'outcid'] as const;
    const plain = readEvents('ami/mapped.txt', amiFormat('UTC', left));
    expect(byKey(plain)).toEqual(byKey(readEvents('ami/plain.txt')));
    expect(extrasOf(new AmiMessages().push(fixture('ami/plain.txt')).at(-1) as never)).toEqual([]);
  });

  it('is read again from its kept text by the format kept beside it', () => {
    for (const format of [amiFormat('Europe/London'), amiFormat('UTC', ['sequence', 'did'])]) {
      expect(formatOf(format.text).text).toBe(format.text);
      const [raw = ''] = rawOf(new AmiMessages().push(MAPPED)).filter((one) => one.startsWith('Event: Cdr'));
      expect(formatOf(format.text).read(raw, 3)).toEqual(format.read(raw, 3));
    }
    expect(() => amiFormatOf('Mars/Base')).toThrow('write ami:zone');
  });

  it('takes the hour that comes twice as the file takes it, whatever the event says of UTC', () => {
    const times = '"2026-10-25 01:30:00","","2026-10-25 01:30:20",20,0,"NO ANSWER","D","1792891800.1","u"';
    const csv = `"a","1","2","c","x","SIP/1-1","SIP/2-2","Dial","",${times}\n`;
    const [record] = new CdrFile('Europe/London', 'cdr_csv').push(Buffer.from(csv)).records;
    const raw =
      'Event: Cdr\nTimestamp: 1792888220.5\nAccountCode: a\nSource: 1\nDestination: 2\nDestinationContext: c\nCallerID: x\nChannel: SIP/1-1\nDestinationChannel: SIP/2-2\nLastApplication: Dial\nLastData: \nStartTime: 2026-10-25 01:30:00\nAnswerTime: \nEndTime: 2026-10-25 01:30:20\nDuration: 20\nBillableSeconds: 0\nDisposition: NO ANSWER\nAMAFlags: D\nUniqueID: 1792891800.1\nUserField: u';
    expect(amiFormat('Europe/London').read(raw, 1)).toMatchObject({ cdr: record?.cdr });
    expect(record?.cdr.startAt).toBe(1_792_891_800);
  });

  it('is a reject where it cannot be a call', () => {
    const read = (raw: string) => amiFormat('UTC').read(raw, 7);
    expect(read('Event: Cdr\nDuration: 1\nBillableSeconds: x')).toMatchObject({
      reason: 'bad-number',
      line: 7,
    });
    expect(read('Event: Cdr\nDuration: 1\nBillableSeconds: 0\nDisposition: BUSY')).toMatchObject({
      reason: 'missing-channel',
    });
  });
});

describe('events of queues', () => {
  it('are kept under their own names, at their own time or else now', () => {
    const join = 'Event: QueueCallerJoin\nUniqueid: 1.1\nQueue: sales\nPosition: 2\nCallerIDNum: 0123';
    expect(toQueueEvent(readAmiMessage(join), 99, 4)).toEqual({
      line: 4,
      raw: '99|1.1|sales|NONE|QueueCallerJoin|0123|2',
      event: {
        at: 99,
        callid: '1.1',
        queue: 'sales',
        agent: 'NONE',
        event: 'QueueCallerJoin',
        args: ['0123', '2'],
      },
    });
    expect(toQueueEvent(readAmiMessage(`${join}\nTimestamp: 12.75`), 99, 4)?.event.at).toBe(12);
    expect(toQueueEvent(readAmiMessage('Event: QueueMemberStatus\nQueue: sales'), 99, 4)).toBeNull();
    expect(toQueueEvent(readAmiMessage('Event: QueueCallerJoin\nQueue: sales'), 99, 4)).toBeNull();
  });
});
