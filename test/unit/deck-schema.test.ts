import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { DECK_COLUMNS } from '../../src/billing/deck-columns.ts';
import { DECK_SCHEMA } from '../../src/billing/deck-schema.ts';
import { checkTariffs } from '../../src/billing/tariffs-check.ts';
import { TARIFFS_SCHEMA } from '../../src/billing/tariffs-schema.ts';
import { readCsv } from '../../src/core/csv.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

// `npx vitest run test/unit/deck-schema.test.ts -u` writes them again.
describe('docs/rate-deck.schema.json', () => {
  it('has every column, in its order', async () => {
    expect(Object.keys(DECK_SCHEMA.items?.properties ?? {})).toEqual(DECK_COLUMNS);
    await expect(`${JSON.stringify(DECK_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/rate-deck.schema.json',
    );
  });

  it('accepts the bundled deck', () => {
    const [header, ...lines] = readCsv(read('samples/uk-deck.csv'));
    const rows = lines.map(({ fields }) =>
      Object.fromEntries((header?.fields ?? []).map((name, at) => [name, fields[at]])),
    );
    const validate = new Ajv().compile(JSON.parse(read('docs/rate-deck.schema.json')));
    expect(rows.length).toBeGreaterThan(20);
    expect(validate(rows)).toBe(true);
    expect(validate([{ prefix: '+44', perMinute: '1' }])).toBe(false);
    expect(validate([{ prefix: '44', perMinute: '1,5' }])).toBe(false);
  });
});

describe('docs/tariffs.schema.json', () => {
  it('is the schema that imports are checked by', async () => {
    await expect(`${JSON.stringify(TARIFFS_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/tariffs.schema.json',
    );
  });
});

describe('docs/rate-decks.md', () => {
  const examples = [...read('docs/rate-decks.md').matchAll(/```json\n([\s\S]*?)```/g)];

  it.each(examples.map(([, text = '']) => text))('has a file of tariffs that can be imported: %j', (text) => {
    const head = (name: string) => [name, { name, currency: 'GBP', direction: 'outbound' }] as const;
    const names = {
      decks: new Map([head('uk'), head('carrier-a')]),
      companies: new Set(['acme']),
      trunks: new Set(['trunk-a']),
    };
    expect(checkTariffs(JSON.parse(text), names)).toBeTruthy();
  });

  it('has an example', () => {
    expect(examples.length).toBeGreaterThan(0);
  });
});
