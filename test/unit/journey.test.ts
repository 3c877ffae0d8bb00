import { describe, expect, it } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import type { CelEvent } from '../../src/core/cel.ts';
import { scopeOfCompanies, scopeOfGrant } from '../../src/core/scope.ts';
import { restrictJourney } from '../../src/ingest/journey/restrict-journey.ts';
import { sayStep } from '../../src/ingest/journey/say-step.ts';
import { tellRecords } from '../support/tell-records.ts';
import { makeCdr, readSample } from './attribute-samples.ts';

const { directory } = readSample('second/');
const T = 1_795_525_000;
const ANN = 'SIP/0500000004000';
const BOB = 'SIP/0500000004001';
const CLEO = 'SIP/0500000004002';
const FINN = 'SIP/0500000004005';
const IN = { src: '01632960001', channel: 'SIP/trunk-a-00000001', did: '02079460000' };

/** Sentences, each with the seconds since the call began. */
function say(records: readonly Cdr[], cel: readonly CelEvent[] = []): readonly string[] {
  return tellRecords(records, [], cel, directory).map((step) => `+${step.at - T} ${sayStep(step)}`);
}

function makeEvent(eventtype: string, after: number, channame: string, extra: object): CelEvent {
  return {
    ...{ eventtype, channame, atMicros: (T + after) * 1_000_000, uniqueid: channame, linkedid: `${T}.1` },
    ...{ cid_name: '', cid_num: '', exten: '', context: '', appname: '', appdata: '', accountcode: '' },
    ...{ peer: '', userfield: '', extra: JSON.stringify(extra) },
  };
}

describe('a call that was passed on', () => {
  const passedOn = [
    makeCdr({ dst: '202', dstchannel: `${BOB}-2`, duration: 15, sequence: 0 }),
    makeCdr({ dst: '202', dstchannel: `${CLEO}-3`, startAt: T + 15, sequence: 2 }),
  ];
  const told = [
    '+0 Ann Reader (200) dialled 201 Bob Marsh.',
    '+0 Bob Marsh (201) rang for 5 s.',
    '+5 Bob Marsh (201) answered and talked 10 s with Ann Reader (200).',
    '+15 Bob Marsh (201) transferred the call to 202 Cleo Hart.',
    '+15 Cleo Hart (202) rang for 5 s.',
    '+20 Cleo Hart (202) answered and talked 10 s with Ann Reader (200).',
    '+30 The call ended after 30 s.',
  ];

  it('by the called party reads the same from records alone and with channel events', () => {
    expect(say(passedOn)).toEqual(told);
    const event = makeEvent('BLINDTRANSFER', 15, `${BOB}-2`, {
      extension: '202',
      transferee_channel_name: 'N/A',
    });
    expect(say(passedOn, [event, event])).toEqual(told);
  });

  it('by the calling party names the caller', () => {
    const records = [
      makeCdr({ dstchannel: `${BOB}-2` }),
      makeCdr({
        ...{ channel: `${BOB}-2`, dst: '202', dstchannel: `${CLEO}-3`, startAt: T + 15, uniqueid: 'u.2' },
        sequence: 2,
      }),
    ];
    expect(say(records)).toContain('+15 Ann Reader (200) transferred the call to 202 Cleo Hart.');
    expect(say(records)).toContain('+20 Cleo Hart (202) answered and talked 10 s with Bob Marsh (201).');
  });

  it('to an outside number says by which trunk', () => {
    const records = [
      makeCdr({ ...IN, dst: '907700900123', dstchannel: `${ANN}-2`, duration: 20, billsec: 17 }),
      makeCdr({
        ...{ ...IN, dst: '907700900123', dstchannel: 'SIP/trunk-b-00000003', startAt: T + 20 },
        ...{ duration: 60, billsec: 50, sequence: 3 },
      }),
    ];
    expect(say(records)).toContain('+20 Ann Reader (200) transferred the call to 907700900123 by trunk-b.');
  });

  it.each([
    ['the caller first', `${ANN}-00000001`, `${CLEO}-4`],
    ['the target first', `${CLEO}-4`, `${ANN}-00000001`],
  ])('after a talk with the target, %s in the row that joins them', (_, channel, dstchannel) => {
    const records = [
      makeCdr({ dstchannel: `${BOB}-2`, duration: 25, sequence: 0 }),
      makeCdr({ channel: `${BOB}-3`, dst: '202', dstchannel: `${CLEO}-4`, startAt: T + 10, sequence: 3 }),
      makeCdr({ channel, dst: '202', dstchannel, startAt: T + 25, sequence: 5 }),
      makeCdr({ channel: `${BOB}-3`, dst: '202', dstchannel: `${BOB}-2`, startAt: T + 25, sequence: 6 }),
    ];
    const sentence = '+25 Bob Marsh (201) transferred the call to Cleo Hart (202), having spoken to them.';
    expect(say(records).filter((line) => line.includes('transferred'))).toEqual([sentence]);
    const event = makeEvent('ATTENDEDTRANSFER', 25, `${BOB}-2`, {
      transfer_target_channel_name: `${CLEO}-4`,
    });
    expect(say(records, [event]).filter((line) => line.includes('transferred'))).toEqual([sentence]);
  });
});

describe('a call that somebody else took', () => {
  const taken = makeCdr({ dst: '201', dstchannel: `${CLEO}-00000007`, sequence: 1 });
  const stray = makeCdr({
    ...{ channel: `${BOB}-00000002`, dst: '201', dstchannel: '', lastapp: 'AppDial', uniqueid: 'u.9' },
    ...{ sequence: 2, disposition: 'NO ANSWER' },
  });

  it('says who picked it up, and that the other phone rang', () => {
    expect(say([taken, stray])).toEqual([
      '+0 Ann Reader (200) dialled 201 Bob Marsh.',
      '+0 201 Bob Marsh rang for 5 s.',
      '+5 Cleo Hart (202) picked up the call for 201 Bob Marsh.',
      '+5 Cleo Hart (202) answered and talked 10 s with Ann Reader (200).',
      '+15 The call ended after 15 s.',
    ]);
    const event = makeEvent('PICKUP', 5, `${BOB}-00000002`, { pickup_channel: `${CLEO}-00000007` });
    expect(say([taken], [event])).toContain('+5 Cleo Hart (202) picked up the call for Bob Marsh (201).');
  });

  it('says to whom it was forwarded, and who talked behind the Local pair', () => {
    const pair = 'Local/205@from-default-00000008';
    const records = [
      makeCdr({ dst: '201', dstchannel: `${pair};1`, sequence: 1 }),
      makeCdr({ channel: `${pair};2`, dst: '205', dstchannel: `${FINN}-9`, sequence: 2, uniqueid: 'u.4' }),
    ];
    expect(say(records)).toEqual([
      '+0 Ann Reader (200) dialled 201 Bob Marsh.',
      '+0 201 Bob Marsh forwarded the call to 205 Finn OShea.',
      '+0 Finn OShea (205) rang for 5 s.',
      '+5 Finn OShea (205) answered and talked 10 s with Ann Reader (200).',
      '+15 The call ended after 15 s.',
    ]);
  });

  it('says how long it was parked and who took it out', () => {
    const records = [
      makeCdr({ ...IN, dst: '200', dstchannel: `${ANN}-00000002`, duration: 10, billsec: 7 }),
      makeCdr({
        ...{ ...IN, dst: '700', dstchannel: '', lastapp: 'Park', startAt: T + 10, duration: 30, billsec: 30 },
        sequence: 2,
      }),
      makeCdr({
        ...{ channel: `${CLEO}-0000000b`, src: '202', dst: '701', lastapp: 'ParkedCall', uniqueid: 'u.5' },
        ...{ dstchannel: 'SIP/trunk-a-00000001', startAt: T + 40, duration: 20, billsec: 20, sequence: 3 },
      }),
    ];
    const events = [
      makeEvent('PARK_START', 10, 'SIP/trunk-a-00000001', { parking_lot: 'default' }),
      makeEvent('PARK_END', 40, 'SIP/trunk-a-00000001', {
        ...{ reason: 'ParkedCallUnparked', retriever: `${CLEO}-0000000b` },
      }),
    ];
    for (const cel of [[], events]) {
      expect(say(records, cel)).toContain('+10 01632960001 by trunk-a was parked for 30 s.');
      expect(say(records, cel)).toContain(
        '+40 Cleo Hart (202) took 01632960001 by trunk-a out of parking and talked 20 s.',
      );
    }
  });
});

describe('somebody who may see one company', () => {
  const steps = tellRecords(
    [
      makeCdr({ dst: '301', dstchannel: 'SIP/0500000005001-2' }),
      makeCdr({
        dst: '302',
        dstchannel: 'SIP/0500000005002-3',
        channel: 'SIP/0500000005001-2',
        startAt: T + 15,
      }),
    ],
    [],
    [],
    directory,
  );

  it('reads the steps of that company, and of others only that there was another', () => {
    const grant = { everyCompany: false, companies: ['default'] };
    const seen = restrictJourney(steps, scopeOfCompanies(grant, ['default'])).map(sayStep);
    expect(seen).toContain('Ann Reader (200) dialled another company.');
    expect(seen).toContain('another company answered and talked 10 s with Ann Reader (200).');
    expect(seen.join(' ')).not.toMatch(/Hari|Iris|30[12]/);
    expect(seen.length).toBeLessThan(steps.length);
  });

  it('reads all of it with a scope of all', () => {
    expect(restrictJourney(steps, scopeOfGrant({ everyCompany: true, companies: [] }))).toEqual(steps);
  });
});
