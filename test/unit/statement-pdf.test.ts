import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { monthPeriod } from '../../src/core/period.ts';
import { addUpStatement } from '../../src/rating/statement.ts';
import type { CallSum } from '../../src/rating/statement-lines.ts';
import { daysOfMonth, planStatement } from '../../src/rating/statement-sections.ts';
import type { ListedCall } from '../../src/statements/list-calls.ts';
import type { PreparedStatement } from '../../src/statements/make-statement.ts';
import { renderStatementPdf } from '../../src/statements/statement-pdf.ts';
import { readPdfPages } from '../support/pdf-text.ts';
import { readPrices } from '../support/statement-case.ts';

const ZONE = 'Europe/Athens';
const TARIFFS = `{"tariffs":[{"name":"Βασικό","currency":"EUR","taxPercent":"24",
  "rentals":[{"name":"Line rental","per":"device","monthly":"5.00"}],
  "allowances":[{"name":"Minutes","minutes":100,"per":"month"}]}],"companies":[{"company":"acme","tariff":"Βασικό"}]}`;
const NAMES = ['Ann Reader', 'Ωμέγα Άλφα', 'Жук Їжак', 'Łódź Ñandú', '日本', 'Zoe\u0301'];

function prepare(count: number, itemised = true): PreparedStatement {
  const prices = readPrices(TARIFFS, ZONE);
  const plan = planStatement(
    daysOfMonth(monthPeriod(ZONE, 2026, 11)),
    (at) => prices.tariffOf('acme', at).tariff,
  );
  const known = { span: 0, numberType: 'National', destination: 'Ελλάδα', allowance: 'Minutes', known: true };
  const sums: CallSum[] = [
    {
      ...known,
      calls: count,
      seconds: 60 * count,
      coveredSeconds: 10 * count,
      cost: 12_000n * BigInt(count),
    },
    { ...known, known: false, allowance: '', calls: 1, seconds: 7, coveredSeconds: 0, cost: 0n },
  ];
  const statement = {
    ...addUpStatement(plan, [{ companyDays: 30, devices: 2, deviceDays: 60 }], sums),
    company: { id: 'acme', name: 'Εταιρεία Жук & Söhne' },
    ...{ month: '2026-11', zone: ZONE, from: '2026-11-01', to: '2026-11-30', currency: 'EUR', revision: 3 },
    ...{ sectionOf: plan.sectionOf, closed: false, adjustments: [] },
  };
  return {
    ...{ statement, calls: itemised ? listCalls(count) : undefined, version: 1, close: async () => {} },
    changes: itemised ? listNothing() : undefined,
  };
}

async function* listNothing(): AsyncGenerator<never> {}

async function* listCalls(count: number): AsyncGenerator<ListedCall> {
  for (let index = 0; index < count; index += 1) {
    yield {
      ...{ span: 0, acctid: String(index + 1), startAt: 1_793_500_000 + index, device: '0500000004000' },
      ...{ owner: NAMES[index % NAMES.length] ?? '', numberType: 'National', destination: 'Ελλάδα' },
      ...{ called: `2105550${String(index).padStart(5, '0')}`, dialled: '0', seconds: 60 },
      ...{ cost: index === 3 ? null : '0.012', allowance: 'Minutes', coveredSeconds: 10 },
      explanation: '',
    };
  }
}

async function render(prepared: PreparedStatement): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of renderStatementPdf(prepared)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a statement as PDF', () => {
  it('says what the statement says', async () => {
    const [page = []] = readPdfPages(await render(prepare(3, false)));
    expect(page).toEqual(
      [
        [
          'Εταιρεία Жук & Söhne · Statement 2026-11 · EUR',
          'Page 1',
          'Εταιρεία Жук & Söhne',
          'Statement 2026-11',
        ],
        ['2026-11-01 to 2026-11-30, days of Europe/Athens'],
        ['Company acme. Amounts in EUR, by revision 3 of the rate card.'],
        ['Subtotal', '10.036', 'Tax', '2.40864', 'Total EUR', '12.44464'],
        ['Not included, as their cost is not known yet: calls 1'],
        ['Tariff Βασικό: 2026-11-01 to 2026-11-30', 'Number type', 'Destination', 'Calls', 'Time', 'Cost'],
        ['National', 'Ελλάδα', '3', '0:03:00', '0.036'],
        [
          'Calls that have no known cost yet, and are in no sum',
          'Number type',
          'Destination',
          'Calls',
          'Time',
          'Cost',
        ],
        [
          'National',
          'Ελλάδα',
          '1',
          '0:00:07',
          'unknown',
          'Monthly charge',
          'Units',
          'Days',
          'of',
          'A month',
          'Cost',
        ],
        ['Line rental, per device', '2', '60', '30', '5.00', '10.00', 'Included', 'Quantity', 'Used'],
        ['Minutes', '1:40:00', '0:00:30', 'Calls', '0.036', 'Monthly charges', '10.00'],
        ['Subtotal', '10.036', 'Tax 24 %', '2.40864', 'Total', '12.44464'],
      ].flat(),
    );
  });

  it('has calls that came in under a heading of their own, and tells who called', async () => {
    const { statement } = prepare(0);
    const lines = [
      { numberType: 'Freephone', destination: 'Order line', calls: 2, seconds: 90, cost: 80_000n },
    ];
    const sections = statement.sections.map((section) => ({ ...section, inbound: lines }));
    async function* calls() {
      for await (const call of listCalls(1)) yield { ...call, caller: '07700900123' };
    }
    const texts = readPdfPages(
      await render({ ...prepare(0), statement: { ...statement, sections }, calls: calls() }),
    ).flat();
    expect(texts.slice(texts.indexOf('Calls that came in')).slice(0, 11)).toEqual(
      [
        ['Calls that came in', 'Number type', 'Destination', 'Calls', 'Time', 'Cost'],
        ['Freephone', 'Order line', '2', '0:01:30', '0.08'],
      ].flat(),
    );
    expect(texts).toContain('from 07700900123');
  });

  it('lists every call, each page with its number and the titles', async () => {
    const pages = readPdfPages(await render(prepare(200)));
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, page] of pages.entries()) expect(page[1]).toBe(`Page ${index + 1}`);
    for (const page of pages.slice(1)) expect(page.slice(2, 4)).toEqual(['Began', 'Who']);
    const texts = pages.flat();
    const called = texts.filter((text) => /^2105550\d{5}$/.test(text));
    expect(called).toEqual(
      Array.from({ length: 200 }, (_, index) => `2105550${String(index).padStart(5, '0')}`),
    );
    expect(texts).toEqual(expect.arrayContaining(['Ωμέγα Άλφα', 'Жук Їжак', 'Łódź Ñandú', 'Zoé', 'unknown']));
    expect(texts).toContain('\uFFFD\uFFFD');
  });

  it('cuts what is longer than its column, and says so', async () => {
    const prepared = prepare(1);
    const name = `${'ш'.repeat(50_000)}`;
    const statement = { ...prepared.statement, company: { id: 'acme', name } };
    const [page = []] = readPdfPages(await render({ ...prepared, statement }));
    expect(page[0]).toMatch(/^ш{40,120}…$/);
    expect(page[2]).toMatch(/^ш{20,60}…$/);
  });

  it('is the same to the byte, whenever it is written, and has no time in it', async () => {
    const first = await render(prepare(100));
    const second = await render(prepare(100));
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      createHash('sha256').update(second).digest('hex'),
    );
    // On any machine: where this fails without a change of what is drawn, statements are no longer reproducible.
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      '70bc68d52f3ca97eb7debebdcf49fdc4e57e02370fd94cea5b4482f03a91864d',
    );
    expect(first.includes('CreationDate')).toBe(false);
  });

  it('lets go of pages as it goes', async () => {
    let [pieces, largest, total] = [0, 0, 0];
    for await (const piece of renderStatementPdf(prepare(5_000))) {
      pieces += 1;
      largest = Math.max(largest, piece.length);
      total += piece.length;
    }
    expect(pieces).toBeGreaterThan(60);
    expect(largest).toBeLessThan(total / 4);
  });
});
