import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import { findDials } from '../../src/ingest/attribute/find-dials.ts';
import { type CallFacts, readCall } from '../../src/ingest/attribute/read-call.ts';
import { answeredAt, endedAt, type Row } from '../../src/ingest/attribute/read-rows.ts';
import { findAttended, findBlind, SAME_SECONDS } from '../../src/ingest/attribute/shown-transfers.ts';
import { tellJourney } from '../../src/ingest/journey/tell-journey.ts';
import { makeCdr, readSample } from '../unit/attribute-samples.ts';

/** What is looked up by an index is what looking at every row finds, and a call of very many records is told in time. */
const { directory } = readSample('second/');
const T = 1_795_525_000;
const PHONES = ['0500000004000', '0500000004001', '05000000ee010', '0500000005001'];

const channels = fc
  .tuple(fc.constantFrom(...PHONES, 'trunk-a', 'trunk-b', 'stranger'), fc.integer({ min: 1, max: 3 }))
  .map(([peer, which]) => `SIP/${peer}-${which}`);

const records = fc
  .record({
    channel: channels,
    dstchannel: channels,
    dst: fc.constantFrom('201', '205', '907700900123', '02079460008'),
    lastapp: fc.constantFrom('Dial', 'Dial', 'Queue', 'ConfBridge', 'ParkedCall'),
    disposition: fc.constantFrom('ANSWERED', 'NO ANSWER'),
    after: fc.integer({ min: 0, max: 40 }),
    duration: fc.integer({ min: 0, max: 20 }),
    talk: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ after, talk, ...given }) => ({
    ...given,
    startAt: T + after,
    billsec: Math.min(given.duration, talk),
  }));

const calls = fc
  .array(records, { minLength: 2, maxLength: 25 })
  .map((given) => given.map((one, sequence) => makeCdr({ ...one, sequence, uniqueid: `${T}.${sequence}` })));

function read(call: readonly Cdr[]): CallFacts {
  const facts = readCall(call, directory);
  if (facts === undefined) throw new Error('no call');
  return facts;
}

/** The rules of outside dials as docs/attribution.md has them, each row held against every dial. */
function groupOutside(rows: readonly Row[]): Row[][] {
  const dials: Row[][] = [];
  const isOf = (row: Row, dial: readonly Row[]) => {
    if (dial.some(({ to }) => to.channel === row.to.channel)) {
      return !row.answered || !dial.some(({ answered, to }) => answered && to.channel !== row.to.channel);
    }
    const isOver = (other: Row) => other.answered && (row.answered || endedAt(other.cdr) <= row.cdr.startAt);
    return dial[0]?.from.channel === row.from.channel && !dial.some(isOver);
  };
  for (const row of rows.filter(({ leaves }) => leaves)) {
    const known = dials.find((dial) => isOf(row, dial));
    if (known === undefined) dials.push([row]);
    else known.push(row);
  }
  return dials;
}

const isBefore = (other: Row, row: Row) => other !== row && other.cdr.startAt <= row.cdr.startAt;
const touches = ({ from, to }: Row, channel: string) => from.channel === channel || to.channel === channel;

/** The talk of which a channel leads on in a row, by a look at every row. */
function findTalk(row: Row, rows: readonly Row[]): Row | undefined {
  return rows.findLast(
    (talk) =>
      talk.answered &&
      touches(talk, row.from.channel) &&
      talk.cdr.lastapp !== 'ConfBridge' &&
      isBefore(talk, row) &&
      row.cdr.startAt > answeredAt(talk.cdr) &&
      Math.abs(row.cdr.startAt - endedAt(talk.cdr)) <= SAME_SECONDS,
  );
}

/** Records that count how often anything of one is read. */
function countReads(call: readonly Cdr[]): { readonly call: readonly Cdr[]; reads(): number } {
  let reads = 0;
  const get = (record: Cdr, name: string) => {
    reads += 1;
    return Reflect.get(record, name);
  };
  return { call: call.map((record) => new Proxy(record, { get })), reads: () => reads };
}

const name = (peer: string, at: number) => `SIP/${peer}-${at}`;
const phone = (at: number) => name(PHONES[at % PHONES.length] ?? '', at);
const answered = { duration: 10, billsec: 8 };
const rung = { duration: 1, billsec: 0, disposition: 'NO ANSWER' } as const;

const shapes: Readonly<Record<string, (at: number) => Partial<Cdr>>> = {
  'a caller whom a queue keeps trying to connect': (at) => ({
    ...{
      channel: 'SIP/trunk-a-1',
      dstchannel: phone(at + 2),
      dst: '261',
      did: '02079460008',
      lastapp: 'Queue',
    },
    ...{ startAt: T + at, ...rung },
  }),
  'a caller who is passed on time and again': (at) => ({
    ...{ channel: 'SIP/trunk-a-1', dstchannel: phone(at + 2), dst: '201', did: '02079460008' },
    ...{ startAt: T + 10 * at, ...answered },
  }),
  'a caller who is forwarded outside time and again': (at) => ({
    ...{ channel: 'SIP/trunk-a-1', dstchannel: name('trunk-b', at + 2), dst: '201', did: '02079460008' },
    ...{ startAt: T + 10 * at, ...answered },
  }),
  'phones that call one another in a row': (at) => ({
    ...{ channel: phone(at), dstchannel: phone(at + 1), dst: '205', startAt: T + 10 * at, ...answered },
  }),
  'calls of strangers that all go outside': (at) => ({
    ...{ channel: name('stranger', 2 * at), dstchannel: name('trunk-a', 2 * at + 1), dst: '907700900123' },
    ...{ startAt: T + 10 * at, ...answered },
  }),
  'misdials of a number of another company': (at) => ({
    ...{ channel: phone(4 * at), dstchannel: '', dst: '301', lastapp: 'Hangup', startAt: T + at, ...rung },
  }),
  'talks that all begin in one second': (at) => ({
    ...{ channel: phone(2 * at), dstchannel: phone(2 * at + 1), dst: '205', startAt: T, ...answered },
  }),
};

function readsOf(shape: (at: number) => Partial<Cdr>, size: number): number {
  const records = Array.from({ length: size }, (_, sequence) =>
    makeCdr({ sequence, uniqueid: `${T}.${sequence}`, ...shape(sequence) }),
  );
  const { call, reads } = countReads(records);
  const { legs, steps } = tellJourney(call, { queue: [], channel: [] }, directory);
  expect(legs.outbound.length + legs.inbound.length).toBeGreaterThan(0);
  expect(steps.length).toBeGreaterThan(size);
  return reads() / size;
}

describe('a call of many records', () => {
  it('has the outside dials that a look at every dial for each row finds', () => {
    fc.assert(
      fc.property(calls, (call) => {
        const facts = read(call);
        const dials = findDials(facts).filter(({ outside }) => outside);
        expect(dials.map(({ rows }) => rows)).toEqual(groupOutside(facts.rows));
      }),
      { numRuns: 1000 },
    );
  });

  it('has the transfers that a look at every row for each row finds', () => {
    fc.assert(
      fc.property(calls, (call) => {
        const facts = read(call);
        for (const { before, row } of findBlind(facts)) {
          expect(before).toBe(findTalk(row, facts.rows));
          const isOthers = (other: Row) =>
            other.to.channel === row.to.channel && other.from.channel !== row.from.channel;
          expect(facts.rows.some((other) => isBefore(other, row) && isOthers(other))).toBe(false);
        }
        for (const { one, two, row } of findAttended(facts)) {
          const earlier = facts.rows.filter((other) => isBefore(other, row));
          expect(one).toBe(earlier.find((other) => touches(other, row.from.channel)));
          expect(two).toBe(earlier.find((other) => other !== one && touches(other, row.to.channel)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(Object.entries(shapes))('of %s reads no record more often than one of few', (_, shape) => {
    // Records are sorted, which takes a few comparisons more of each.
    expect(readsOf(shape, 3200)).toBeLessThan(2 * readsOf(shape, 200));
  });
});
