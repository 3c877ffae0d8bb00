import { describe, expect, it } from 'vitest';
import { createCredentialCache } from '../../src/access/credential-cache.ts';
import { toPrincipal } from '../../src/access/principal.ts';

const person = (id: number) => toPrincipal({ id, login: `user${id}`, name: `user${id}`, permissions: [] });

function createCache() {
  const state = { at: 1_000 };
  const cache = createCredentialCache(() => state.at);
  return { cache, state };
}

describe('verified credentials in memory', () => {
  it('are kept for 60 seconds', () => {
    const { cache, state } = createCache();
    cache.keep('a', person(1), cache.begin());
    state.at += 59;
    expect(cache.find('a')).toEqual(person(1));
    state.at += 1;
    expect(cache.find('a')).toBeUndefined();
  });

  it('are at most 10,000, the oldest making room', () => {
    const { cache } = createCache();
    for (let user = 0; user <= 10_000; user++) cache.keep(`f${user}`, person(user), cache.begin());
    expect(cache.find('f0')).toBeUndefined();
    expect(cache.find('f1')).toEqual(person(1));
    expect(cache.find('f10000')).toEqual(person(10_000));
  });

  it('are dropped when their user changes, and nobody else’s', () => {
    const { cache } = createCache();
    cache.keep('a', person(1), cache.begin());
    cache.keep('b', person(2), cache.begin());
    cache.forget(1);
    expect(cache.find('a')).toBeUndefined();
    expect(cache.find('b')).toEqual(person(2));
  });

  it('are not kept when a user changed while they were checked', () => {
    const { cache } = createCache();
    const begun = cache.begin();
    cache.forget(1);
    cache.keep('a', person(1), begun);
    expect(cache.find('a')).toBeUndefined();
  });

  it('stand under fingerprints that differ for every part and for every process', () => {
    const { cache } = createCache();
    const fingerprint = cache.fingerprint('password', 'ann', 'secret');
    expect(cache.fingerprint('password', 'ann', 'secret')).toBe(fingerprint);
    expect(cache.fingerprint('password', 'anns', 'ecret')).not.toBe(fingerprint);
    expect(cache.fingerprint('key', 'ann', 'secret')).not.toBe(fingerprint);
    expect(createCache().cache.fingerprint('password', 'ann', 'secret')).not.toBe(fingerprint);
    expect(fingerprint).not.toContain('secret');
  });
});
