import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOREIGN_FORMATS, type ForeignFormat } from '../../src/billing/formats/foreign-deck.ts';
import { planBands, type Timetable, WEEK_MINUTES } from '../../src/billing/formats/plan-bands.ts';
import { readForeignDeck } from '../../src/billing/formats/read-foreign-deck.ts';
import { RingledgerError } from '../../src/core/errors.ts';
import { BAND_DAYS, type Rate } from '../../src/core/rate-card.ts';
import '../support/fixed-seed.ts';

const HEADERS = [
  'Prefix;Destination;Price;Billing',
  'dialprefix;destination;rateinitial;initblock',
  'Code,Destination,Cost,Increment',
];
const cell = fc.constantFrom(
  ...['44', '+44 20', '0044', '20-29', '9-1', '*600', '', 'UK', '"a, b"', '"', '0,5', '1.234', '€ 1', '60/1'],
  ...[
    'defaultprefix',
    '_4X',
    '1e-5',
    '-1',
    '31.12.2026',
    '12/13/26',
    '#',
    '*any',
    '60s',
    '\u0000',
    '9'.repeat(40),
  ],
);
const line = fc
  .array(cell, { maxLength: 8 })
  .chain((cells) => fc.constantFrom(';', ',', '\t').map((separator) => cells.join(separator)));
const text = fc
  .tuple(fc.constantFrom(...HEADERS, ''), fc.array(line, { maxLength: 8 }))
  .map(([header, lines]) => [header, ...lines].join('\n'));

const FOLDER = [
  'Rates.csv',
  'Destinations.csv',
  'DestinationRates.csv',
  'RatingPlans.csv',
  'RatingProfiles.csv',
];

/** Rates of the texts, none where they are refused; whatever else is thrown is a defect. */
function readRates(format: ForeignFormat, texts: readonly string[]): readonly Rate[] {
  const names = format === 'cgrates' ? FOLDER : ['a.csv'];
  const files = new Map(names.map((name, at) => [name, texts[at] ?? '']));
  try {
    return readForeignDeck(format, files).decks.flatMap(({ rates }) => rates);
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    return [];
  }
}

describe('any text', () => {
  it.each(FOREIGN_FORMATS)('is read or refused, as %s', (format) => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 5, maxLength: 5 }), (texts) => {
        for (const { prefix, steps } of readRates(format, texts)) {
          expect(prefix).toMatch(/^[0-9*#]{1,15}$/);
          expect(steps[0]?.afterSeconds).toBe(0);
        }
      }),
    );
  });

  it('of a price list is in a rate, a note or a fault, line by line', () => {
    const row = fc.record({
      prefix: fc.constantFrom('', 'Note', '44', '4420-4422', '33'),
      price: fc.constantFrom('', 'free', '0.1', '0.25'),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const lines = rows.map(({ prefix, price }, at) => `${prefix};To ${at};${price};1/1`);
        const list = new Map([['a.csv', ['Prefix;Destination;Price;Billing', ...lines].join('\n')]]);
        const told = new Set<number>();
        const tell = (words: string) => {
          for (const [, number] of words.matchAll(/\bline (\d+)/gi)) told.add(Number(number));
        };
        try {
          const { decks, notes } = readForeignDeck('price-list', list);
          for (const { destination } of decks.flatMap(({ rates }) => rates))
            told.add(Number(destination.slice(3)) + 2);
          notes.forEach(tell);
          expect([...rows.keys()].filter((at) => !told.has(at + 2))).toEqual([]);
        } catch (error) {
          if (!(error instanceof RingledgerError)) throw error;
          expect(error.faults.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('bands', () => {
  const minute = fc.integer({ min: 0, max: WEEK_MINUTES });
  const opening = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    spans: fc.array(
      fc
        .tuple(minute, minute)
        .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) })),
      { maxLength: 3 },
    ),
  });
  const timetables = fc.array(fc.array(opening, { maxLength: 4 }), { minLength: 1, maxLength: 3 });

  it('never overlap, and give each timetable at each minute the first of its openings that holds it', () => {
    fc.assert(
      fc.property(
        timetables,
        fc.array(minute, { maxLength: 20 }),
        (tables: readonly Timetable[], minutes) => {
          const plan = planBands(tables);
          for (const at of minutes.filter((one) => one < WEEK_MINUTES)) {
            const [day, time] = [BAND_DAYS[Math.floor(at / 1440)] ?? 'mon', at % 1440];
            const held = plan.windows.filter(
              ({ days, fromMinute, toMinute }) => days.includes(day) && fromMinute <= time && time < toMinute,
            );
            expect(held.length).toBeLessThanOrEqual(1);
            for (const [index, table] of tables.entries()) {
              const wanted = table.findIndex(({ spans }) =>
                spans.some(({ from, to }) => from <= at && at < to),
              );
              const bands = plan.bands[index] ?? [];
              const found =
                bands.find(({ band }) => band === held[0]?.band) ?? bands.find(({ band }) => band === '');
              expect(found?.opening ?? -1).toBe(wanted);
            }
          }
        },
      ),
    );
  });
});
