import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboundLeg, OutboundLeg } from '../../src/core/call-leg.ts';
import type { Cdr } from '../../src/core/cdr.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { groupByCall, makeCdr, readSample } from '../unit/attribute-samples.ts';

/** Laws of attribution, over the sampled calls and over calls made of whatever a PBX might write. */
const { directory, custom, queueEvents } = readSample('second/');

const CHANNELS = [
  'SIP/0500000004000-1',
  'SIP/0500000004001-2',
  'SIP/05000000ee010-3',
  'SIP/0500000005001-4',
  'SIP/trunk-a-5',
  'SIP/trunk-b-6',
  'SIP/stranger-7',
  'Local/205@from-default-8;1',
  'Local/205@from-default-8;2',
];
const NUMBERS = ['200', '201', '205', '250', '261', '301', '907700900123', '02079460008', '*600', 's', ''];
const APPS = ['Dial', 'Queue', 'VoiceMail', 'Hangup', 'Echo', 'ConfBridge', 'AppDial', 'Congestion'];

const arbitraryRecord = fc
  .record({
    channel: fc.constantFrom(...CHANNELS),
    dstchannel: fc.constantFrom('', ...CHANNELS),
    dst: fc.constantFrom(...NUMBERS),
    lastapp: fc.constantFrom(...APPS),
    disposition: fc.constantFrom('ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION'),
    after: fc.integer({ min: 0, max: 4 }),
    duration: fc.integer({ min: 0, max: 9 }),
    talk: fc.integer({ min: 0, max: 9 }),
    leg: fc.integer({ min: 1, max: 3 }),
    did: fc.constantFrom('', '', '02079460008', '02079460030'),
    outcid: fc.constantFrom('', '02079460000'),
  })
  .map(({ after, talk, leg, duration, ...given }) => {
    const startAt = 1_795_525_000 + after;
    return {
      ...given,
      startAt,
      duration,
      billsec: Math.min(duration, talk),
      uniqueid: `${1_795_525_000}.${leg}`,
    };
  });

const arbitraryCall = fc
  .array(arbitraryRecord, { minLength: 1, maxLength: 7 })
  .map((records) =>
    records.map((given, sequence) => makeCdr({ ...given, sequence, acctid: 100 + sequence })),
  );

const sampledCall = fc.constantFrom(...groupByCall(custom).values());
const anyCall = fc.oneof(arbitraryCall, sampledCall);

const attribute = (records: readonly Cdr[]) => attributeCall(records, queueEvents, directory);

/** The record as the plain form of CSV has it, kept as a record of its own. */
function toMasterForm(record: Cdr): Cdr {
  return {
    ...record,
    sequence: null,
    linkedid: '',
    peeraccount: '',
    did: '',
    outcid: '',
    acctid: record.acctid - 99,
  };
}

/** The queue log counts by its own clock, a second apart at most at either end. */
function expectWithin(leg: OutboundLeg | InboundLeg, records: readonly Cdr[]): void {
  const end = Math.max(...records.map((record) => record.startAt + record.duration));
  expect(leg.startAt).toBeGreaterThanOrEqual(Math.min(...records.map((record) => record.startAt)));
  expect(leg.ringSeconds).toBeGreaterThanOrEqual(0);
  expect(leg.billsec).toBeGreaterThanOrEqual(0);
  expect(leg.startAt + leg.ringSeconds + leg.billsec).toBeLessThanOrEqual(end + 2);
}

/** Longest talk told of each trunk's channel that was on the called side. */
function talkByTrunkChannel(records: readonly Cdr[]): ReadonlyMap<string, number> {
  const talk = new Map<string, number>();
  for (const { lastapp, dstchannel, disposition, billsec } of records) {
    if (lastapp === 'ConfBridge' || !dstchannel.startsWith('SIP/trunk')) continue;
    const seconds = disposition === 'ANSWERED' ? billsec : 0;
    talk.set(dstchannel, Math.max(seconds, talk.get(dstchannel) ?? 0));
  }
  return talk;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

describe('the legs of a call', () => {
  it('depend on neither the order of its records nor on copies of them', () => {
    const withCopies = anyCall.chain((records) =>
      fc.tuple(fc.subarray([...records]), fc.subarray(records.map(toMasterForm))).chain(([copies, plain]) => {
        const all = [...records, ...copies, ...plain];
        return fc.shuffledSubarray(all, { minLength: all.length }).map((given) => ({ records, given }));
      }),
    );
    fc.assert(
      fc.property(withCopies, ({ records, given }) => {
        expect(attribute(given)).toEqual(attribute(records));
      }),
      { numRuns: 1000 },
    );
  });

  it('from the plain form alone do not depend on order either', () => {
    const shuffled = anyCall.chain((records) => {
      const plain = records.map(toMasterForm);
      return fc.shuffledSubarray(plain, { minLength: plain.length }).map((given) => ({ plain, given }));
    });
    fc.assert(
      fc.property(shuffled, ({ plain, given }) => {
        expect(attribute(given)).toEqual(attribute(plain));
      }),
      { numRuns: 500 },
    );
  });

  it('are at least one, and have one place each', () => {
    fc.assert(
      fc.property(anyCall, (records) => {
        const { outbound, inbound } = attribute(records);
        expect(outbound.length + inbound.length).toBeGreaterThan(0);
        const dialled = outbound.map((leg) => `${leg.company} ${leg.device} ${leg.part}`);
        const rung = inbound.map((leg) => `${leg.company} ${leg.extension}`);
        expect(new Set(dialled).size).toBe(dialled.length);
        expect(new Set(rung).size).toBe(rung.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('name a record of the call, and seconds that its records can hold', () => {
    fc.assert(
      fc.property(anyCall, (records) => {
        const { outbound, inbound } = attribute(records);
        const acctids = records.map((record) => record.acctid);
        for (const leg of [...outbound, ...inbound]) {
          expect(acctids).toContain(leg.acctid);
          expectWithin(leg, records);
        }
        expect(outbound.filter((leg) => !leg.answered && leg.billsec > 0)).toEqual([]);
        const talked = inbound.filter((leg) => leg.billsec > 0).map((leg) => leg.detail);
        for (const detail of talked) expect(['Answered', 'Voicemail']).toContain(detail);
      }),
      { numRuns: 1000 },
    );
  });

  it('hold every second that a trunk carried outwards', () => {
    fc.assert(
      fc.property(anyCall, (records) => {
        const carried = talkByTrunkChannel(records);
        const outside = attribute(records).outbound.filter((leg) => !leg.onPbx);
        expect(sum(outside.map((leg) => leg.billsec))).toBeGreaterThanOrEqual(sum([...carried.values()]));
        if (carried.size > 0) expect(outside.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
