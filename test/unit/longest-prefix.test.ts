import { describe, expect, it } from 'vitest';
import { buildPrefixTrie, findLongestPrefix } from '../../src/rating/longest-prefix.ts';

const PREFIXES = ['44', '447', '44800', '1', '*6', '*600', '#', '999'];
const trie = buildPrefixTrie(PREFIXES);

describe('findLongestPrefix', () => {
  it.each([
    ['442079460000', '44'],
    ['447700900884', '447'],
    ['44800', '44800'],
    ['4480', '44'],
    ['12125550118', '1'],
    ['*600', '*600'],
    ['*60', '*6'],
    ['#21#', '#'],
    ['9999', '999'],
    ['44x7', '44'],
  ])('%s begins with %s', (dialled, prefix) => {
    expect(PREFIXES[findLongestPrefix(trie, dialled)]).toBe(prefix);
  });

  it.each(['', '4', '99', '33199001813', '*', 'x44'])('finds nothing for "%s"', (dialled) => {
    expect(findLongestPrefix(trie, dialled)).toBe(-1);
  });

  it('finds nothing in an empty deck', () => {
    expect(findLongestPrefix(buildPrefixTrie([]), '44')).toBe(-1);
  });
});

it('refuses a prefix that nobody can dial', () => {
  expect(() => buildPrefixTrie(['44', '+1'])).toThrow('Prefix "+1" has a character that nobody can dial.');
});
