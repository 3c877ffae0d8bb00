import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonBody } from '../../src/rest/read-json.ts';

describe('the body of a request', () => {
  it('is read as JSON reads it, with a comma before any closing bracket let pass', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const plain = JSON.stringify(value, null, 1);
        const json = JSON.parse(plain) as unknown;
        expect(readJsonBody(plain)).toEqual(json);
        const commas = plain.replace(/([^\s{[,:])(\s*\n\s*[}\]])/g, '$1,$2');
        expect(readJsonBody(commas)).toEqual(json);
      }),
    );
  });

  it('keeps the commas and brackets inside texts', () => {
    expect(readJsonBody('{"a": ",]", "b\\"": ["\\\\", ",}",],}')).toEqual({ a: ',]', 'b"': ['\\', ',}'] });
  });

  it.each([
    ['a text that is never closed', `{"${'a'.repeat(100_000)}`],
    ['quotes behind backslashes without end', `{"${'\\"'.repeat(100_000)}`],
    ['commas without end', `{"a":[${', '.repeat(100_000)}`],
    ['lists in lists without end', '['.repeat(500_000)],
  ])('refuses %s in one walk', (_what, body) => {
    expect(() => readJsonBody(body)).toThrow(/^The body is not JSON: /);
  });
});
