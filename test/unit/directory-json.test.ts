import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { readJson } from '../../src/core/read-json-text.ts';

function faultOf(text: string): string {
  try {
    readJson(text);
    return 'no fault';
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    return error.faults.map(({ where, message }) => `${where}: ${message}`).join('\n');
  }
}

describe('the text of a directory', () => {
  it('may begin with a byte order mark, and have any line ends', () => {
    expect(readJson('\uFEFF{\r\n "zone": "UTC"\r\n}')).toEqual({ zone: 'UTC' });
  });

  it.each([
    ['', 'line 1, column 1: the text ends where a value should be: is the file whole?'],
    ['{"zone": "UTC"', 'line 1, column 15: the text ends where a comma, or }, should be: is the file whole?'],
    ['{"zone": UTC}', 'line 1, column 10: found UTC where a value should be.'],
    [
      "{'zone': 'UTC'}",
      "line 1, column 2: found 'zone' where a key in double quotes, or }, should be. Texts stand in double quotes.",
    ],
    [
      '{\n  "ddis": [],\n}',
      'line 3, column 1: found } where a key in double quotes should be: take away the comma before it.',
    ],
    [
      '{"ddis": [1, 2,]}',
      'line 1, column 16: found ] where a value should be: take away the comma before it.',
    ],
    ['{"ddis": [}', 'line 1, column 11: found } where a value should be.'],
    ['{\n  "zone": "UTC"\n  "ddis": []\n}', 'line 3, column 3: found "ddis" where a comma, or }, should be.'],
    ['{"zone" "UTC"}', 'line 1, column 9: found "UTC" where a colon should be.'],
    [
      '{"zone": "UTC}',
      'line 1, column 10: a text begins here that is not closed on its line, or holds a backslash that means nothing.',
    ],
    [
      '{"zone": "U\\TC"}',
      'line 1, column 10: a text begins here that is not closed on its line, or holds a backslash that means nothing.',
    ],
    ['{"zone": "UTC"} {}', 'line 1, column 17: found { where the end of the file should be.'],
    ['// phones\n{}', 'line 1, column 1: found // where a value should be.'],
    ['{"a": 0200}', 'line 1, column 7: found 0200 where a value should be.'],
    [
      '{"ddis": [],\n "ddis": []}',
      'line 2, column 2: the key "ddis" stands twice in one object: bring both together.',
    ],
    [`[${'x'.repeat(100)}]`, `line 1, column 2: found ${'x'.repeat(40)}… where a value should be.`],
  ])('%j', (text, sentence) => {
    expect(faultOf(text)).toBe(sentence);
  });
});
