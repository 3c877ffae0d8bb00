import { describe, expect, it } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { callKeyOf } from '../../src/ingest/identify.ts';
import { makeCdr, readSample } from './attribute-samples.ts';

const { entries } = readSample('second/');
const START = 1_795_525_000;

/** An office with an analogue phone on line 1, and an analogue trunk on line 4. */
const directory = indexDirectory({
  ...entries,
  devices: [
    ...entries.devices,
    {
      id: '0500000009990',
      sipName: '1',
      owner: 'Fay Lane',
      company: 'default',
      kind: 'handset',
      extensions: ['290'],
    },
  ],
  trunks: [...entries.trunks, { id: 'line-4', channels: ['DAHDI/4'] }],
});

/** A record of a Master.csv that has neither uniqueid nor linkedid: cdr.conf as it comes. */
const plain = (given: Partial<Cdr>) => makeCdr({ uniqueid: '', linkedid: '', sequence: null, ...given });
const fromPhone = (startAt: number, given: Partial<Cdr> = {}) =>
  plain({ channel: 'DAHDI/1-1', startAt, ...given });

describe('records that only the name of a channel ties together', () => {
  const morning = fromPhone(START, { duration: 20, billsec: 15, acctid: 1 });
  const again = fromPhone(START + 60, {
    dst: '202',
    dstchannel: 'SIP/0500000004002-00000003',
    duration: 30,
    billsec: 21,
    acctid: 2,
  });

  it('are of one call key, and of as many calls as the line made', () => {
    expect(callKeyOf(morning)).toBe(callKeyOf(again));
    const { outbound, inbound } = attributeCall([again, morning], [], directory);
    expect(
      outbound.map(({ device, dialled, billsec, acctid }) => [device, dialled, billsec, acctid]),
    ).toEqual([
      ['0500000009990', '201', 15, 1],
      ['0500000009990', '202', 21, 2],
    ]);
    expect(inbound.map(({ extension, billsec }) => [extension, billsec])).toEqual([
      ['201', 15],
      ['202', 21],
    ]);
  });

  it('give an extension a leg for each call a trunk brought it', () => {
    const fromTrunk = (startAt: number) =>
      plain({ channel: 'DAHDI/4-1', src: '02079460864', startAt, dcontext: 'from-trunk', dst: '201' });
    const { outbound, inbound } = attributeCall([fromTrunk(START), fromTrunk(START + 300)], [], directory);
    expect(outbound).toEqual([]);
    expect(inbound.map(({ extension, startAt }) => [extension, startAt])).toEqual([
      ['201', START],
      ['201', START + 300],
    ]);
  });

  it('stay one call where one follows upon the other', () => {
    const tried = fromPhone(START, { disposition: 'NO ANSWER', duration: 15, billsec: 0, acctid: 1 });
    const rest = fromPhone(START + 16, {
      dstchannel: '',
      lastapp: 'Hangup',
      disposition: 'NO ANSWER',
      duration: 0,
      billsec: 0,
      acctid: 2,
    });
    const { outbound } = attributeCall([tried, rest], [], directory);
    expect(outbound.map(({ acctid, ringSeconds }) => [acctid, ringSeconds])).toEqual([[1, 15]]);
  });

  it('keep a refusal that stands alone beside the calls of the same line', () => {
    const refused = fromPhone(START + 600, {
      dst: '999999',
      dstchannel: '',
      lastapp: 'Hangup',
      disposition: 'NO ANSWER',
      duration: 0,
      billsec: 0,
      acctid: 9,
    });
    const { outbound } = attributeCall([morning, refused], [], directory);
    expect(outbound.map(({ acctid }) => acctid)).toEqual([1, 9]);
  });

  it('are one call where the channel has a name of its own, however long a queue lets it wait', () => {
    const tries = [0, 20, 40].map((after, index) =>
      plain({
        channel: 'SIP/trunk-a-0000002a',
        src: '02079460864',
        dcontext: 'from-trunk',
        dst: '201',
        startAt: START + after,
        disposition: index === 2 ? 'ANSWERED' : 'NO ANSWER',
        duration: 10,
        billsec: index === 2 ? 4 : 0,
      }),
    );
    const { inbound } = attributeCall(tries, [], directory);
    expect(inbound.map(({ extension, ringSeconds, billsec }) => [extension, ringSeconds, billsec])).toEqual([
      ['201', 46, 4],
    ]);
  });
});
