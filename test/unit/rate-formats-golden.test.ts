import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOREIGN_FORMATS, type ForeignOptions } from '../../src/billing/formats/foreign-deck.ts';
import { readForeignDeck } from '../../src/billing/formats/read-foreign-deck.ts';
import { decodeText } from '../../src/core/decode-text.ts';
import { showForeignImport } from '../support/show-foreign-deck.ts';

const FIXTURES = 'test/fixtures/rates';
const OWN = new Set(['expected.txt', 'options.json']);

/** Each folder is a case: the product's files, `options.json` where it needs any, and `expected.txt`. */
describe.each(FOREIGN_FORMATS)('%s', (format) => {
  it.each(readdirSync(join(FIXTURES, format)))('reads %s', async (name) => {
    const folder = join(FIXTURES, format, name);
    const names = readdirSync(folder);
    const files = new Map(
      names
        .filter((file) => !OWN.has(file))
        .map((file) => [file, decodeText(readFileSync(join(folder, file)))]),
    );
    const options: ForeignOptions = names.includes('options.json')
      ? JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8'))
      : {};
    const read = showForeignImport(readForeignDeck(format, files, options));
    await expect(read).toMatchFileSnapshot(join(process.cwd(), folder, 'expected.txt'));
  });
});
