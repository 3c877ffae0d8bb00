import { afterEach, describe, expect, it } from 'vitest';
import { AmiCalls } from '../../src/ingest/feeds/ami-calls.ts';
import { openAmiSession } from '../../src/ingest/feeds/ami-session.ts';
import { createLiveBoard } from '../../src/ingest/live/live-board.ts';
import {
  type AmiStandIn,
  STAND_IN_LOGIN,
  type StandInWays,
  startAmiStandIn,
} from '../support/ami-stand-in.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { until } from '../support/live-house.ts';
import { PbxCalls } from '../support/pbx-calls.ts';

const PHONE = 'SIP/0500000004000';
const QUICK = { besideEventsMs: 20, aloneMs: 20 };

let standIn: AmiStandIn;
let end = new AbortController();
afterEach(async () => {
  end.abort();
  end = new AbortController();
  await standIn.close();
});

async function connect(ways: StandInWays) {
  standIn = await startAmiStandIn(ways);
  const board = createLiveBoard(() => 1_795_525_000);
  const address = {
    ...STAND_IN_LOGIN,
    port: standIn.port,
    auth: 'md5',
    tls: 'no',
    caFile: undefined,
    fingerprint: undefined,
  } as const;
  const line = await openAmiSession(address, end.signal);
  const calls = new AmiCalls(line, board.teller('pbx').begin(), 'ringledger', QUICK);
  calls.start();
  const directory = emptyDirectory();
  return {
    board,
    line,
    calls,
    count: () => board.calls(directory).length,
    note: () => board.sources()[0]?.note,
  };
}

describe('calls in progress at a manager interface', () => {
  it('are those that were there, and those that events tell of, until their end is told or they are listed no more', async () => {
    const pbx = new PbxCalls();
    const [old] = pbx.begin(PHONE, '200', '201');
    const { count, note, line } = await connect({ list: (id) => pbx.list(id) });
    await until(() => count() === 1, 'the call that was there');
    const [, began] = pbx.begin(PHONE, '200', '202');
    await standIn.send(began);
    await until(() => count() === 2, 'the call that began');
    await standIn.send(pbx.hangUp(old));
    await until(() => count() === 1, 'the call that ended');
    pbx.channels.clear();
    await until(() => count() === 0, 'the call whose end nobody told');
    expect(note()).toBeNull();
    // Events of calls in progress are not kept for whoever lands records.
    expect(line.waiting).toBe(0);
  });

  it('are those that begin from now on where channels may not be listed, and it says so', async () => {
    const pbx = new PbxCalls();
    const { count, note } = await connect({});
    await until(() => note() !== null, 'a note');
    expect(note()).toMatch(
      /^The manager interface does not list its channels to ringledger \(Permission denied\)/,
    );
    const [phone, began] = pbx.begin(PHONE, '200', '201');
    await standIn.send(began);
    await until(() => count() === 1, 'the call that began');
    await standIn.send(pbx.hangUp(phone));
    await until(() => count() === 0, 'its end');
  });

  it('are looked up where no events of channels are sent, and it says so', async () => {
    const pbx = new PbxCalls();
    const { count, note } = await connect({ list: (id) => pbx.list(id) });
    await until(
      () => standIn.asked.filter((action) => action === 'CoreShowChannels').length > 1,
      'a second list',
    );
    pbx.begin(PHONE, '200', '201');
    await until(() => count() === 1, 'the call that was listed');
    expect(note()).toMatch(/sends ringledger no events of channels: .* Add call to the line read/);
    await standIn.send(pbx.begin(PHONE, '200', '202')[1]);
    await until(() => note() === null, 'that events are sent');
  });

  it('are none, and the source is down, once the connection is lost', async () => {
    const pbx = new PbxCalls();
    pbx.begin(PHONE, '200', '201');
    const { board, calls, count } = await connect({ list: (id) => pbx.list(id) });
    await until(() => count() === 1, 'a call');
    calls.stop();
    expect(count()).toBe(0);
    expect(board.sources()).toMatchObject([{ name: 'pbx', isUp: false }]);
  });
});
