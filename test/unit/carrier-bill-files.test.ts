import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { MAPPING_SCHEMA, readMapping } from '../../src/carrier-bill/bill-mapping.ts';
import { readBill } from '../../src/carrier-bill/read-bill.ts';
import { decodeText } from '../../src/core/decode-text.ts';
import { formatUtcInstant } from '../../src/core/format-instant.ts';
import { formatMicros } from '../../src/core/money.ts';

const RULES = { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' };
const FIXTURES = 'test/fixtures/carrier-bills';

/** Each folder is a carrier's layout: its bill, the mapping it is read by, and `expected.txt`. */
describe('a bill', () => {
  it.each(readdirSync(FIXTURES))('of the carrier %s is read', async (name) => {
    const folder = join(FIXTURES, name);
    const mapping = readMapping(JSON.parse(readFileSync(join(folder, 'mapping.json'), 'utf8')));
    const text = decodeText(readFileSync(join(folder, 'bill.csv')));
    const { lines, notes } = readBill(text, mapping, { zone: 'Europe/London', rules: RULES });
    const shown = lines.map(({ line, number, startAt, alsoAt, seconds, price }) =>
      [
        `line ${line}`,
        number,
        formatUtcInstant(startAt) + (alsoAt === null ? '' : ` or ${formatUtcInstant(alsoAt)}`),
        `${seconds} s`,
        formatMicros(price),
      ].join('  '),
    );
    await expect(`${[...shown, '', ...notes].join('\n')}\n`).toMatchFileSnapshot(
      join(process.cwd(), folder, 'expected.txt'),
    );
  });
});

// `npx vitest run test/unit/carrier-bill-files.test.ts -u` writes it again.
describe('docs/carrier-bill-mapping.schema.json', () => {
  it('is the schema that mappings are checked by', async () => {
    await expect(`${JSON.stringify(MAPPING_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/carrier-bill-mapping.schema.json',
    );
  });

  it('accepts every mapping of the fixtures and of the page, and no other word', () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(MAPPING_SCHEMA);
    const written = readdirSync(FIXTURES).map((name) =>
      readFileSync(join(FIXTURES, name, 'mapping.json'), 'utf8'),
    );
    const page = readFileSync('docs/carrier-bill.md', 'utf8');
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(0);
    for (const text of [...written, ...examples]) expect(validate(JSON.parse(text)), text).toBe(true);
    expect(validate({ decimal: 'dot' })).toBe(false);
  });
});
