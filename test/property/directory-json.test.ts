import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../src/core/find-json-fault.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"b"',
  '"\\u00e9"',
  '"\\x"',
  '"',
  '1',
  '-0.5e3',
  '01',
  'true',
  'nul',
  ' ',
  '\n',
  '\u2028',
];

describe('finding where a text is not JSON', () => {
  it('reads texts of megabytes, as decks in an envelope are', () => {
    const deck = '44,United Kingdom,"National",0.0120\n'.repeat(500_000);
    expect(findJsonFault(JSON.stringify({ csv: deck }))).toBeUndefined();
  });

  it('finds nothing in JSON, and something in all else', () => {
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom(...PIECES, ''))
      .map(([text, place, length, piece]) => {
        const start = place % (text.length + 1);
        return text.slice(0, start) + piece + text.slice(start + length);
      });
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((some) => some.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.json(), spoilt, pieces), (text) => {
        const fault = findJsonFault(text);
        if (fault?.message.includes('stands twice')) return;
        expect(fault === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });
});
