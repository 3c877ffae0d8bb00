import { describe, expect, it } from 'vitest';
import type { QueueEvent } from '../../src/core/cdr.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { makeCdr, readSample } from './attribute-samples.ts';

const { directory } = readSample('second/');
const T = 1_795_525_000;
const CALL = `${T}.1`;
const queued = { dst: '260', lastapp: 'Queue', lastdata: 'support,t,,,18' };
const fromTrunk = { src: '01632960001', channel: 'SIP/trunk-a-1', did: '02079460002', dst: '02079460002' };
const log = (after: number, event: string, args: readonly string[], queue = 'support'): QueueEvent => ({
  at: T + after,
  callid: CALL,
  queue,
  agent: 'NONE',
  event,
  args,
});
const ENTER = log(0, 'ENTERQUEUE', ['', '200', '1']);

describe('a queue', () => {
  it('gives an inside caller the wait and talk of its log', () => {
    const call = [
      makeCdr({
        ...queued,
        dstchannel: 'SIP/0500000004002-2',
        disposition: 'NO ANSWER',
        duration: 5,
        billsec: 5,
      }),
      makeCdr({
        ...queued,
        dstchannel: 'SIP/0500000004003-3',
        startAt: T + 6,
        duration: 14,
        billsec: 14,
        sequence: 2,
      }),
    ];
    const events = [
      ENTER,
      log(9, 'CONNECT', ['9', `${T}.3`, '3']),
      log(20, 'COMPLETECALLER', ['9', '11', '1']),
    ];
    const legs = attributeCall(call, events, directory);
    expect(legs.outbound).toEqual([
      expect.objectContaining({
        dialled: '260',
        internal: true,
        calledInfo: 'support',
        ringSeconds: 9,
        billsec: 11,
        answered: true,
        acctid: 3,
      }),
    ]);
    expect(legs.inbound.map((leg) => [leg.extension, leg.detail, leg.ringSeconds, leg.billsec])).toEqual([
      ['260', 'Answered', 9, 11],
      ['202', 'Answered elsewhere', 5, 0],
      ['203', 'Answered', 3, 11],
    ]);
    expect(legs.inbound.map((leg) => [leg.qtime, leg.qstatus])).toEqual(Array(3).fill(['9', 'Answered']));
  });

  it('counts talk until the end of the record while the log does not tell how it ended', () => {
    const call = [
      makeCdr({ ...queued, ...fromTrunk, dstchannel: 'SIP/0500000004002-2', duration: 20, billsec: 20 }),
    ];
    const events = [ENTER, log(4, 'CONNECT', ['4', `${T}.2`, '4'])];
    const legs = attributeCall(call, events, directory);
    expect(legs.inbound.map((leg) => leg.billsec)).toEqual([16, 16]);
  });

  it.each([
    ['ABANDON', ['1', '1', '7'], '7', 'Abandoned'],
    ['EXITWITHTIMEOUT', ['1', '1', '18'], '18', 'Timed out'],
    ['EXITEMPTY', ['1', '1', '4'], '4', 'Left empty'],
    ['EXITWITHKEY', ['1', '2', '1', '6'], '6', 'Left by key'],
  ])('that is left by %s was not answered', (event, args, qtime, qstatus) => {
    const call = [makeCdr({ ...queued, ...fromTrunk, dstchannel: '', duration: 20, billsec: 20 })];
    const legs = attributeCall(call, [ENTER, log(20, event, args)], directory);
    expect(legs.inbound).toEqual([
      expect.objectContaining({ extension: '260', detail: 'Not answered', billsec: 0, qtime, qstatus }),
    ]);
  });

  it.each([
    ['TRANSFER', ['202', 'from-default', '3', '8', '1']],
    ['BLINDTRANSFER', ['202', 'from-default', '3', '8', '1']],
    ['ATTENDEDTRANSFER', ['BRIDGE', 'b-1', '3', '8', '1']],
  ])('whose member passed the caller on by %s says so', (event, args) => {
    const call = [makeCdr({ ...queued, ...fromTrunk, dstchannel: 'SIP/0500000004003-2', duration: 30 })];
    const events = [ENTER, log(3, 'CONNECT', ['3', `${T}.2`, '2']), log(11, event, args)];
    const legs = attributeCall(call, events, directory);
    expect(legs.inbound.map((leg) => [leg.extension, leg.qstatus, leg.ringSeconds, leg.billsec])).toEqual([
      ['260', 'Transferred', 3, 8],
      ['203', 'Transferred', 2, 8],
    ]);
  });

  it('that is empty was not answered, though the PBX itself answered the caller', () => {
    const call = [makeCdr({ dst: '262', lastapp: 'Hangup', dstchannel: '', duration: 1, billsec: 1 })];
    const legs = attributeCall(call, [], directory);
    expect(legs.outbound).toEqual([expect.objectContaining({ answered: false, billsec: 0 })]);
    expect(legs.inbound).toEqual([expect.objectContaining({ extension: '262', detail: 'Not answered' })]);
  });

  it('that ends in voicemail says how it was left and what became of the caller', () => {
    const call = [
      makeCdr({
        ...queued,
        dstchannel: 'SIP/0500000004002-2',
        disposition: 'NO ANSWER',
        duration: 18,
        billsec: 18,
      }),
      makeCdr({
        ...queued,
        dstchannel: '',
        lastapp: 'VoiceMail',
        startAt: T + 18,
        duration: 6,
        billsec: 6,
        sequence: 2,
      }),
    ];
    const legs = attributeCall(call, [ENTER, log(18, 'EXITWITHTIMEOUT', ['1', '1', '18'])], directory);
    expect(legs.outbound[0]).toMatchObject({ answered: true, ringSeconds: 18, billsec: 6 });
    expect(legs.inbound[0]).toMatchObject({
      extension: '260',
      detail: 'Voicemail',
      billsec: 6,
      qstatus: 'Timed out',
    });
    expect(legs.inbound[1]).toMatchObject({ extension: '202', detail: 'Not answered' });
  });

  it('that overflows into another adds the waits up and ends as the last one ended', () => {
    const call = [
      makeCdr({
        ...queued,
        ...fromTrunk,
        dstchannel: 'SIP/0500000004002-2',
        disposition: 'NO ANSWER',
        duration: 18,
      }),
      makeCdr({
        ...queued,
        ...fromTrunk,
        dstchannel: 'SIP/0500000004000-3',
        startAt: T + 18,
        duration: 12,
        sequence: 2,
      }),
    ];
    const events = [
      ENTER,
      log(18, 'EXITWITHTIMEOUT', ['1', '1', '18']),
      log(18, 'ENTERQUEUE', ['', '', '1'], 'sales'),
      log(22, 'CONNECT', ['4', `${T}.3`, '4'], 'sales'),
      log(30, 'COMPLETEAGENT', ['4', '8', '1'], 'sales'),
    ];
    const legs = attributeCall(call, [...events].reverse(), directory);
    expect(legs.inbound.every((leg) => leg.qtime === '22' && leg.qstatus === 'Answered')).toBe(true);
    const waits = legs.inbound.map((leg) => [leg.extension, leg.ringSeconds, leg.billsec]);
    expect(waits).toContainEqual(['261', 4, 8]);
    expect(waits).toContainEqual(['200', 4, 8]);
  });

  it('takes no notice of the events of other calls', () => {
    const call = [makeCdr({})];
    const other = { ...ENTER, callid: 'another.1' };
    expect(attributeCall(call, [other], directory)).toEqual(attributeCall(call, [], directory));
  });

  it('served through Local channels knows the phones behind them', () => {
    const pair = (n: number, ext: string) => `Local/${ext}@from-queue-0000000${n}`;
    const member = { lastapp: 'Dial', dcontext: 'from-queue' };
    const call = [
      makeCdr({ ...queued, dstchannel: `${pair(1, '202')};1`, disposition: 'NO ANSWER' }),
      makeCdr({ ...queued, dstchannel: `${pair(2, '203')};1`, sequence: 1 }),
      makeCdr({
        ...member,
        channel: `${pair(1, '202')};2`,
        dst: '202',
        dstchannel: 'SIP/0500000004002-5',
        disposition: 'NO ANSWER',
        uniqueid: 'u.2',
        sequence: 2,
      }),
      makeCdr({
        ...member,
        channel: `${pair(2, '203')};2`,
        dst: '203',
        dstchannel: 'SIP/0500000004003-6',
        uniqueid: 'u.3',
        sequence: 3,
      }),
    ];
    const legs = attributeCall(call, [], directory);
    expect(legs.outbound).toHaveLength(1);
    expect(legs.inbound.map((leg) => [leg.extension, leg.detail])).toEqual([
      ['260', 'Answered'],
      ['202', 'Answered elsewhere'],
      ['203', 'Answered'],
    ]);
  });
});
