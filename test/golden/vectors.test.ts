import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { makeVectors } from '../support/make-vectors.ts';

const ROOT = new URL('../../vectors/', import.meta.url);
const vectors = makeVectors();

/** `node scripts/make-vectors.mjs` writes them. */
if (process.env['RINGLEDGER_WRITE_VECTORS'] === '1')
  for (const [file, text] of vectors) writeFileSync(new URL(file, ROOT), text);

const read = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');

describe('the published vectors', () => {
  it('are the golden cases, no file more or less', () => {
    const files = readdirSync(ROOT).filter(
      (file) => file.endsWith('.json') && !file.endsWith('.schema.json'),
    );
    expect(files.sort()).toEqual([...vectors.keys()].sort());
  });

  it.each([...vectors])('%s is what the cases say today', (file, text) => {
    expect(read(file)).toBe(text);
  });

  it.each([...vectors.keys()])('%s is of its schema', (file) => {
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(read('vectors.schema.json')));
    validate(JSON.parse(read(file)));
    expect(validate.errors ?? []).toEqual([]);
  });
});
