import { describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { readDialString } from '../../src/core/phone-number.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { makeCdr, readSample } from './attribute-samples.ts';

const { directory, entries } = readSample('second/');
const T = 1_795_525_000;
const ANN = 'SIP/0500000004000';
const BOB = 'SIP/0500000004001';
const CLEO = 'SIP/0500000004002';
const FINN = 'SIP/0500000004005';
const attribute = (...records: ReturnType<typeof makeCdr>[]) => attributeCall(records, [], directory);
const details = (legs: ReturnType<typeof attribute>) =>
  Object.fromEntries(legs.inbound.map((leg) => [leg.extension, leg.detail]));

const fromTrunk = { src: '01632960001', channel: 'SIP/trunk-a-00000001', did: '02079460000' };

describe('blind transfer by the called party', () => {
  it('keeps both phones of an internal call, and what was first dialled though dst was overwritten', () => {
    const legs = attribute(
      makeCdr({ dst: '202', dstchannel: `${BOB}-2`, duration: 15, sequence: 0 }),
      makeCdr({ dst: '202', dstchannel: `${CLEO}-3`, startAt: T + 15, sequence: 2 }),
    );
    expect(legs.outbound).toHaveLength(1);
    expect(legs.outbound[0]).toMatchObject({
      device: '0500000004000',
      dialled: '201',
      calledInfo: 'Bob Marsh',
    });
    expect(details(legs)).toEqual({ 201: 'Answered', 202: 'Answered' });
  });

  it('charges a call from outside that was sent outside to the phone that sent it', () => {
    const legs = attribute(
      makeCdr({ ...fromTrunk, dst: '907700900123', dstchannel: `${ANN}-2`, duration: 20, billsec: 17 }),
      makeCdr({
        ...fromTrunk,
        dst: '907700900123',
        dstchannel: 'SIP/trunk-b-00000003',
        startAt: T + 20,
        duration: 60,
        billsec: 50,
        sequence: 3,
      }),
    );
    expect(legs.outbound).toEqual([
      expect.objectContaining({
        device: '0500000004000',
        dialled: '907700900123',
        trunk: 'trunk-b',
        internal: false,
        onPbx: false,
        startAt: T + 20,
        ringSeconds: 10,
        billsec: 50,
        acctid: 4,
      }),
    ]);
    expect(legs.inbound).toEqual([
      expect.objectContaining({ extension: '200', detail: 'Answered', ddi: '02079460000', billsec: 17 }),
    ]);
  });

  it('leaves the caller an internal call when the called phone sends them outside', () => {
    const legs = attribute(
      makeCdr({ dst: '907700900123', dstchannel: `${BOB}-2` }),
      makeCdr({ dst: '907700900123', dstchannel: 'SIP/trunk-a-3', startAt: T + 15, sequence: 2 }),
    );
    expect(legs.outbound.map((leg) => [leg.device, leg.dialled, leg.internal, leg.trunk])).toEqual([
      ['0500000004000', '201', true, ''],
      ['0500000004001', '907700900123', false, 'trunk-a'],
    ]);
  });
});

describe('a caller who was passed on in vain', () => {
  it('was missed by the second phone: that the first had answered before does not serve them', () => {
    const legs = attribute(
      makeCdr({ ...fromTrunk, dst: '200', dstchannel: `${ANN}-2` }),
      makeCdr({
        ...fromTrunk,
        dst: '202',
        dstchannel: `${CLEO}-3`,
        startAt: T + 15,
        disposition: 'NO ANSWER',
      }),
    );
    expect(details(legs)).toEqual({ 200: 'Answered', 202: 'Not answered' });
  });
});

describe('blind transfer by the calling party', () => {
  it('does not take the called phone for one that dialled', () => {
    const legs = attribute(
      makeCdr({ dstchannel: `${BOB}-2` }),
      makeCdr({ channel: `${BOB}-2`, dst: '202', dstchannel: `${CLEO}-3`, startAt: T + 15, uniqueid: 'u.2' }),
    );
    expect(legs.outbound.map((leg) => leg.device)).toEqual(['0500000004000']);
    expect(details(legs)).toEqual({ 201: 'Answered', 202: 'Answered' });
  });

  it('charges what then leaves by a trunk to the phone on it', () => {
    const legs = attribute(
      makeCdr({ dstchannel: `${BOB}-2` }),
      makeCdr({ channel: `${BOB}-2`, dst: '907700900123', dstchannel: 'SIP/trunk-a-3', startAt: T + 15 }),
    );
    expect(legs.outbound.map((leg) => [leg.device, leg.trunk])).toEqual([
      ['0500000004000', ''],
      ['0500000004001', 'trunk-a'],
    ]);
  });

  it('shows an outside party that was passed on to a phone as an outside caller', () => {
    const legs = attribute(
      makeCdr({ dst: '907700900123', dstchannel: 'SIP/trunk-a-2' }),
      makeCdr({ channel: 'SIP/trunk-a-2', dst: '201', dstchannel: `${BOB}-3`, startAt: T + 15, sequence: 2 }),
    );
    expect(legs.outbound.map((leg) => [leg.device, leg.dialled])).toEqual([
      ['0500000004000', '907700900123'],
    ]);
    expect(legs.inbound).toEqual([
      expect.objectContaining({ extension: '201', type: 'External', detail: 'Answered', ddi: '' }),
    ]);
  });
});

describe('attended transfer', () => {
  it('to another phone leaves one dial for each phone that dialled and one leg for each that rang', () => {
    const legs = attribute(
      makeCdr({ dstchannel: `${BOB}-2`, sequence: 0 }),
      makeCdr({ channel: `${BOB}-3`, dst: '202', dstchannel: `${CLEO}-4`, startAt: T + 10, sequence: 3 }),
      makeCdr({ dst: '202', dstchannel: `${CLEO}-4`, startAt: T + 25, sequence: 5 }),
      makeCdr({ channel: `${BOB}-3`, dst: '202', dstchannel: `${BOB}-2`, startAt: T + 25, sequence: 6 }),
    );
    expect(legs.outbound.map((leg) => [leg.device, leg.dialled, leg.part])).toEqual([
      ['0500000004000', '201', 0],
      ['0500000004001', '202', 0],
    ]);
    expect(details(legs)).toEqual({ 201: 'Answered', 202: 'Answered' });
  });

  it('does not ring the caller whom it joins', () => {
    const legs = attribute(
      makeCdr({ dstchannel: `${BOB}-2` }),
      makeCdr({ channel: `${BOB}-3`, dst: '202', dstchannel: `${CLEO}-4`, startAt: T + 10, sequence: 3 }),
      makeCdr({
        channel: `${CLEO}-4`,
        dst: '202',
        dstchannel: `${ANN}-00000001`,
        startAt: T + 25,
        sequence: 5,
      }),
    );
    expect(details(legs)).toEqual({ 201: 'Answered', 202: 'Answered' });
    expect(legs.outbound.map((leg) => leg.device)).toEqual(['0500000004000', '0500000004001']);
  });

  it('to an outside number costs once, for as long as the outside channel was up', () => {
    const outside = 'SIP/trunk-a-00000009';
    const legs = attribute(
      makeCdr({ dstchannel: `${BOB}-2` }),
      makeCdr({
        channel: `${BOB}-3`,
        src: '02079460001',
        dst: '907700900123',
        dstchannel: outside,
        startAt: T + 10,
        duration: 20,
        billsec: 15,
        sequence: 3,
      }),
      makeCdr({
        dst: '907700900123',
        dstchannel: outside,
        startAt: T + 30,
        duration: 40,
        billsec: 40,
        sequence: 5,
      }),
    );
    const paid = legs.outbound.filter((leg) => leg.trunk === 'trunk-a');
    expect(paid).toEqual([
      expect.objectContaining({
        device: '0500000004001',
        dialled: '907700900123',
        ringSeconds: 5,
        billsec: 55,
      }),
    ]);
  });
});

describe('several dials of one device', () => {
  it('are one leg each when they went outside on channels of their own', () => {
    const legs = attribute(
      makeCdr({ dst: '901614960001', dstchannel: 'SIP/trunk-a-2' }),
      makeCdr({
        channel: `${ANN}-3`,
        dst: '907700900123',
        dstchannel: 'SIP/trunk-b-4',
        startAt: T + 9,
        sequence: 2,
      }),
    );
    expect(legs.outbound.map((leg) => [leg.part, leg.dialled, leg.trunk])).toEqual([
      [0, '901614960001', 'trunk-a'],
      [1, '907700900123', 'trunk-b'],
    ]);
  });

  it('are one leg for each trunk channel that answered, though they overlap', () => {
    const legs = attribute(
      makeCdr({ dst: '901614960001', dstchannel: 'SIP/trunk-a-2' }),
      makeCdr({ dst: '901614960001', dstchannel: 'SIP/trunk-b-3', sequence: 2, startAt: T + 1 }),
    );
    expect(legs.outbound.map((leg) => [leg.part, leg.trunk, leg.billsec])).toEqual([
      [0, 'trunk-a', 10],
      [1, 'trunk-b', 10],
    ]);
  });

  it('are one leg when the second only tried another trunk', () => {
    const legs = attribute(
      makeCdr({ dst: '90033199001813', dstchannel: 'SIP/trunk-b-2', disposition: 'CONGESTION', duration: 0 }),
      makeCdr({ dst: '90033199001813', dstchannel: 'SIP/trunk-a-3', sequence: 2, duration: 12, billsec: 8 }),
    );
    expect(legs.outbound).toEqual([
      expect.objectContaining({
        trunk: 'trunk-a',
        answered: true,
        acctid: 3,
        ringSeconds: 4,
        billsec: 8,
        part: 0,
      }),
    ]);
    expect(legs.inbound).toEqual([]);
  });

  it('are one leg when one went outside and the other asked a colleague', () => {
    const legs = attribute(
      makeCdr({ dst: '901614960001', dstchannel: 'SIP/trunk-a-2', duration: 60 }),
      makeCdr({ channel: `${ANN}-3`, dst: '202', dstchannel: `${CLEO}-4`, startAt: T + 20, sequence: 2 }),
    );
    expect(legs.outbound.map((leg) => leg.dialled)).toEqual(['901614960001']);
    expect(details(legs)).toEqual({ 202: 'Answered' });
  });
});

describe('forwarding', () => {
  const local = 'Local/907700900123@outbound-default-00000004';
  const forwarded = (given: Parameters<typeof makeCdr>[0]) => [
    makeCdr({ ...given, dst: '205', dstchannel: `${FINN}-2`, disposition: 'NO ANSWER', duration: 8 }),
    makeCdr({ ...given, dst: '205', dstchannel: `${local};1`, startAt: T + 8, duration: 30, sequence: 2 }),
    makeCdr({
      channel: `${local};2`,
      dst: '907700900123',
      dstchannel: 'SIP/trunk-a-00000005',
      startAt: T + 8,
      duration: 30,
      billsec: 25,
      sequence: 1,
      uniqueid: `${T}.4`,
    }),
  ];

  it('through Local leaves the cost with the phone of the extension that forwards', () => {
    const legs = attribute(...forwarded(fromTrunk));
    expect(legs.outbound).toEqual([
      expect.objectContaining({
        device: '0500000004005',
        dialled: '907700900123',
        billsec: 25,
        trunk: 'trunk-a',
      }),
    ]);
    expect(details(legs)).toEqual({ 205: 'Answered' });
  });

  it('through Local leaves an inside caller an internal call', () => {
    const legs = attribute(...forwarded({}));
    expect(legs.outbound.map((leg) => [leg.device, leg.dialled, leg.internal])).toEqual([
      ['0500000004000', '205', true],
      ['0500000004005', '907700900123', false],
    ]);
  });

  it('to another extension answers there, and elsewhere for the one that was dialled', () => {
    const pair = 'Local/204@from-default-00000004';
    const legs = attribute(
      makeCdr({ ...fromTrunk, did: '02079460007', dst: '205', dstchannel: `${pair};1` }),
      makeCdr({ channel: `${pair};2`, dst: '204', dstchannel: 'SIP/0500000004004-5', uniqueid: 'u.2' }),
    );
    expect(legs.outbound).toEqual([]);
    expect(details(legs)).toEqual({ 204: 'Answered', 205: 'Answered elsewhere' });
  });

  it('straight to a trunk tells the outside number by the arguments of Dial', () => {
    const legs = attribute(
      makeCdr({
        ...fromTrunk,
        dst: '205',
        dstchannel: 'SIP/trunk-b-2',
        lastdata: 'SIP/trunk-b/07700900123,30',
      }),
    );
    expect(legs.outbound).toEqual([
      expect.objectContaining({ device: '0500000004005', dialled: '907700900123', trunk: 'trunk-b' }),
    ]);
    expect(details(legs)).toEqual({ 205: 'Answered' });
  });
});

describe('a number that a forward gave to the trunk itself', () => {
  const UNITED_STATES = {
    country: 'US',
    outsideLine: '9',
    international: '011',
    national: '1',
    areaCode: '',
  };

  it.each([
    ['9175550123', '99175550123', '19175550123'],
    ['19175550123', '919175550123', '19175550123'],
    ['+19175550123', '+19175550123', '19175550123'],
    ['911', '9911', '911'],
  ])('%s is shown as a person would dial it, %s, and read as %s', (number, dialled, read) => {
    const abroad = indexDirectory({ ...entries, dialling: UNITED_STATES });
    const record = makeCdr({
      ...fromTrunk,
      dst: '205',
      dstchannel: 'SIP/trunk-b-2',
      lastdata: `SIP/trunk-b/${number},30`,
    });
    const [leg] = attributeCall([record], [], abroad).outbound;
    expect(leg?.dialled).toBe(dialled);
    expect(readDialString(leg?.dialled ?? '', abroad.dialling('default', leg?.trunk ?? '')).digits).toBe(
      read,
    );
  });

  it('is left as it is where nothing is dialled before an outside number', () => {
    const direct = indexDirectory({ ...entries, dialling: { ...entries.dialling, outsideLine: '' } });
    const record = makeCdr({
      dst: '205',
      dstchannel: 'SIP/trunk-b-2',
      lastdata: 'SIP/07700900123@trunk-b,30',
    });
    expect(attributeCall([record], [], direct).outbound).toEqual([
      expect.objectContaining({ dialled: '07700900123' }),
    ]);
  });
});

describe('pick-up and conference', () => {
  it('answers at the phone that picked up, and elsewhere for the extension that rang', () => {
    const legs = attribute(
      makeCdr({ ...fromTrunk, dst: '200', dstchannel: `${CLEO}-5` }),
      makeCdr({
        channel: `${ANN}-2`,
        dst: 's',
        dstchannel: '',
        lastapp: 'AppDial',
        uniqueid: 'u.2',
        sequence: 1,
      }),
    );
    expect(legs.outbound).toEqual([]);
    expect(details(legs)).toEqual({ 200: 'Answered elsewhere', 202: 'Answered' });
  });

  it('counts a conference as dialled, not as phones that rang', () => {
    const room = { dst: '280', lastapp: 'ConfBridge', lastdata: '280' };
    const legs = attribute(
      makeCdr({ ...room, dstchannel: `${BOB}-2`, duration: 30, billsec: 30 }),
      makeCdr({ ...room, dstchannel: `${CLEO}-3`, startAt: T + 30, duration: 20, billsec: 20, sequence: 1 }),
      makeCdr({
        ...room,
        channel: `${BOB}-2`,
        dstchannel: `${CLEO}-3`,
        duration: 50,
        billsec: 50,
        sequence: 2,
      }),
    );
    expect(legs.outbound.map((leg) => [leg.device, leg.dialled, leg.billsec, leg.onPbx])).toEqual([
      ['0500000004000', '280', 50, true],
      ['0500000004001', '280', 50, true],
    ]);
    expect(legs.inbound).toEqual([]);
  });
});

describe('parking', () => {
  const slot = {
    channel: `${CLEO}-0000000b`,
    src: '202',
    dst: '701',
    lastapp: 'ParkedCall',
    uniqueid: 'u.5',
  };
  const taken = { ...slot, startAt: T + 40, duration: 20, billsec: 20, sequence: 3 };
  const parked = { dst: '700', dstchannel: '', lastapp: 'Park', startAt: T + 10, duration: 30, billsec: 30 };
  const outbound = (...records: ReturnType<typeof makeCdr>[]) =>
    attribute(...records).outbound.map((leg) => [
      ...[leg.device, leg.dialled, leg.calledInfo, leg.billsec],
      leg.internal ? 'inside' : `by ${leg.trunk}`,
    ]);

  it('costs nobody an outside call: whoever takes a caller out has dialled the slot, and called who is there', () => {
    expect(
      outbound(
        makeCdr({ ...fromTrunk, dst: '200', dstchannel: `${ANN}-00000002`, duration: 10, billsec: 7 }),
        makeCdr({ ...fromTrunk, ...parked, sequence: 2 }),
        makeCdr({ ...taken, dstchannel: fromTrunk.channel }),
      ),
    ).toEqual([['0500000004002', '701', '01632960001', 20, 'inside']]);
    expect(
      outbound(
        makeCdr({ channel: `${ANN}-00000001`, dstchannel: `${BOB}-00000002`, duration: 10, billsec: 7 }),
        makeCdr({ ...parked, channel: `${ANN}-00000001`, sequence: 2 }),
        makeCdr({ ...taken, dstchannel: `${ANN}-00000001` }),
      ),
    ).toEqual([
      ['0500000004000', '201', 'Bob Marsh', 7, 'inside'],
      ['0500000004002', '701', 'Ann Reader', 20, 'inside'],
    ]);
  });

  it('goes on costing whoever had dialled outside, until the last end', () => {
    const line = 'SIP/trunk-a-00000002';
    expect(
      outbound(
        makeCdr({
          channel: `${ANN}-00000001`,
          dst: '901632960001',
          dstchannel: line,
          duration: 10,
          billsec: 7,
        }),
        makeCdr({ ...parked, channel: line, src: '01632960001', uniqueid: 'u.2', sequence: 2 }),
        makeCdr({ ...taken, dstchannel: line }),
      ),
    ).toEqual([['0500000004000', '901632960001', '', 57, 'by trunk-a']]);
  });
});
