import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { APP_HOMES } from '../support/app.ts';
import { type ClosingHouse, type MadeCall, openClosingHouse } from '../support/closing-house.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const HOME_CALL = { company: 'acme', number: '02079460111' } as const;
const CALLS: readonly MadeCall[] = [
  { ...HOME_CALL, id: 1, start: '2025-01-10 10:00:00', seconds: 60 },
  { ...HOME_CALL, id: 2, start: '2025-01-11 10:00:00', seconds: 120, number: '07700900111' },
  { ...HOME_CALL, id: 3, start: '2025-01-12 10:00:00', seconds: 60, incoming: true },
  { ...HOME_CALL, id: 4, start: '2025-02-10 10:00:00', seconds: 60 },
  { ...HOME_CALL, id: 5, start: '2025-03-10 10:00:00', seconds: 60 },
  { id: 6, start: '2025-01-10 10:00:00', company: 'blue', seconds: 61, number: '02079460111' },
];
const FORMATS = ['json', 'csv', 'pdf'] as const;
const JANUARY = FORMATS.map((format) => `statements/acme?period=2025-01&itemised=true&format=${format}`);

describe.each(APP_HOMES)('closing a month, stores %s', (home) => {
  let house: ClosingHouse;
  const readJanuary = async () => Promise.all(JANUARY.map(async (path) => (await house.get(path)).bytes));
  const refusal = async (body: unknown) =>
    (await house.app.api('periods/close', JSON.stringify(body), 'application/json')).json;

  beforeAll(async () => {
    house = await openClosingHouse(home);
    await house.land(CALLS);
  });
  afterAll(() => house?.end());

  it('freezes its statement, and bills what changes once, on the month after', async () => {
    const open = await house.statement('acme', '2025-01');
    expect(open).toMatchObject({
      closed: false,
      calls: 3,
      sections: [{ callsTotal: '1.2', rentalsTotal: '5' }],
    });
    expect(await house.close('2025-01', ['acme'])).toEqual({
      result: { month: '2025-01', companies: ['acme'] },
    });
    const closed = await readJanuary();
    expect(await house.statement('acme', '2025-01')).toMatchObject({ closed: true, total: open.total });
    expect((await house.adjustments('acme')).adjustments).toEqual([]);

    // A record comes late, names and rentals and rates change, and the month is priced again.
    await house.land([{ ...HOME_CALL, id: 7, start: '2025-01-20 10:00:00', seconds: 180 }]);
    await house.importDirectory({ acme: 'Acme renamed' });
    await house.importTariffs('7');
    await house.importDeck('0.9');
    const run = await house.recalculate('2025-01');
    expect(await readJanuary()).toEqual(closed);

    const told = await house.adjustments('acme');
    expect(told).toMatchObject({
      closedUpTo: '2025-01',
      adjustments: [
        {
          month: '2025-01',
          lines: [{ incoming: false, numberType: 'National', calls: 1, seconds: 180, cost: '3' }],
          ...{ callsTotal: '3', rounding: null, subtotal: '3', tax: '0.6', total: '3.6' },
        },
      ],
      total: '3.6',
    });
    expect(told.calls.map(({ was, now, why }) => [was?.cost, now?.cost, why])).toEqual([
      ['0.6', '0.9', `repriced by run ${run}`],
      [undefined, '2.7', 'came late'],
    ]);

    const february = await house.statement('acme', '2025-02');
    expect(february.company.name).toBe('Acme renamed');
    expect(february).toMatchObject({
      sections: [{ callsTotal: '0.6', rentalsTotal: '7' }],
      adjustments: [{ month: '2025-01', total: '3.6' }],
      total: '12.72',
    });
    expect(february.adjusted).toHaveLength(2);
    expect((await house.statement('acme', '2025-03')).adjustments).toEqual([]);
    for (const format of ['csv', 'pdf']) {
      const { status } = await house.get(`statements/acme?period=2025-02&itemised=true&format=${format}`);
      expect(status).toBe(200);
    }

    await house.close('2025-02', ['acme']);
    expect(await house.statement('acme', '2025-02')).toEqual({ ...february, closed: true });
    expect((await house.adjustments('acme')).adjustments).toEqual([]);
    expect((await house.statement('acme', '2025-03')).adjustments).toEqual([]);

    // A call of both closed months is taken back to what it was, and is billed by its difference alone.
    await house.importDeck('0.6');
    await house.recalculate('2025-01');
    expect(await house.statement('acme', '2025-03')).toMatchObject({
      adjustments: [{ month: '2025-01', callsTotal: '-1.2', total: '-1.44' }],
    });
    expect(await readJanuary()).toEqual(closed);
    expect(await house.statement('acme', '2025-02')).toEqual({ ...february, closed: true });
  });

  it('says what was closed, by whom and why, and what cannot be closed', async () => {
    const listed = JSON.parse((await house.get('periods')).bytes.toString('utf8')) as object;
    expect(listed).toMatchObject({
      periods: [
        { month: '2025-02', companies: ['acme'], closedBy: expect.any(String), reason: 'invoices sent' },
        { month: '2025-01', companies: ['acme'] },
      ],
    });
    const cases: readonly (readonly [unknown, string])[] = [
      [{ month: '2025-02', companies: ['acme'], reason: 'x' }, '2025-02 is closed already, since 20'],
      [
        { month: '2025-04', companies: ['acme'], reason: 'x' },
        '2025-02 was closed last, so that 2025-03 comes next',
      ],
      [{ month: '2024-12', reason: 'x' }, 'company acme: 2025-02 was closed last'],
      [{ month: '2100-01', reason: 'x' }, '2100-01 is not over yet in Europe/London'],
    ];
    for (const [body, sentence] of cases) expect(JSON.stringify(await refusal(body))).toContain(sentence);
    expect(await refusal({ month: '2025-13', companies: ['nobody'], when: 1 })).toMatchObject({
      faults: [{ where: 'when' }, { where: 'month' }, { where: 'companies' }, { where: 'reason' }],
    });
    expect(await refusal({ month: '2025-01', reason: 'the others' })).toEqual({
      result: { month: '2025-01', companies: ['blue', 'default'] },
    });
    expect(JSON.stringify(await refusal({ month: '2025-01', reason: 'x' }))).toContain('for all companies');
    const strange = await house.get('adjustments?month=2025-1&as_of=then&lines=1');
    expect(JSON.parse(strange.bytes.toString('utf8'))).toMatchObject({
      status: 400,
      faults: [{ where: 'lines' }, { where: 'company' }, { where: 'month' }, { where: 'as_of' }],
    });
  });

  it('lets a statement be asked for as it was, with its hash, whatever comes later', async () => {
    const said = new Map<string, readonly Buffer[]>();
    const ask = async (more: string) =>
      Promise.all(
        FORMATS.map((format) =>
          house.get(`statements/blue?period=2025-02&itemised=true&format=${format}${more}`),
        ),
      );
    const steps = [
      () =>
        house.land([
          { id: 20, start: '2025-02-03 10:00:00', company: 'blue', seconds: 75, number: '02079460111' },
        ]),
      () => house.importDirectory({ blue: 'Blue renamed' }),
      () => house.importTariffs('11'),
      () => house.importDeck('0.71'),
      () => house.recalculate('2025-01'),
      () => house.recalculate('2025-02'),
      () => house.close('2025-02', ['blue']),
      () =>
        house.land([
          { id: 21, start: '2025-02-04 10:00:00', company: 'blue', seconds: 75, number: '02079460111' },
        ]),
    ];
    for (const step of steps) {
      await step();
      const answers = await ask('');
      const [asOf] = answers.map(({ headers }) => String(headers['ringledger-repeat-as-of']));
      for (const { bytes, headers } of answers) {
        expect(headers['ringledger-sha256']).toBe(createHash('sha256').update(bytes).digest('hex'));
      }
      said.set(
        asOf ?? '',
        answers.map(({ bytes }) => bytes),
      );
    }
    for (const [asked, before] of said)
      expect((await ask(`&as_of=${asked}`)).map(({ bytes }) => bytes)).toEqual(before);
    // What came after the closing is not on it.
    expect(said.size).toBe(steps.length - 1);
    const last = [...said.values()].at(-1)?.[0]?.toString('utf8') ?? '';
    expect(JSON.parse(last)).toMatchObject({
      ...{ closed: true, revision: expect.any(Number), company: { name: 'Blue renamed' } },
      sections: [{ rentalsTotal: '11', rounding: expect.any(String) }],
      adjustments: [{ month: '2025-01', rounding: expect.any(String) }],
    });
    const old = await house.get('statements/blue?period=2025-02&as_of=2020-01-01T00:00:00Z');
    expect(old.bytes.toString('utf8')).toContain('as_of: Figures of');
    const revision = await house.get('statements/blue?period=2025-02&revision=1');
    expect(revision.bytes.toString('utf8')).toContain('2025-02 is closed by revision');
  });
});
