import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import type { LiveCall } from '../../src/core/live-call.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { createLiveBoard } from '../../src/ingest/live/live-board.ts';
import { PbxCalls, toEvents } from '../support/pbx-calls.ts';

const directory = indexDirectory(
  checkDirectory(
    JSON.parse(readFileSync(new URL('../../samples/directory.json', import.meta.url), 'utf8')),
    'UTC',
  ),
);
const phone = (end: string) => `SIP/050000000${end}`;
const [ANN, BOB, CLEO, DEV] = [phone('4000'), phone('4001'), phone('4002'), phone('4003')] as const;
const GWEN = 'SIP/0500000005000';
const HARI = 'SIP/0500000005001';
const START = 1_795_525_000;

function openBoard() {
  let at = START;
  const board = createLiveBoard(() => at);
  const teller = board.teller('pbx');
  teller.expect();
  const begin = () => {
    const session = teller.begin();
    const hear = (text: string) => {
      for (const event of toEvents(text)) session.take(event);
    };
    return { session, hear };
  };
  return {
    ...{ board, teller, begin, pbx: new PbxCalls() },
    pass: (seconds: number) => {
      at += seconds;
    },
    calls: () => board.calls(directory),
  };
}

const namesOf = ({ from, dialled, reached }: LiveCall) => ({
  from: from.name || from.id,
  dialled: dialled === null ? null : dialled.name || dialled.id,
  reached: reached.map(({ name, id }) => name || id),
});

describe('calls in progress', () => {
  it('ring, are answered and end, under the names of the directory', () => {
    const { pbx, begin, calls, pass } = openBoard();
    const { hear } = begin();
    const [ann, began] = pbx.begin(ANN, '200', '201');
    hear(began);
    expect(calls().map(namesOf)).toEqual([{ from: 'Ann Reader', dialled: 'Bob Marsh', reached: [] }]);
    pass(1);
    const [bob, rings] = pbx.ring(ann, BOB, '0500000004001');
    hear(rings);
    expect(calls()[0]).toMatchObject({
      ...{ state: 'ringing', startAt: START, sinceAt: START + 1, direction: 'internal' },
      companies: ['default'],
    });
    pass(4);
    hear(pbx.join(ann, bob));
    expect(calls()[0]).toMatchObject({ state: 'talking', sinceAt: START + 5 });
    expect(calls().map(namesOf)).toEqual([
      { from: 'Ann Reader', dialled: 'Bob Marsh', reached: ['Bob Marsh'] },
    ]);
    hear(pbx.hangUp(bob) + pbx.hangUp(ann));
    expect(calls()).toEqual([]);
  });

  it('come in from outside by a number of ours, wait in its queue and are taken', () => {
    const { pbx, begin, calls, pass } = openBoard();
    const { hear } = begin();
    const [caller, began] = pbx.begin('SIP/trunk-a', '07700900123', '02079460002');
    hear(began + pbx.queue(caller, 'support'));
    expect(calls()[0]).toMatchObject({
      ...{ state: 'queued', sinceAt: START, direction: 'in', companies: ['default'] },
      from: { kind: 'outside', id: '07700900123', trunk: 'trunk-a', company: '' },
      dialled: { kind: 'queue', id: '260' },
      queue: { kind: 'queue', id: '260', name: 'support' },
    });
    pass(20);
    const [cleo, rings] = pbx.ring(caller, CLEO, '0500000004002');
    hear(rings);
    expect(calls()[0]).toMatchObject({ state: 'queued', reached: [{ name: 'Cleo Hart' }] });
    hear(pbx.unqueue(caller, 'support') + pbx.join(caller, cleo));
    expect(calls()[0]).toMatchObject({ state: 'talking', sinceAt: START + 20, queue: { id: '260' } });
  });

  it('go out, and belong to whoever dialled', () => {
    const { pbx, begin, calls } = openBoard();
    const { hear } = begin();
    const [gwen, began] = pbx.begin(GWEN, '300', '907700900456');
    const [, rings] = pbx.ring(gwen, 'SIP/trunk-b', 'trunk-b/07700900456');
    hear(began + rings);
    expect(calls()[0]).toMatchObject({
      ...{ direction: 'out', companies: ['test'], from: { name: 'Gwen Lloyd' } },
      reached: [{ kind: 'outside', trunk: 'trunk-b' }],
    });
  });

  it('are one call after a transfer, blind or attended', () => {
    const { pbx, begin, calls } = openBoard();
    const { hear } = begin();
    const [ann, began] = pbx.begin(ANN, '200', '201');
    const [bob, rings] = pbx.ring(ann, BOB, '0500000004001');
    hear(began + rings + pbx.join(ann, bob));
    // Bob asks Cleo, and joins the two.
    const [bobAgain, asks] = pbx.begin(BOB, '201', '202');
    const [cleo, ringsCleo] = pbx.ring(bobAgain, CLEO, '0500000004002');
    hear(asks + ringsCleo + pbx.join(bobAgain, cleo));
    expect(calls()).toHaveLength(2);
    hear(pbx.join(ann, cleo) + pbx.hangUp(bobAgain) + pbx.hangUp(bob));
    expect(calls().map(namesOf)).toEqual([
      { from: 'Ann Reader', dialled: 'Bob Marsh', reached: ['Cleo Hart'] },
    ]);
    // Cleo sends Ann on to Dev.
    hear(pbx.sendOn(cleo, ann, '203'));
    const [dev, ringsDev] = pbx.ring(ann, DEV, '0500000004003');
    hear(ringsDev + pbx.join(ann, dev));
    expect(calls().map(namesOf)).toEqual([
      { from: 'Ann Reader', dialled: 'Dev Patel', reached: ['Dev Patel'] },
    ]);
    hear(pbx.hangUp(ann));
    hear(pbx.hangUp(dev));
    expect(calls()).toEqual([]);
  });

  it('ring several phones, and Local channels are nobody', () => {
    const { pbx, begin, calls } = openBoard();
    const { hear } = begin();
    const [caller, began] = pbx.begin('SIP/trunk-a', '07700900123', '02079460003');
    const [half, rings] = pbx.ring(caller, 'Local/201@phones', '201@phones');
    const [other, otherBegan] = pbx.begin('Local/201@phones', '', '201');
    half.name = 'Local/201@phones-00000001;1';
    hear(began + rings + pbx.rename(half, 'Local/201@phones-00000001;1') + otherBegan);
    other.linkedid = caller.linkedid;
    hear(pbx.rename(other, 'Local/201@phones-00000001;2'));
    const [, ringsBob] = pbx.ring(other, BOB, '0500000004001');
    const [, ringsAnn] = pbx.ring(caller, ANN, '0500000004000');
    hear(ringsBob + ringsAnn);
    expect(calls().map(namesOf)).toEqual([
      { from: '07700900123', dialled: 'Everyone', reached: ['Ann Reader', 'Bob Marsh'] },
    ]);
  });

  it('stay unknown rather than lost where the directory knows nobody', () => {
    const { pbx, begin, calls } = openBoard();
    begin().hear(pbx.begin('SIP/nobody', '999', '888')[1]);
    expect(calls()[0]).toMatchObject({ companies: ['default'], state: 'ringing' });
  });

  it('are those of the list after the connection was lost, and those of nobody while it is', () => {
    const { board, pbx, begin, calls, pass } = openBoard();
    const first = begin();
    const [ann, began] = pbx.begin(ANN, '200', '201');
    const [bob, rings] = pbx.ring(ann, BOB, '0500000004001');
    first.hear(began + rings + pbx.join(ann, bob));
    pass(60);
    first.session.end();
    expect(board.sources()).toEqual([{ name: 'pbx', isUp: false, sinceAt: START + 60, note: null }]);
    expect(calls()).toEqual([]);
    first.hear(pbx.begin(DEV, '203', '200')[1]);
    expect(calls()).toEqual([]);
    const [gwen] = pbx.begin(GWEN, '300', '301');
    pbx.ring(gwen, HARI, '0500000005001');
    pass(60);
    const { session, hear } = begin();
    session.beginList();
    hear(pbx.list());
    session.endList();
    expect(board.sources()[0]).toMatchObject({ isUp: true, sinceAt: START + 120 });
    expect(calls().map(namesOf)).toEqual([
      { from: 'Ann Reader', dialled: 'Bob Marsh', reached: ['Bob Marsh'] },
      { from: 'Dev Patel', dialled: 'Ann Reader', reached: [] },
      { from: 'Gwen Lloyd', dialled: 'Hari Rao', reached: ['Hari Rao'] },
    ]);
    expect(calls()[0]).toMatchObject({ state: 'talking', startAt: START + 55, sinceAt: null });
    hear([...pbx.channels.values()].map((channel) => pbx.hangUp(channel)).join(''));
    expect(calls()).toEqual([]);
  });

  it('end with the next list where nobody told of their end', () => {
    const { pbx, begin, calls } = openBoard();
    const { session, hear } = begin();
    const [ann, began] = pbx.begin(ANN, '200', '201');
    hear(began);
    pbx.hangUp(ann);
    session.beginList();
    // What begins while the list is made is not on it, and is there all the same.
    const list = pbx.list();
    const [bob, begins] = pbx.begin(BOB, '201', '200');
    hear(begins + list);
    session.endList();
    expect(calls().map(({ from }) => from.name)).toEqual(['Bob Marsh']);
    hear(pbx.hangUp(bob) + begins);
    expect(calls()).toEqual([]);
  });

  it('are no more than so many, and it is told that there are more', () => {
    const { board, pbx, begin } = openBoard();
    const { session } = begin();
    const [begun] = toEvents(pbx.begin(ANN, '200', '201')[1]);
    if (begun?.kind !== 'seen') throw new Error('no channel began');
    for (let one = 0; one <= 20_000; one += 1) {
      session.take({ ...begun, channel: { ...begun.channel, uniqueid: `1795525000.${one}` } });
    }
    expect(board.sources()[0]?.note).toContain('more channels than are followed');
    session.beginList();
    session.endList();
    expect(board.sources()[0]?.note).toBeNull();
  });

  it('are forgotten with their source', () => {
    const { board, teller, begin, pbx, calls } = openBoard();
    begin().hear(pbx.begin(ANN, '200', '201')[1]);
    const { version } = board;
    teller.close();
    expect([board.sources(), calls()]).toEqual([[], []]);
    expect(board.version).toBeGreaterThan(version);
  });
});
