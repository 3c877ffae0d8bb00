import { describe, expect, it } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { numberOfClid, numberOfDial } from '../../src/ingest/attribute/dialled-number.ts';
import { firstHalf, parseChannel } from '../../src/ingest/attribute/parse-channel.ts';
import { makeCdr, readSample } from './attribute-samples.ts';

const { directory, entries } = readSample('second/');
const attribute = (...records: Cdr[]) => attributeCall(records, [], directory);

describe('channel names', () => {
  it.each([
    ['SIP/0500000004000-0000001a', 'SIP/0500000004000', '0500000004000', false],
    ['PJSIP/trunk-a-out-00000002', 'PJSIP/trunk-a-out', 'trunk-a-out', false],
    ['IAX2/office-12345', 'IAX2/office', 'office', false],
    ['DAHDI/1-1', 'DAHDI/1', '1', false],
    ['DAHDI/i1/01614960049-2', 'DAHDI/i1', 'i1', false],
    ['Local/204@from-default-00000001;2', 'Local/204@from-default', '204@from-default', true],
    ['Console', 'Console', 'Console', false],
    ['sofia/gateway/carrier-a/07700900123', 'sofia/gateway/carrier-a', 'carrier-a', false],
    ['sofia/external/07700900123', 'sofia/external', '07700900123', false],
    ['verto.rtc/1001', 'verto.rtc/1001', '1001', false],
    ['loopback/204-a', 'loopback/204', '204', true],
    ['SEP001122334455', 'SEP001122334455', 'SEP001122334455', false],
    ['CUCM/SIPTrunk-London-1', 'CUCM/SIPTrunk-London-1', 'SIPTrunk-London-1', false],
    ['CUCM/S0/SU1/DS1-0@SDA1', 'CUCM/S0/SU1/DS1-0@SDA1', 'S0/SU1/DS1-0@SDA1', false],
    ['outside/+442079460999', 'outside/+442079460999', '+442079460999', false],
  ])('%s', (channel, base, peer, local) => {
    expect(parseChannel(channel)).toEqual({ bases: [base], peer, address: '', local });
  });

  it('of FreeSWITCH may be a trunk by their host or by their profile', () => {
    expect(parseChannel('sofia/internal/1001@pbx-1.example.org:5060')).toEqual({
      bases: ['sofia/internal/@pbx-1.example.org', 'sofia/internal'],
      peer: '1001',
      address: '1001@pbx-1.example.org',
      local: false,
    });
    expect(parseChannel('sofia/internal/sip:1001@192.0.2.7').peer).toBe('1001');
    expect(parseChannel('')).toEqual({ bases: [], peer: '', address: '', local: false });
  });

  it('of a Local pair lead from the second half to the first', () => {
    expect(firstHalf('Local/204@ctx-0001;2')).toBe('Local/204@ctx-0001;1');
    expect(firstHalf('Local/204@ctx-0001;1')).toBe('');
    expect(firstHalf('loopback/204-b')).toBe('loopback/204-a');
    expect(firstHalf('sofia/internal/user-b')).toBe('');
  });
});

describe('numbers in texts', () => {
  it.each([
    ['"O\'Brien, <Pat>" <02079460864>', '02079460864'],
    ['02079460864', ''],
    ['"" <>', ''],
    ['<123', ''],
  ])('caller id %s', (clid, number) => expect(numberOfClid(clid)).toBe(number));

  it.each([
    ['SIP/trunk-a/01614960411,30,T', '01614960411'],
    ['SIP/01614960049@trunk-a-out,30', '01614960049'],
    ['PJSIP/trunk-a/sip:01614960049@host,30', '01614960049'],
    ['SIP/0500000004001&SIP/trunk-a/07700900123,20', '07700900123'],
    ['SIP/0500000004001,20', ''],
    ['', ''],
  ])('Dial(%s)', (lastdata, number) => expect(numberOfDial(lastdata)).toBe(number));
});

describe('parties the directory does not know', () => {
  it('a phone: an unknown device of the company its account names', () => {
    const legs = attribute(
      makeCdr({
        channel: 'SIP/newphone-1',
        dst: '907700900123',
        dstchannel: 'SIP/trunk-a-2',
        accountcode: 'test',
      }),
    );
    expect(legs.outbound).toEqual([
      expect.objectContaining({
        device: 'unknown-device',
        owner: 'Unknown device',
        sipName: 'newphone',
        mergeDevice: 'unknown-device',
        company: 'test',
        trunk: 'trunk-a',
      }),
    ]);
  });

  it('a phone with no known account: an unknown device of the company default', () => {
    const legs = attribute(makeCdr({ channel: 'SIP/newphone-1', accountcode: 'nobody' }));
    expect(legs.outbound).toEqual([
      expect.objectContaining({ device: 'unknown-device', company: 'default' }),
    ]);
    expect(legs.inbound).toEqual([expect.objectContaining({ extension: '201', type: 'Internal' })]);
  });

  it('a carrier that dials a DDI is outside, by did, by dst or by context', () => {
    const carrier = { channel: 'SIP/carrier-1', dstchannel: 'SIP/0500000005001-2', dst: '301' };
    for (const sign of [{ did: '02079460006' }, { dst: '+442079460006' }, { dcontext: 'from-trunk' }]) {
      const legs = attribute(makeCdr({ ...carrier, ...sign }));
      expect(legs.outbound).toEqual([]);
      expect(legs.inbound).toEqual([
        expect.objectContaining({ extension: '301', company: 'test', type: 'External', detail: 'Answered' }),
      ]);
    }
  });

  it('a carrier that was dialled carries the call without a trunk id', () => {
    const legs = attribute(makeCdr({ dst: '907700900123', dstchannel: 'PJSIP/newcarrier-2' }));
    expect(legs.outbound).toEqual([
      expect.objectContaining({
        device: '0500000004000',
        trunk: '',
        internal: false,
        onPbx: false,
        answered: true,
      }),
    ]);
    expect(legs.inbound).toEqual([]);
  });

  it('a carrier that was dialled and then passed on is no phone of ours', () => {
    const carrier = 'PJSIP/newcarrier-2';
    const legs = attribute(
      makeCdr({ dst: '907700900123', dstchannel: carrier }),
      makeCdr({ channel: carrier, dstchannel: 'SIP/0500000004001-3', startAt: 1_795_525_015, sequence: 2 }),
    );
    expect(legs.outbound.map((leg) => leg.device)).toEqual(['0500000004000']);
    expect(legs.inbound).toEqual([expect.objectContaining({ extension: '201', type: 'External' })]);
  });

  it('a phone without an extension answers for the one that was dialled, else for an unknown one', () => {
    const devices = entries.devices.map((one) =>
      one.id === '0500000004001' ? { ...one, extensions: [] } : one,
    );
    const bare = indexDirectory({ ...entries, devices });
    const extensionOf = (dst: string) =>
      attributeCall([makeCdr({ dst })], [], bare).inbound.map((leg) => [leg.extension, leg.detail]);
    expect(extensionOf('201')).toEqual([['201', 'Answered']]);
    expect(extensionOf('299')).toEqual([['unknown-extension', 'Answered']]);
  });

  it('an outside number that is an extension of another company only stays an outside number', () => {
    const legs = attribute(makeCdr({ dst: '301', dstchannel: 'SIP/trunk-a-2' }));
    expect(legs.outbound).toEqual([
      expect.objectContaining({ device: '0500000004000', dialled: '301', internal: false, trunk: 'trunk-a' }),
    ]);
    expect(legs.inbound).toEqual([]);
  });

  describe('a number that only another company has', () => {
    const companiesOf = (...records: Cdr[]) =>
      attribute(...records).inbound.map((leg) => [leg.company, leg.extension, leg.detail]);
    const nowhere = { dst: '301', dstchannel: '' } as const;

    it.each([
      { disposition: 'FAILED', lastapp: 'Dial' },
      { disposition: 'NO ANSWER', lastapp: 'Hangup', duration: 0 },
      { disposition: 'CONGESTION', lastapp: 'Congestion' },
      // "The number you have dialled is not in service."
      { disposition: 'ANSWERED', lastapp: 'Playback' },
    ] as const)('is a misdial where nothing rang: $disposition by $lastapp', (given) => {
      const legs = attribute(makeCdr({ ...nowhere, ...given }));
      expect(legs.inbound).toEqual([]);
      expect(legs.outbound).toEqual([
        expect.objectContaining({
          company: 'default',
          dialled: '301',
          internal: false,
          calledInfo: '',
          onPbx: true,
          trunk: '',
        }),
      ]);
    });

    it("is not that company's where a phone of the caller's own rang", () => {
      expect(companiesOf(makeCdr({ dst: '301' }))).toEqual([['default', '201', 'Answered']]);
    });

    it('is a misdial where a transfer went nowhere', () => {
      const bob = 'SIP/0500000004001-00000002';
      const later = { startAt: 1_795_525_015, sequence: 2, disposition: 'FAILED' } as const;
      expect(
        companiesOf(makeCdr({ dst: '301', dstchannel: bob }), makeCdr({ ...nowhere, ...later })),
      ).toEqual([['default', '201', 'Answered']]);
      const caller = { channel: 'SIP/trunk-a-1', src: '01632960001', did: '02079460001' };
      expect(
        companiesOf(
          makeCdr({ ...caller, dst: '301', dstchannel: bob }),
          makeCdr({ ...caller, ...nowhere, ...later }),
        ),
      ).toEqual([['default', '201', 'Answered']]);
    });

    it("is that company's where its phone rang or was tried, or one nobody knows, or its mailbox or queue took the call", () => {
      const rung = { dst: '301', disposition: 'NO ANSWER' } as const;
      expect(companiesOf(makeCdr({ ...rung, dstchannel: 'SIP/0500000005001-2' }))).toEqual([
        ['test', '301', 'Not answered'],
      ]);
      expect(companiesOf(makeCdr({ ...rung, dstchannel: 'SIP/newphone-2' }))).toEqual([
        ['test', '301', 'Not answered'],
      ]);
      const unregistered = {
        lastdata: 'SIP/0500000004001&SIP/0500000005001,20',
        disposition: 'FAILED',
      } as const;
      expect(companiesOf(makeCdr({ ...nowhere, ...unregistered }))).toEqual([['test', '301', 'Failed']]);
      expect(companiesOf(makeCdr({ ...nowhere, lastapp: 'VoiceMail' }))).toEqual([
        ['test', '301', 'Voicemail'],
      ]);
      const queue = { number: '350', name: 'support-test', company: 'test', members: ['301'] };
      const queued = indexDirectory({ ...entries, queues: [...entries.queues, queue] });
      const waiting = makeCdr({ dst: '350', dstchannel: '', lastapp: 'Queue', disposition: 'NO ANSWER' });
      expect(attributeCall([waiting], [], queued).inbound).toEqual([
        expect.objectContaining({ company: 'test', extension: '350' }),
      ]);
    });

    it("is that company's where nobody knows whose call from outside it is", () => {
      const stranger = { channel: 'SIP/trunk-a-1', src: '01632960001', accountcode: '' };
      expect(companiesOf(makeCdr({ ...stranger, ...nowhere, disposition: 'BUSY' }))).toEqual([
        ['test', '301', 'Busy'],
      ]);
    });
  });

  it('a phone that an extension rang answers for the extension', () => {
    const legs = attribute(makeCdr({ dst: '204', dstchannel: 'SIP/newphone-2' }));
    expect(legs.outbound).toEqual([
      expect.objectContaining({ internal: true, calledInfo: 'Eve Stone', onPbx: true }),
    ]);
    expect(legs.inbound).toEqual([expect.objectContaining({ extension: '204', detail: 'Answered' })]);
  });

  it('an outside number that leads nowhere known: an unknown extension', () => {
    const legs = attribute(
      makeCdr({ channel: 'SIP/trunk-a-1', did: '02079460030', dst: 's', dstchannel: '' }),
    );
    expect(legs.outbound).toEqual([]);
    expect(legs.inbound).toEqual([
      expect.objectContaining({
        extension: 'unknown-extension',
        name: 'Unknown extension',
        company: 'default',
        ddi: '02079460030',
      }),
    ]);
  });

  it('nobody at all: one unknown device', () => {
    for (const channel of ['', 'Local/s@macro-00000001;2']) {
      const legs = attribute(makeCdr({ channel, dst: 's', dstchannel: '' }));
      expect(legs.outbound).toEqual([
        expect.objectContaining({ device: 'unknown-device', company: 'default' }),
      ]);
      expect(legs.inbound).toEqual([]);
    }
  });

  it('no records: no legs', () => {
    expect(attribute()).toEqual({ outbound: [], inbound: [], charged: [] });
  });
});

describe('what became of an inbound leg', () => {
  const toTwin = { dst: '201', disposition: 'NO ANSWER' as const };
  it.each([
    ['BUSY', 'Dial', 'Busy'],
    ['FAILED', 'Dial', 'Failed'],
    ['CONGESTION', 'Dial', 'Failed'],
    ['CONGESTION', 'Congestion', 'Congestion'],
    ['NO ANSWER', 'Dial', 'Not answered'],
    ['NO ANSWER', 'Hangup', 'Failed'],
  ] as const)('%s by %s without a phone is %s', (disposition, lastapp, detail) => {
    const legs = attribute(makeCdr({ disposition, lastapp, dstchannel: '', duration: 0 }));
    expect(legs.inbound).toEqual([expect.objectContaining({ extension: '201', detail, billsec: 0 })]);
  });

  it('one phone busy and its twin ringing is not answered', () => {
    const legs = attribute(
      makeCdr({ ...toTwin, disposition: 'BUSY', duration: 0 }),
      makeCdr({ ...toTwin, dstchannel: 'SIP/05000000ee010-3', sequence: 1 }),
    );
    expect(legs.inbound).toEqual([expect.objectContaining({ detail: 'Not answered', ringSeconds: 15 })]);
  });

  it('a barred outside number has no inbound leg and was taken by no trunk', () => {
    const legs = attribute(
      makeCdr({
        dst: '09098790747',
        disposition: 'NO ANSWER',
        lastapp: 'Hangup',
        dstchannel: '',
        duration: 0,
      }),
    );
    expect(legs.outbound).toEqual([expect.objectContaining({ answered: false, trunk: '', onPbx: true })]);
    expect(legs.inbound).toEqual([]);
  });

  it('a DDI dialled in full inside rings where it leads', () => {
    const legs = attribute(
      makeCdr({ dst: '02079460001', disposition: 'FAILED', dstchannel: '', duration: 0 }),
    );
    expect(legs.outbound).toEqual([expect.objectContaining({ dialled: '02079460001', internal: true })]);
    expect(legs.inbound).toEqual([expect.objectContaining({ extension: '201', detail: 'Failed', ddi: '' })]);
  });
});

describe('a record that came twice', () => {
  it('counts as its richer form, whichever was kept first', () => {
    const rich = makeCdr({ channel: 'SIP/trunk-a-1', did: '02079460001', sequence: null, acctid: 100 });
    const plain = { ...rich, linkedid: '', did: '', acctid: 1 };
    expect(attribute(plain, rich)).toEqual(attribute(rich));
    expect(attribute(rich).inbound).toEqual([expect.objectContaining({ ddi: '02079460001', acctid: 100 })]);
  });
});

describe('the date of the call', () => {
  const moved = indexDirectory({
    ...entries,
    devices: entries.devices.flatMap((device) =>
      device.id === '0500000004000'
        ? [
            { ...device, owner: 'Old Owner', company: 'test', to: '2026-11-24' },
            { ...device, from: '2026-11-24' },
          ]
        : [device],
    ),
  });

  it('decides whose the phone was', () => {
    const midnight = Date.parse('2026-11-24T00:00:00Z') / 1000;
    const owners = [midnight - 1, midnight].map(
      (startAt) => attributeCall([makeCdr({ startAt })], [], moved).outbound[0],
    );
    expect(owners.map((leg) => [leg?.owner, leg?.company])).toEqual([
      ['Old Owner', 'test'],
      ['Ann Reader', 'default'],
    ]);
  });
});
