import { describe, expect, it } from 'vitest';
import { CelFile } from '../../src/ingest/sources/asterisk-cel.ts';

const COLUMNS = ['eventtype', 'eventtime', 'channame', 'uniqueid', 'linkedid', 'extra'];

function read(text: string, columns?: readonly string[], zone = 'UTC') {
  const file = new CelFile(zone, columns);
  const pushed = [file.push(Buffer.from(text.slice(0, 30))), file.push(Buffer.from(text.slice(30)))];
  const end = file.end();
  const parts = [...pushed, end];
  return {
    events: parts.flatMap((part) => part.events.map(({ event }) => event)),
    rejects: parts.flatMap((part) => part.rejects.map(({ line, reason }) => [line, reason])),
    unfinished: end.unfinished === null ? [] : [end.unfinished.raw],
  };
}

describe("a file of cel_custom's", () => {
  it('has microseconds, whatever digits the fraction has, and names for numbered events', () => {
    const text =
      '"BRIDGE_ENTER","1795523029.508726","SIP/a-00000001","1795523029.1","1795523029.0","{""bridge_id"":""b""}"\n' +
      '"11","1795523030.5","SIP/a-00000001","1795523029.1","1795523029.0",""\n';
    expect(read(text, COLUMNS).events).toEqual([
      expect.objectContaining({
        ...{
          eventtype: 'BRIDGE_ENTER',
          atMicros: 1_795_523_029_508_726,
          extra: '{"bridge_id":"b"}',
          peer: '',
        },
      }),
      expect.objectContaining({ eventtype: 'BLINDTRANSFER', atMicros: 1_795_523_030_500_000 }),
    ]);
  });

  it("reads the zone's clocks, and an hour that came twice by when the channel began", () => {
    const row = (uniqueid: string) => `"ANSWER","2026-10-25 01:30:00.250000","SIP/a-1","${uniqueid}","",""\n`;
    const [first, second] = read(row('1792887600.1') + row('1792891200.1'), COLUMNS, 'Europe/London').events;
    expect(first?.atMicros).toBe(Date.UTC(2026, 9, 25, 0, 30) * 1000 + 250_000);
    expect(second?.atMicros).toBe(Date.UTC(2026, 9, 25, 1, 30) * 1000 + 250_000);
  });

  it('takes the names of a header, and the 20 columns of the sample that comes with Asterisk', () => {
    const headed =
      'eventtype,eventtime,channel,unique_id\n"ANSWER","1795523029.5","SIP/a-1","1795523029.1"\n';
    expect(read(headed).events).toEqual([expect.objectContaining({ channame: 'SIP/a-1' })]);
    const sample = Array.from({ length: 20 }, (_, index) => `"c${index}"`);
    sample[0] = '"HANGUP"';
    sample[1] = '"1795523029.5"';
    sample[14] = '"1795523029.1"';
    sample[19] = '"{}"';
    expect(read(`${sample.join(',')}\n`).events).toEqual([
      expect.objectContaining({ channame: 'c9', uniqueid: '1795523029.1', linkedid: 'c15', extra: '{}' }),
    ]);
  });

  it('rejects what is no event by its line, and keeps a last line that is still being written', () => {
    const text =
      '"ANSWER","yesterday","SIP/a-1","1795523029.1","",""\n"ANSWER","1795523029.5","SIP/a-1"\n' +
      '"","1795523029.5","SIP/a-1","1795523029.1","",""\n"ANSWER","1795523029.5","SIP/a-1","","",""\n"ANSWER","17955';
    const { events, rejects, unfinished } = read(text, COLUMNS);
    expect(events).toEqual([]);
    expect(rejects).toEqual([
      [1, 'bad-time'],
      [2, 'wrong-column-count'],
      [3, 'missing-event'],
      [4, 'missing-callid'],
    ]);
    expect(unfinished).toEqual(['"ANSWER","17955']);
  });

  it('refuses columns that say nothing of any call, and a file that does not name them', () => {
    expect(() => read('', ['eventtype', 'eventtime'])).toThrow(/lack "channame".*lack "uniqueid"/);
    expect(() => read('"a","b","c","d","e","f"\n')).toThrow(/--columns/);
    expect(() => read('', COLUMNS, 'Europe/Lundon')).toThrow(/Europe\/Lundon/);
  });
});
