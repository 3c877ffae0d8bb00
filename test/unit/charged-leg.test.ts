import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import type { RateDeck } from '../../src/core/rate-card.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { chooseChargedLeg } from '../../src/ingest/attribute/choose-charged-leg.ts';
import type { RungLeg } from '../../src/ingest/attribute/inbound-legs.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { readInboundCall } from '../../src/rating/price-inbound-leg.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import { makeCard, makeDeck, makeRate, makeTariff } from '../support/rate-cards.ts';
import { openRatingHouse, type RatingHouse } from '../support/rating-house.ts';
import { makeCdr, readSample } from './attribute-samples.ts';

const { directory } = readSample('');
const START = 1_795_525_000;
const phone = (device: string) => `SIP/050000000${device}-00000002`;

/** A record of a call that a trunk brought. */
const arrived = (given: Partial<Cdr> = {}): Cdr =>
  makeCdr({
    ...{ src: '02079460864', dst: '02079460000', dcontext: 'from-outside', clid: '02079460864' },
    ...{ channel: 'SIP/trunk-a-00000001', dstchannel: phone('4000'), uniqueid: 'in.1', linkedid: 'in.1' },
    ...given,
  });
const chargedOf = (...records: Cdr[]) =>
  attributeCall(records, [], directory).charged.map(({ leg, trunk }) => [leg.extension, trunk]);

describe('the leg that carries the charge', () => {
  it('is the one of the phone that took a call from outside, with its trunk', () =>
    expect(chargedOf(arrived())).toEqual([['200', 'trunk-a']]));

  it('is none for a call that nobody answered, nor for one between extensions', () => {
    expect(chargedOf(arrived({ disposition: 'NO ANSWER', billsec: 0 }))).toEqual([]);
    expect(chargedOf(makeCdr({}))).toEqual([]);
  });

  it('is the extension that took a call to a group, whatever order its records come in', () => {
    const rows = [
      arrived({
        dst: '02079460003',
        dstchannel: phone('4000'),
        disposition: 'NO ANSWER',
        billsec: 0,
        sequence: 1,
      }),
      arrived({ dst: '02079460003', dstchannel: phone('4001'), sequence: 2 }),
    ];
    const legs = attributeCall(rows, [], directory);
    expect(legs.inbound.map(({ extension }) => extension)).toEqual(['250', '200', '201']);
    expect(chargedOf(...rows)).toEqual([['201', 'trunk-a']]);
    expect(chargedOf(...rows.reverse())).toEqual([['201', 'trunk-a']]);
  });

  it('is that of whoever answered first where a call is passed on', () => {
    const first = arrived({ duration: 30, billsec: 25, sequence: 1 });
    const second = arrived({
      ...{
        dst: '202',
        dstchannel: phone('4002'),
        startAt: START + 40,
        duration: 90,
        billsec: 80,
        sequence: 2,
      },
    });
    expect(chargedOf(second, first)).toEqual([['200', 'trunk-a']]);
  });

  it('is the mailbox or the queue where no phone took the call', () => {
    const mailbox = arrived({ dstchannel: '', lastapp: 'VoiceMail', lastdata: '200@default' });
    expect(chargedOf(mailbox)).toEqual([['200', 'trunk-a']]);
  });

  it('is the lowest accounting id, then the lowest number, of those that answered in one second', () => {
    const [only] = attributeCall([arrived()], [], directory).inbound;
    if (only === undefined) throw new Error('The call has a leg.');
    const leg = (kind: RungLeg['kind'], given: Partial<typeof only>): RungLeg => ({
      kind,
      leg: { ...only, ...given },
    });
    const origin = { from: { trunk: undefined } } as Parameters<typeof chooseChargedLeg>[1]['origin'];
    const choose = (...rung: RungLeg[]) =>
      chooseChargedLeg(rung, { external: true, origin }).map(({ leg: { extension } }) => extension);
    const rung = [
      leg('queue', { extension: '260', acctid: 1, ringSeconds: 0 }),
      leg('extension', { extension: '203', acctid: 3 }),
      leg('extension', { extension: '202', acctid: 3 }),
      leg('extension', { extension: '204', acctid: 4 }),
      leg('extension', { extension: '201', acctid: 2, detail: 'Voicemail' }),
    ];
    expect(choose(...rung)).toEqual(['202']);
    expect(choose(...rung.reverse())).toEqual(['202']);
    expect(choose(...rung.filter(({ kind }) => kind === 'queue'))).toEqual(['260']);
  });
});

describe('the numbers of a call that came in', () => {
  it.each(['02079460864', '+442079460864', '00442079460864', '442079460864', '79460864'])(
    'reads %s',
    (caller) => {
      const leg = {
        company: 'default',
        startAt: START,
        ringSeconds: 5,
        billsec: 60,
        ddi: '02079460000',
        caller,
      };
      const call = readInboundCall(leg, 'trunk-a', directory);
      expect([call.ddi.digits, call.caller.digits]).toEqual(['442079460000', '442079460864']);
      expect(call.answerAt).toBe(START + 5);
    },
  );

  it('takes no outside line off them, and lets a caller be unknown', () => {
    const leg = { company: 'default', startAt: START, ringSeconds: 5, billsec: 60, ddi: '', caller: '99' };
    expect(readInboundCall(leg, '', directory).caller.digits).toBe('99');
    expect(readInboundCall({ ...leg, caller: 'anonymous' }, '', directory).caller.kind).toBe('short');
  });
});

/** A book whose default tariff charges calls to one DDI, and those from mobiles. */
function makeBook(perMinute: number, revision: number) {
  const inbound = (name: string, direction: RateDeck['direction'], prefix: string, destination: string) =>
    makeDeck([makeRate({ prefix, destination, numberType: 'Freephone', perMinute })], { name, direction });
  const decks = [
    makeDeck([]),
    inbound('freephone', 'inbound-ddi', '442079460000', 'Order line'),
    inbound('callers', 'inbound-caller', '447', 'From mobiles'),
  ];
  const tariffs = [makeTariff({ inboundDecks: ['freephone', 'callers'] })];
  return compilePriceBook(makeCard(decks, { revision, tariffs, zone: 'UTC' }));
}

/** A line of Master.csv: a call that a trunk brought, taken at once. */
function makeLine(id: number, src: string, dst: string, seconds: number, disposition = 'ANSWERED'): string {
  const at = `2026-11-03 10:${String(id).padStart(2, '0')}:00`;
  const end = new Date(Date.parse(`${at.replace(' ', 'T')}Z`) + seconds * 1000);
  const until = end.toISOString().slice(0, 19).replace('T', ' ');
  return `"","${src}","${dst}","from-outside","${src}","SIP/trunk-a-${id}","SIP/050000000400${dst.at(-1)}-${id}","Dial","","${at}","${at}","${until}",${seconds},${disposition === 'ANSWERED' ? seconds : 0},"${disposition}","DOCUMENTATION","${id}.1",""\n`;
}

describe.each(CALL_HOMES)('calls that come in, kept in %s', (home) => {
  let house: RatingHouse;
  beforeAll(async () => {
    house = await openRatingHouse(home, makeBook(60_000, 1));
  });
  afterAll(() => house?.close());
  const read = () =>
    readRows<unknown[]>(
      house.calls,
      `SELECT charged, number_type, called_info, number, trunk, toString(cost), rates FROM inbound_leg FINAL
       ORDER BY started_at SETTINGS output_format_decimal_trailing_zeros = 0`,
    );

  it('are priced by DDI or caller when they arrive, unknown where no deck has them, and unanswered not at all', async () => {
    await house.land(
      makeLine(1, '+441614960049', '02079460000', 120) +
        makeLine(2, '07700900123', '02079460001', 60) +
        makeLine(3, '01614960049', '02079460001', 60) +
        makeLine(4, '07700900123', '02079460000', 30, 'NO ANSWER'),
    );
    expect(await read()).toEqual([
      [1, 'Freephone', 'Order line', '442079460000', 'trunk-a', '0.12', 1],
      [1, 'Freephone', 'From mobiles', '447700900123', 'trunk-a', '0.06', 1],
      [1, 'Unknown', '', '442079460001', 'trunk-a', null, 1],
      [0, '', '', '', '', null, 0],
    ]);
  });

  it('are priced anew with their legs when they are made again', async () => {
    house.book = makeBook(90_000, 2);
    await house.remake();
    expect((await read()).map((row) => row.slice(-2))).toEqual([
      ['0.18', 2],
      ['0.09', 2],
      [null, 2],
      [null, 0],
    ]);
  });

  it('are charged to nobody whose tariff has no inbound decks', async () => {
    house.book = compilePriceBook(
      makeCard([makeDeck([])], { revision: 3, tariffs: [makeTariff()], zone: 'UTC' }),
    );
    await house.remake();
    expect((await read()).map(([charged]) => charged)).toEqual([0, 0, 0, 0]);
  });
});
