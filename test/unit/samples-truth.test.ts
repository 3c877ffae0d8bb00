import { describe, expect, it } from 'vitest';
import type { CallLegs, InboundLeg, OutboundLeg } from '../../src/core/call-leg.ts';
import type { Cdr } from '../../src/core/cdr.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { groupByCall, readSample, type Sample, type Truth } from './attribute-samples.ts';

/** Seconds of talk that were intended but not had: the queue's own log, too, counts from the agent's answer. */
const REAL_TALK: Readonly<Record<string, number>> = { 's7-0032': 9 };

/** Each call of both samples was written down before it was placed: the legs must say what the truth says. */
const SAMPLES = { first: readSample(''), second: readSample('second/') };
const FORMS: Record<string, (sample: Sample) => readonly Cdr[]> = {
  'Custom.csv': (sample) => sample.custom,
  'Master.csv': (sample) => sample.master,
  'both together': (sample) => [...sample.master, ...sample.custom],
};

for (const [name, sample] of Object.entries(SAMPLES)) {
  for (const [form, recordsOf] of Object.entries(FORMS)) {
    describe(`the ${name} sample from ${form}`, () => {
      const calls = groupByCall(recordsOf(sample));

      it('holds exactly the calls of the truth', () => {
        expect([...calls.keys()].sort()).toEqual(sample.truth.map((row) => row.id).sort());
      });

      it.each(sample.truth.map((row) => [row.id, row.scenario, row] as const))('%s %s', (id, _, row) => {
        const records = calls.get(id) ?? [];
        const legs = attributeCall(records, sample.queueEvents, sample.directory);
        checkOutbound(row, legs, sample, form);
        checkInbound(row, legs, sample, form);
      });
    });
  }
}

function checkOutbound(row: Truth, legs: CallLegs, sample: Sample, form: string): void {
  if (row.direction === 'inbound') {
    expect(legs.outbound).toEqual([]);
    return;
  }
  expect(legs.outbound).toHaveLength(1);
  const [leg] = legs.outbound as [OutboundLeg];
  const device = sample.entries.devices.find(({ id }) => id === row.fromDevice);
  expect(leg).toMatchObject({
    device: row.fromDevice,
    owner: device?.owner,
    sipName: device?.sipName,
    company: row.company,
    part: 0,
    dialled: row.dialled,
    // The first sample names the trunk's outward channel, which the directory has under the trunk.
    trunk: row.trunk.replace('-out', '') ?? '',
    internal: row.direction === 'internal' && !row.dialled.startsWith('*'),
    onPbx: row.direction === 'internal',
    answered: ['Answered', 'Voicemail'].includes(row.expected),
    mergeDevice: row.fromDevice === '05000000ee010' ? '0500000004001' : row.fromDevice,
  });
  const sent = { default: ['02079460000'], test: ['02079460005'] }[row.company] ?? [];
  if (row.direction !== 'outbound') expect(leg.cid).toBe(row.caller);
  else if (form !== 'Master.csv' && row.id.startsWith('s7-')) expect(sent).toContain(leg.cid);
  else expect(leg.cid).toMatch(/^0207946000\d$/);
  checkSeconds(row, leg);
}

function checkInbound(row: Truth, legs: CallLegs, sample: Sample, form: string): void {
  const dialled = row.destination || (row.direction === 'internal' ? row.dialled : '');
  if (row.direction === 'outbound' || dialled.startsWith('*')) {
    expect(legs.inbound).toEqual([]);
    return;
  }
  const extension = dialled === '' ? 'unknown-extension' : dialled;
  const leg = legs.inbound.find((one) => one.extension === extension);
  if (leg === undefined) throw new Error(`No leg of ${extension}: ${JSON.stringify(legs.inbound)}`);
  expect(leg.detail).toBe(row.expected);
  expect(leg.caller).toBe(row.caller);
  expect(leg.company).toBe(findCompany(extension, sample));
  expect(leg.type).toBe(row.direction === 'internal' ? 'Internal' : 'External');
  if (row.direction === 'internal') expect(leg.ddi).toBe('');
  else if (form !== 'Master.csv') expect(leg.ddi).toBe(row.dialled);
  checkSeconds(row, leg);
  checkQueue(row, legs.inbound);
  checkPhones(row, legs.inbound, extension, sample);
}

function findCompany(extension: string, { entries }: Sample): string {
  const numbers = [...entries.extensions, ...entries.queues, ...entries.groups];
  return numbers.find(({ number }) => number === extension)?.company ?? 'default';
}

function checkSeconds(row: Truth, leg: { ringSeconds: number; billsec: number }): void {
  expect(Math.abs(leg.billsec - (REAL_TALK[row.id] ?? row.talkSeconds))).toBeLessThanOrEqual(1);
  // A cancelled call of the first sample rings until it is cancelled.
  const rung = row.cancelAfter || row.ringSeconds;
  expect(Math.abs(leg.ringSeconds - rung)).toBeLessThanOrEqual(1);
}

function checkQueue(row: Truth, inbound: readonly InboundLeg[]): void {
  for (const leg of inbound) {
    if (row.queue === '') {
      expect([leg.qtime, leg.qstatus]).toEqual(['', '']);
      continue;
    }
    expect(leg.qstatus).toBe(row.expectedQueueStatus || 'Answered');
    const wait = Number(row.expectedWaitSeconds || row.ringSeconds);
    expect(Math.abs(Number(leg.qtime) - wait)).toBeLessThanOrEqual(1);
  }
}

/** Besides the number that was dialled, only phones of a queue or group have legs, and the one that answered says so. */
function checkPhones(row: Truth, inbound: readonly InboundLeg[], extension: string, sample: Sample): void {
  const others = inbound.filter((leg) => leg.extension !== extension);
  if (!['250', '260', '261'].includes(extension)) {
    expect(others).toEqual([]);
    return;
  }
  const answered = others.filter((leg) => leg.detail === 'Answered').map((leg) => leg.extension);
  expect(answered).toHaveLength(row.expected === 'Answered' ? 1 : 0);
  const device = sample.entries.devices.find(({ id }) => id === row.answeredDevice);
  if (device !== undefined) expect(answered).toEqual(device.extensions);
  const rest = others.filter((leg) => !answered.includes(leg.extension));
  const expected = row.expected === 'Answered' ? 'Answered elsewhere' : 'Not answered';
  expect(rest.map((leg) => leg.detail)).toEqual(rest.map(() => expected));
  if (extension === '250') expect(others.map((leg) => leg.extension).sort()).toEqual(['200', '201', '202']);
}
