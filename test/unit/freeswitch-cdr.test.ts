import { describe, expect, it } from 'vitest';
import { identifyCdr } from '../../src/ingest/identify.ts';
import { toFreeswitchCdr } from '../../src/ingest/sources/freeswitch-cdr.ts';
import { fixtureDirectory, legLines } from '../support/read-file-fixture.ts';

const START = 1_795_521_600;
const leg = (values: Readonly<Record<string, string>>) => {
  const all: Readonly<Record<string, string>> = {
    uuid: 'a',
    channel_name: 'sofia/internal/1001@pbx.example.org',
    caller_id_number: '1001',
    destination_number: '1002',
    context: 'default',
    start_epoch: String(START),
    end_epoch: String(START + 60),
    duration: '60',
    hangup_cause: 'NORMAL_CLEARING',
    ...values,
  };
  const read = toFreeswitchCdr({ value: (name) => all[name] ?? '', namesChannels: true }, 'UTC');
  if ('reason' in read) throw new Error(read.message);
  return read;
};
const bLeg = (values: Readonly<Record<string, string>>) =>
  leg({
    uuid: 'b',
    originator: 'a',
    originator_channel: 'sofia/internal/1001@pbx.example.org',
    channel_name: 'sofia/internal/1002@192.0.2.2:5060',
    ...values,
  });

describe('a leg of FreeSWITCH', () => {
  it.each([
    ['USER_BUSY', 'BUSY'],
    ['CALL_REJECTED', 'BUSY'],
    ['NO_ANSWER', 'NO ANSWER'],
    ['ORIGINATOR_CANCEL', 'NO ANSWER'],
    ['LOSE_RACE', 'NO ANSWER'],
    ['NORMAL_CIRCUIT_CONGESTION', 'CONGESTION'],
    ['USER_NOT_REGISTERED', 'FAILED'],
    ['WHAT_COMES_NEXT', 'FAILED'],
  ])('that ended with %s is %s', (hangup_cause, disposition) => {
    expect(leg({ hangup_cause }).disposition).toBe(disposition);
    expect(leg({ hangup_cause, answer_epoch: String(START + 1), billsec: '59' }).disposition).toBe(
      'ANSWERED',
    );
  });

  it('belongs to the call of its a-leg, or of who waited in the queue', () => {
    expect(leg({}).linkedid).toBe('a');
    expect(bLeg({})).toMatchObject({
      linkedid: 'a',
      uniqueid: 'b',
      channel: 'sofia/internal/1001@pbx.example.org',
    });
    expect(leg({ uuid: 'agent', cc_member_session_uuid: 'a' }).linkedid).toBe('a');
  });

  it('is named by the user where its own name was made up for the day', () => {
    const web = bLeg({ channel_name: 'sofia/internal/k2vn31a0@pbx.invalid', dialed_user: '1002' });
    expect(web).toMatchObject({ dstchannel: 'sofia/internal/1002@pbx.invalid', dst: '1002' });
    expect(leg({ channel_name: 'verto.rtc/1002', verto_user: '1001@pbx.example.org' }).channel).toBe(
      'verto.rtc/1001',
    );
  });

  it('reads stamps by the zone where there are no epochs, twice-told hours by the end', () => {
    const stamps = {
      start_epoch: '',
      end_epoch: '',
      start_stamp: '2026-10-25 01:30:00',
      end_stamp: '2026-10-25 03:00:00',
    };
    const all: Readonly<Record<string, string>> = {
      uuid: 'a',
      channel_name: 'x/1',
      duration: '5400',
      ...stamps,
    };
    const read = toFreeswitchCdr({ value: (name) => all[name] ?? '', namesChannels: true }, 'Europe/London');
    // 01:30 came twice; 90 minutes before 03:00 GMT it was 01:30 GMT.
    expect(read).toMatchObject({ startAt: Date.UTC(2026, 9, 25, 1, 30) / 1000 });
  });
});

describe('an announcement before the bridge', () => {
  const caller = leg({
    answer_epoch: String(START + 1),
    billsec: '59',
    bridge_channel: 'sofia/internal/1002@192.0.2.2:5060',
    last_app: 'bridge',
  });
  const callee = bLeg({
    start_epoch: String(START + 20),
    duration: '40',
    answer_epoch: String(START + 30),
    billsec: '30',
    dialed_user: '1002',
  });

  it('is not talk, where the b-leg tells when it answered', () => {
    const legs = ['out,0500000010010,1002,Answered,30,30,', 'in,1002,1001,Answered,30,30,'].sort();
    expect(legLines([caller, callee], fixtureDirectory('freeswitch'))).toEqual(legs);
    expect(legLines([callee, caller, callee], fixtureDirectory('freeswitch'))).toEqual(legs);
  });

  it('is talk, where nothing else is known', () => {
    expect(legLines([caller], fixtureDirectory('freeswitch'))).toEqual(
      ['out,0500000010010,1002,Answered,1,59,', 'in,1002,1001,Answered,1,59,'].sort(),
    );
    expect(identifyCdr(caller)).not.toBe(identifyCdr(callee));
  });
});
