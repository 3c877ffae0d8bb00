import { describe, expect, it } from 'vitest';
import { type ReadingWish, readerOf } from '../../src/ingest/read-again.ts';
import type { OpenReject } from '../../src/store/calls/work-records.ts';

const ROW = '2026-11-24 10:00:00,SIP/a-1,SIP/b-1,60,50,ANSWERED';
const REJECT: OpenReject = {
  ...{ hash: '0123456789abcdef', source: 'Master.csv', line: 17, identity: 1, kind: 'asterisk-cdr' },
  ...{ reason: 'wrong-column-count', message: 'no', raw: ROW, rejectedAt: 0, format: 'cdr_csv@UTC' },
};
const COLUMNS = 'start,channel,dstchannel,duration,billsec,disposition';

function read(wish: ReadingWish, reject: Partial<OpenReject> = {}) {
  return readerOf(wish, 'Europe/London')({ ...REJECT, ...reject });
}

describe('a rejected text', () => {
  it('is read as it came', () => {
    expect(read({})).toMatchObject({ what: 'nothing', message: expect.stringContaining('6 columns') });
    const format = `${COLUMNS}@UTC`;
    expect(read({}, { format })).toMatchObject({
      what: 'record',
      format: { text: format },
      read: { line: 17 },
    });
  });

  it('is read by columns that are named now, under the line where it stood', () => {
    const again = read({ columns: COLUMNS, zone: 'UTC' });
    expect(again).toMatchObject({
      what: 'record',
      read: { line: 17, raw: ROW, cdr: { startAt: Date.UTC(2026, 10, 24, 10) / 1000, billsec: 50 } },
    });
  });

  it('keeps the columns of its file where only the zone is another', () => {
    const again = read({ zone: 'Asia/Kolkata' }, { format: `${COLUMNS}@UTC` });
    expect(again).toMatchObject({ read: { cdr: { startAt: Date.UTC(2026, 10, 24, 4, 30) / 1000 } } });
  });

  it('is read by a mapping of named columns, which are named beside it', () => {
    const mapping = JSON.stringify({ columns: { src: 'From', dst: 'To', start: 'When', billsec: 'Talk' } });
    const reject = { raw: '201;0123;2026-11-24 10:00:00;5', kind: 'mapping', format: '' };
    expect(read({ mapping, columns: 'From,To,When,Talk', zone: 'UTC' }, reject)).toMatchObject({
      what: 'record',
      read: { raw: reject.raw, line: 17, cdr: { src: '201', dst: '0123', billsec: 5 } },
    });
    expect(() => read({ mapping }, reject)).toThrow('give columns, the names in the heading');
  });

  it('is not read where it was not kept whole', () => {
    expect(read({ columns: COLUMNS }, { reason: 'cut-off' })).toMatchObject({
      what: 'nothing',
      message: expect.stringContaining('not kept whole'),
    });
  });

  it('may be a line of the queue log, or an event of a channel', () => {
    const queued = {
      kind: 'asterisk-queue-log',
      format: '',
      raw: '1795500000|1795500000.1|q|NONE|ENTERQUEUE||201|1',
    };
    expect(read({}, queued)).toMatchObject({
      what: 'queue-event',
      read: { line: 17, event: { queue: 'q' } },
    });
    expect(read({}, { ...queued, raw: 'nothing' })).toMatchObject({ what: 'nothing' });
    const columns = 'eventtype,eventtime,uniqueid,linkedid,channame';
    const event = {
      kind: 'asterisk-cel',
      format: '',
      raw: 'CHAN_START,1795500000.5,1795500000.1,1795500000.1,SIP/a-1',
    };
    expect(read({ columns }, event)).toMatchObject({ what: 'channel-event', read: { line: 17 } });
  });

  it('is refused a kind, an option or a zone that there is not, before any is read', () => {
    expect(() => readerOf({ format: 'asterisk-cdrs' }, 'UTC')).toThrow('did you mean "asterisk-cdr"');
    expect(() => readerOf({ format: 'cucm', zone: 'UTC' }, 'UTC')).toThrow('take no zone');
    expect(() => readerOf({ zone: 'Mars' }, 'UTC')).toThrow('Zone "Mars" is not known');
  });
});
