import { describe, expect, it } from 'vitest';
import { readAuth, readCredentials } from '../../src/access/read-credentials.ts';
import type { RingledgerError } from '../../src/core/errors.ts';

const inBody = { type: 'auth', username: 'ann', password: 'pw' };

describe('the credentials of a request', () => {
  it.each([
    ['the body before all else', { auth: inBody, authorization: 'Bearer k', cookie: 'c' }, 'password'],
    ['a user name before a key', { auth: { ...inBody, key: 'k' } }, 'password'],
    [
      'a key of the body',
      { auth: { type: 'auth', key: 'k' }, authorization: 'Bearer other', cookie: 'c' },
      'key',
    ],
    ['a token of the body', { auth: { type: 'auth', token: 'k' } }, 'key'],
    ['a bearer key before the cookie', { authorization: 'Bearer k', cookie: 'c' }, 'key'],
    ['a bearer key, however the scheme is written', { authorization: 'bearer  k ' }, 'key'],
    ['the cookie', { cookie: 'c' }, 'cookie'],
    ['the cookie, past an auth of the type alone', { auth: { type: 'auth' }, cookie: 'c' }, 'cookie'],
    ['the cookie, past another scheme', { authorization: 'Basic am9lOng=', cookie: 'c' }, 'cookie'],
    ['nothing', {}, undefined],
    ['nothing, where the cookie is empty', { cookie: '' }, undefined],
    ['nothing, where the bearer key is empty', { authorization: 'Bearer ' }, undefined],
  ])('%s', (_case, credentials, by) => {
    expect(readCredentials(credentials)?.by).toBe(by);
  });

  it('takes auth without its type, and ignores keys it does not know', () => {
    expect(readAuth({ username: 'ann', password: '', remember: 1 })).toEqual({
      by: 'password',
      username: 'ann',
      password: '',
    });
    expect(readAuth({ type: 'auth', token: 'abc' })).toEqual({ by: 'key', key: 'abc' });
    expect(readAuth(undefined)).toBeUndefined();
    expect(readAuth(null)).toBeUndefined();
  });

  it.each([
    ['joe', ['auth: "joe" is not an object']],
    [['joe'], ['auth: ["joe"] is not an object']],
    [7, ['auth: 7 is not an object']],
    [
      { type: 'login', username: 'a', password: 'b' },
      ['auth.type: "login" is not known here: write "auth".'],
    ],
    [{ username: 1, password: 'b' }, ['auth.username: 1 is not text: write it in double quotes.']],
    [{ username: 'a', password: 12345 }, ['auth.password: A number is not text: write it in double quotes.']],
    [{ username: 'a', password: null }, ['auth.password: A null is not text']],
    [{ username: 'a' }, ['auth.password: It is missing: username comes with it.']],
    [{ password: 'b' }, ['auth.username: It is missing: password comes with it.']],
    [{ key: ['secret'] }, ['auth.key: A list is not text']],
    [
      { type: 1, username: {}, password: 2, token: true },
      ['auth.type: 1', 'auth.username: {}', 'auth.password: A number', 'auth.token: A boolean'],
    ],
  ])('%j is refused with every fault', (auth, sentences) => {
    let refusal: RingledgerError | undefined;
    try {
      readAuth(auth);
    } catch (error) {
      refusal = error as RingledgerError;
    }
    expect(refusal?.code).toBe('invalid-request');
    expect(refusal?.faults).toHaveLength(sentences.length);
    for (const sentence of sentences) expect(refusal?.message).toContain(sentence);
  });

  it('never quotes a secret back', () => {
    expect(() => readAuth({ username: 'a', password: 987654 })).not.toThrow(/987654/);
    expect(() => readAuth({ key: ['hidden'] })).not.toThrow(/hidden/);
  });
});
