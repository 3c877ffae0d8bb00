import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QueueLogFile, readQueueEvent } from '../../src/ingest/sources/queue-log.ts';

const fixtures = new URL('../fixtures/asterisk/', import.meta.url);

function read(bytes: Uint8Array | string, zone = 'UTC', chunk = 1 << 20) {
  const file = new QueueLogFile(zone);
  const buffer = Buffer.from(bytes);
  const parts = [];
  for (let at = 0; at < buffer.length; at += chunk) parts.push(file.push(buffer.subarray(at, at + chunk)));
  const end = file.end();
  return {
    events: [...parts, end].flatMap((part) => part.events),
    rejects: [...parts, end].flatMap((part) => part.rejects),
    unfinished: end.unfinished,
    ignored: file.ignored,
    completeBytes: file.completeBytes,
  };
}

describe("Asterisk's own queue logs", () => {
  it.each([
    ['queue_log', 3],
    ['second/queue_log', 16],
  ])('%s is read whole, however it is cut', (path, count) => {
    const bytes = readFileSync(new URL(path, fixtures));
    const whole = read(bytes);
    expect(whole).toMatchObject({ rejects: [], unfinished: null, ignored: 1, completeBytes: bytes.length });
    expect(whole.events).toHaveLength(count);
    for (const chunk of [1, 7, 64]) expect(read(bytes, 'UTC', chunk)).toEqual(whole);
  });

  it('give each event its arguments', () => {
    expect(read(readFileSync(new URL('queue_log', fixtures))).events).toEqual([
      {
        line: 2,
        raw: '1795523036|1795523035.139|support|NONE|ENTERQUEUE||01632960931|1',
        event: {
          at: 1_795_523_036,
          callid: '1795523035.139',
          queue: 'support',
          agent: 'NONE',
          event: 'ENTERQUEUE',
          args: ['', '01632960931', '1'],
        },
      },
      expect.objectContaining({
        line: 3,
        event: expect.objectContaining({
          agent: 'Cleo Hart',
          event: 'CONNECT',
          args: ['1', '1795523036.147', '1'],
        }),
      }),
      expect.objectContaining({
        line: 4,
        event: expect.objectContaining({ event: 'COMPLETECALLER', args: ['1', '9', '1'] }),
      }),
    ]);
  });
});

describe('a queue event', () => {
  it.each([
    ['1795523036.25|1.1|q|a|ABANDON|1|1|3', { at: 1_795_523_036, args: ['1', '1', '3'] }],
    ['2026-11-24 12:23:56.123456|1.1|q|a|ABANDON|1|1|3', { at: 1_795_523_036 }],
    ['1795523036|1.1|q|a|EXITEMPTY|', { event: 'EXITEMPTY', args: [] }],
    ['1795523036|1.1|q|a|EXITEMPTY', { args: [] }],
  ])('%s', (raw, event) => {
    expect(readQueueEvent(raw, 'UTC')).toMatchObject(event);
  });

  it('has its time in the zone; in the hour that comes twice its call decides', () => {
    const first = Date.parse('2026-10-25T00:30:00Z') / 1000;
    const at = (callid: string) =>
      readQueueEvent(`2026-10-25 01:30:00|${callid}|q|a|ABANDON|`, 'Europe/London');
    expect(readQueueEvent('2026-07-01 01:30:00|1.1|q|a|ABANDON|', 'Europe/London')).toMatchObject({
      at: Date.parse('2026-07-01T00:30:00Z') / 1000,
    });
    expect(at(`${first - 20}.5`)).toMatchObject({ at: first });
    expect(at(`${first + 3580}.5`)).toMatchObject({ at: first + 3600 });
  });

  it.each([
    '1795523021|NONE|NONE|NONE|QUEUESTART|',
    '1795523021|NONE|NONE|NONE|CONFIGRELOAD|',
    '1795523021|NONE|support|SIP/204|ADDMEMBER|',
    '1795523021|MANAGER|support|SIP/204|PAUSE|lunch',
  ])('%s concerns no call', (raw) => {
    expect(readQueueEvent(raw, 'UTC')).toBeNull();
  });
});

describe('a queue log from the field', () => {
  it('leaves a last line without line end for later: its last number may still grow', () => {
    expect(read('1795523036|1.1|q|a|ABANDON|1|1|3\n1795523037|2.1|q|a|ABANDON|1|1|1')).toMatchObject({
      events: [{ line: 1 }],
      rejects: [],
      unfinished: { line: 2, raw: '1795523037|2.1|q|a|ABANDON|1|1|1' },
      completeBytes: 33,
    });
  });

  it('takes any line ends, blank lines, padding and encodings', () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeff\r\n\0\0\0' + '1795523036|1.1|q|Zoë|ABANDON|1\r\n'),
      Buffer.from('1795523036|2.1|q|Ren\xe9|ABANDON|1\r', 'latin1'),
    ]);
    expect(read(bytes).events.map(({ line, event }) => [line, event.agent])).toEqual([
      [2, 'Zoë'],
      [3, 'René'],
    ]);
  });

  it('must be in a zone that exists', () => {
    expect(() => new QueueLogFile('Mars')).toThrow('Zone "Mars" is not known');
  });
});
