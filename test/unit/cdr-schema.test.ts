import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { MAPPING_SCHEMA } from '../../src/ingest/sources/mapping-schema.ts';
import { CDR_SCHEMA } from '../../src/ingest/sources/posted-record.ts';
import { fixture } from '../support/read-file-fixture.ts';

// `npx vitest run test/unit/cdr-schema.test.ts -u` writes them again.
describe('published schemas', () => {
  it('docs/cdr.schema.json is what posted records are checked by', async () => {
    await expect(`${JSON.stringify(CDR_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/cdr.schema.json',
    );
    const examples = Object.entries(CDR_SCHEMA.properties ?? {}).map(([name, shape]) => [
      name,
      shape.examples?.[0],
    ]);
    expect(new Ajv({ allowUnionTypes: true }).compile(CDR_SCHEMA)(Object.fromEntries(examples))).toBe(true);
  });

  it('docs/mapping.schema.json is what mappings are checked by', async () => {
    await expect(`${JSON.stringify(MAPPING_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/mapping.schema.json',
    );
    const mapping: unknown = JSON.parse(fixture('mapping/mapping.json').toString('utf8'));
    expect(new Ajv().compile(MAPPING_SCHEMA)(mapping)).toBe(true);
  });
});
