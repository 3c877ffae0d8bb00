import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { DIRECTORY_SCHEMA } from '../../src/directory/directory-schema.ts';

const PUBLISHED = '../../docs/directory.schema.json';
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

describe('docs/directory.schema.json', () => {
  // `npx vitest run test/unit/directory-schema.test.ts -u` writes it again.
  it('is the schema that imports are checked by', async () => {
    await expect(`${JSON.stringify(DIRECTORY_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(PUBLISHED);
  });

  it.each(['', 'second/'])('accepts the sample %s, and its own examples', (folder) => {
    const validate = new Ajv().compile(readJson(PUBLISHED));
    expect(validate(readJson(`../fixtures/asterisk/${folder}directory.json`))).toBe(true);
    const { zone, dialling, ...lists } = DIRECTORY_SCHEMA.properties ?? {};
    const example = Object.fromEntries(
      Object.entries({ zone, dialling, ...lists }).map(([key, shape]) => [key, shape?.examples?.[0]]),
    );
    expect(validate(example)).toBe(true);
  });
});
