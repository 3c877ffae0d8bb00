import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBands } from '../../src/billing/deck-bands.ts';
import { readDeckRates } from '../../src/billing/deck-csv.ts';
import { FOREIGN_FORMATS, type ForeignDeck } from '../../src/billing/formats/foreign-deck.ts';
import { readForeignDeck } from '../../src/billing/formats/read-foreign-deck.ts';
import { toDeckFiles } from '../../src/billing/formats/to-deck-files.ts';
import { decodeText } from '../../src/core/decode-text.ts';
import type { Fault } from '../../src/core/errors.ts';

const FIXTURES = 'test/fixtures/rates';
const TERMS = { crossing: 'by-start', windows: [], holidays: [] } as const;

function readCase(format: (typeof FOREIGN_FORMATS)[number], name: string): readonly ForeignDeck[] {
  const folder = join(FIXTURES, format, name);
  const own = ['expected.txt', 'options.json'];
  const names = readdirSync(folder);
  const files = names.filter((file) => !own.includes(file));
  const texts = new Map(files.map((file) => [file, decodeText(readFileSync(join(folder, file)))]));
  const options = names.includes('options.json')
    ? JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8'))
    : {};
  return readForeignDeck(format, texts, options).decks;
}

const CASES = FOREIGN_FORMATS.flatMap((format) =>
  readdirSync(join(FIXTURES, format)).map((name) => [format, name] as const),
);

describe('decks of foreign files', () => {
  it.each(CASES)('are files that our own reader takes as they are: %s, %s', (format, name) => {
    for (const deck of readCase(format, name)) {
      const typed = { ...deck, rates: deck.rates.map((rate) => ({ ...rate, numberType: 'Some' })) };
      const naming = {
        currency: 'GBP',
        ...(deck.name === undefined ? { deck: 'retail' } : {}),
        ...(deck.from === undefined ? { from: '2020-01-01' } : {}),
      };
      const [file] = toDeckFiles([typed], naming);
      const faults: Fault[] = [];
      const windows = readBands(file?.bands ?? '', faults);
      const { rates } = readDeckRates(
        file?.csv ?? '',
        new Set(windows.map(({ band }) => band)),
        'GB',
        faults,
      );
      const byPlace = (one: { prefix: string; band: string }, other: { prefix: string; band: string }) =>
        `${one.prefix} ${one.band}` < `${other.prefix} ${other.band}` ? -1 : 1;
      expect(faults).toEqual([]);
      expect(windows).toEqual(deck.terms.windows);
      expect(rates.toSorted(byPlace)).toEqual(typed.rates.toSorted(byPlace));
    }
  });

  it.each([
    [[{}], {}, 'deck: The file names no deck: give its name, with --deck.'],
    [[{ name: 'a' }], { deck: 'b' }, 'deck: The files name their decks themselves ("a"): leave "b" out.'],
    [[{}], { deck: 'b' }, 'from: Prices have no date in the file: give the first day, with --from.'],
    [[{ from: '2026-01-01' }], { deck: 'b', from: '2026-02-01' }, 'from: The file has dates of its own'],
    [
      [{}, { from: '2026-01-01' }],
      { deck: 'b', from: '2026-02-01' },
      'from: Prices without a date hold before 2026-01-01',
    ],
  ])('need a name and a day each: %j with %j', (heads, naming, sentence) => {
    const decks = heads.map((head) => ({ ...head, terms: TERMS, rates: [] }));
    expect(() => toDeckFiles(decks, { currency: 'GBP', ...naming })).toThrow(sentence);
  });
});
