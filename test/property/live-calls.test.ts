import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { createLiveBoard } from '../../src/ingest/live/live-board.ts';
import '../support/fixed-seed.ts';
import { PbxCalls, type PbxChannel, toEvents } from '../support/pbx-calls.ts';

const directory = indexDirectory(
  checkDirectory(
    JSON.parse(readFileSync(new URL('../../samples/directory.json', import.meta.url), 'utf8')),
    'UTC',
  ),
);
const PEERS = ['SIP/0500000004000', 'SIP/0500000004001', 'SIP/0500000005000', 'SIP/trunk-a', 'SIP/stranger'];
const NUMBERS = ['200', '201', '300', '260', '02079460002', '907700900123', '*98'];

/** What the next thing is that happens in a call: which channels it is about is told by the two numbers. */
interface Step {
  readonly what: 'begin' | 'ring' | 'join' | 'leave' | 'queue' | 'send on' | 'rename' | 'hang up';
  readonly one: number;
  readonly other: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(
    'begin',
    'ring',
    'ring',
    'join',
    'join',
    'leave',
    'queue',
    'send on',
    'rename',
    'hang up',
  ),
  one: fc.nat(99),
  other: fc.nat(99),
});
const story = fc.array(step, { minLength: 1, maxLength: 14 });

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** What the PBX sends of one thing that happens; nothing where it cannot happen. */
function happen(pbx: PbxCalls, { what, one, other }: Step): string {
  const channels = [...pbx.channels.values()];
  const channel = pick(channels, one);
  const second = pick(channels, other);
  if (what === 'begin' || channel === undefined || second === undefined) {
    return pbx.begin(pick(PEERS, one) ?? '', '01614960000', pick(NUMBERS, other) ?? '')[1];
  }
  switch (what) {
    case 'ring':
      return pbx.ring(channel, pick(PEERS, other) ?? '', 'dialled')[1];
    case 'join':
      return channel === second ? '' : pbx.join(channel, second);
    case 'leave':
      return pbx.leave(channel);
    case 'queue':
      return pbx.queue(channel, 'support');
    case 'send on':
      return channel === second ? '' : pbx.sendOn(channel, second, pick(NUMBERS, one) ?? '');
    case 'rename':
      return pbx.rename(channel, `${channel.name}x`);
    case 'hang up':
      return pbx.hangUp(channel);
  }
}

/** What each thing that happens comes to, in order. */
function tell(pbx: PbxCalls, steps: readonly Step[]): readonly string[] {
  return steps.map((one) => happen(pbx, one));
}

function openBoard() {
  const board = createLiveBoard(() => 1_795_525_100);
  const teller = board.teller('pbx');
  return { board, begin: () => teller.begin() };
}

/** Calls without the instants that a list does not tell. */
const shown = (board: ReturnType<typeof openBoard>['board']) =>
  board
    .calls(directory)
    .map(({ startAt: _start, sinceAt: _since, ...call }) => call)
    .sort((one, other) => (one.id < other.id ? -1 : 1));

describe('calls in progress', () => {
  it('are the same however the events of different calls are mixed', () => {
    fc.assert(
      fc.property(
        fc.array(story, { minLength: 2, maxLength: 4 }),
        fc.infiniteStream(fc.nat(7)),
        (stories, order) => {
          const told = stories.map((steps, at) =>
            tell(new PbxCalls(1_795_525_000 + at), steps).flatMap((text) => toEvents(text)),
          );
          const inTurn = openBoard();
          const turns = inTurn.begin();
          for (const event of told.flat()) turns.take(event);
          const mixed = openBoard();
          const mixture = mixed.begin();
          const left = told.map((events) => [...events]);
          for (;;) {
            const some = left.filter((events) => events.length > 0);
            const event = some[(order.next().value ?? 0) % Math.max(1, some.length)]?.shift();
            if (event === undefined) break;
            mixture.take(event);
          }
          expect(shown(mixed.board)).toEqual(shown(inTurn.board));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leave nothing behind once all have hung up, in whatever order', () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat(99)), (steps, order) => {
        const pbx = new PbxCalls();
        const { board, begin } = openBoard();
        const session = begin();
        for (const event of toEvents(tell(pbx, steps).join(''))) session.take(event);
        for (let channel = last(pbx, order); channel !== undefined; channel = last(pbx, order)) {
          for (const event of toEvents(pbx.hangUp(channel))) session.take(event);
        }
        expect(board.calls(directory)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('come to the same wherever the connection was cut, and whatever was lost, once the list was asked for', () => {
    const lost = fc.array(fc.constantFrom('heard', 'heard', 'lost', 'cut'), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(story, lost, story, (before, losses, after) => {
        const pbx = new PbxCalls();
        const whole = openBoard();
        const heard = whole.begin();
        const cut = openBoard();
        let session = cut.begin();
        tell(pbx, before).forEach((text, at) => {
          if (losses[at] === 'cut') {
            session.end();
            session = cut.begin();
          }
          for (const event of toEvents(text)) {
            heard.take(event);
            if (losses[at] === 'heard') session.take(event);
          }
        });
        const both = [session, heard];
        const list = () => {
          const listed = toEvents(pbx.list());
          for (const one of both) {
            one.beginList();
            for (const event of listed) one.take(event);
            one.endList();
          }
        };
        list();
        for (const event of toEvents(tell(pbx, after).join(''))) for (const one of both) one.take(event);
        list();
        expect(talksOf(cut.board)).toEqual(talksOf(whole.board));
        for (const channel of [...pbx.channels.values()]) {
          for (const event of toEvents(pbx.hangUp(channel))) session.take(event);
        }
        expect(cut.board.calls(directory)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

/** How many calls there are, and which of them are talks: a list does not tell who rings whom. */
function talksOf(board: ReturnType<typeof openBoard>['board']) {
  return board
    .calls(directory)
    .map(({ id, state }) => ({ id, isTalk: state === 'talking' }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function last(pbx: PbxCalls, order: fc.Stream<number>): PbxChannel | undefined {
  const channels = [...pbx.channels.values()];
  return channels[(order.next().value ?? 0) % Math.max(1, channels.length)];
}
