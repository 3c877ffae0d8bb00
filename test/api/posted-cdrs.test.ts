import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { fixture } from '../support/read-file-fixture.ts';
import { take } from './four-tenants.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
  await take(server, 'directory', fixture('freeswitch/directory.json').toString('utf8'));
});
afterAll(() => server?.end());

const call = (n: number) => ({
  uniqueid: `u-${n}`,
  channel: 'SIP/1001-00000001',
  src: '1001',
  dst: '1002',
  startAt: 1_795_521_600 + n,
  duration: 10,
  billsec: 5,
  disposition: 'ANSWERED',
});

async function post(path: string, payload: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  const answer = await server.app.server.inject({
    method: 'POST',
    url: `/api/v1/${path}`,
    payload,
    headers: { authorization: `Bearer ${LOCAL_KEY}`, 'content-type': 'application/json', ...headers },
  });
  return {
    status: answer.statusCode,
    text: answer.payload,
    json: JSON.parse(answer.payload) as Record<string, unknown>,
  };
}

describe('POST /cdrs', () => {
  it('takes an object, a list, lines and CSV, gzipped or not', async () => {
    const taken = async (body: string | Buffer, type: string) =>
      (await post('cdrs', body, { 'content-type': type })).json;
    expect(await taken(JSON.stringify(call(1)), 'application/json')).toEqual({
      accepted: 1,
      duplicate: 0,
      rejected: 0,
      rejects: [],
    });
    expect(
      await taken(JSON.stringify([call(1), call(2)], null, 2), 'application/json; charset=utf-8'),
    ).toEqual({
      accepted: 1,
      duplicate: 1,
      rejected: 0,
      rejects: [],
    });
    expect(await taken(gzipSync(`${JSON.stringify([call(2)])}\n`), 'application/json')).toMatchObject({
      duplicate: 1,
      rejected: 0,
    });
    const lines = [3, 4].map((n) => JSON.stringify(call(n))).join('\n');
    expect(await taken(gzipSync(lines), 'application/x-ndjson')).toMatchObject({ accepted: 2, rejected: 0 });
    const names = Object.keys(call(0));
    const csv = [names.join(), ...[4, 5].map((n) => Object.values(call(n)).join())].join('\n');
    expect(await taken(csv, 'text/csv')).toMatchObject({ accepted: 1, duplicate: 1, rejected: 0 });
  });

  it('keeps what cannot be read with all its faults, and takes the rest', async () => {
    const bad = { ...call(10), dispositon: 'OK', disposition: 'OK', billsec: -1 };
    const { json } = await post(
      'cdrs?source=pbx-7',
      [JSON.stringify(bad), JSON.stringify(call(11)), '{"channel":'].join('\n'),
    );
    expect(json).toMatchObject({ accepted: 1, duplicate: 0, rejected: 2 });
    const [first, second] = json['rejects'] as { line: number; reason: string; message: string }[];
    expect(first).toMatchObject({ line: 1, reason: 'bad-fields' });
    expect(first?.message).toContain('did you mean "disposition"?');
    expect(first?.message).toContain('"OK" is not a disposition');
    expect(first?.message).toContain('-1 is not the talk');
    expect(second).toMatchObject({ reason: 'not-json' });
    const rejects = await server.app.server.inject({
      url: '/api/v1/rejects',
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    expect(rejects.payload).toContain('"source":"pbx-7"');
  });

  it('refuses what holds no record, and types it does not know', async () => {
    expect(await post('cdrs', ' \n')).toMatchObject({ status: 400 });
    expect(await post('cdrs', '[]')).toMatchObject({ status: 400 });
    expect((await post('cdrs', 'x', { 'content-type': 'text/plain' })).json).toMatchObject({
      detail: expect.stringContaining('"text/plain" is not taken'),
    });
    expect((await post('cdrs', 'start,channel\n', { 'content-type': 'text/csv' })).json).toMatchObject({
      detail: expect.stringContaining('"startAt" is missing'),
    });
  });
});

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'batch-1' };

  it('gives the first answer again, and another body none', async () => {
    const body = JSON.stringify([call(20), call(21)]);
    const first = await post('cdrs', body, key);
    expect(first.json).toMatchObject({ accepted: 2, duplicate: 0 });
    expect((await post('cdrs', body, key)).text).toBe(first.text);
    const other = await post('cdrs', JSON.stringify(call(22)), key);
    expect(other).toMatchObject({ status: 409, json: { title: 'conflict' } });
    expect((await post('cdrs', JSON.stringify(call(22)))).json).toMatchObject({ accepted: 1 });
    expect(await post('cdrs', body, { 'idempotency-key': 'two words' })).toMatchObject({ status: 400 });
  });

  it('is one key for two that come at once', async () => {
    const body = JSON.stringify(call(30));
    const both = await Promise.all([1, 2].map(() => post('cdrs', body, { 'idempotency-key': 'at-once' })));
    expect(both[0]?.json).toMatchObject({ accepted: 1 });
    expect(both[1]?.text).toBe(both[0]?.text);
  });
});

describe('POST /cdrs/freeswitch', () => {
  const legs = fixture('freeswitch/legs.cdr.json').toString('utf8').trim().split('\n');
  const basic = (credentials: string) => ({
    authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
  });

  it('takes what its modules post, in every encoding, with the credentials they can send', async () => {
    const [one = '', two = '', three = ''] = legs;
    const json = await post('cdrs/freeswitch?uuid=a_1', one, basic(`admin:${ADMIN_PASSWORD}`));
    expect(json).toMatchObject({ status: 200, json: { accepted: 1, rejected: 0 } });
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...basic(`key:${LOCAL_KEY}`) };
    expect((await post('cdrs/freeswitch', `cdr=${encodeURIComponent(two)}`, form)).json).toMatchObject({
      accepted: 1,
    });
    const base64 = { 'content-type': 'application/x-www-form-base64-encoded' };
    const packed = Buffer.from(three).toString('base64');
    expect((await post('cdrs/freeswitch', `cdr=${packed}`, base64)).json).toMatchObject({ accepted: 1 });
    const xml = fixture('freeswitch/legs.cdr.xml').toString('utf8').split('</cdr>')[0] ?? '';
    const sent = await post('cdrs/freeswitch', `${xml}</cdr>`, { 'content-type': 'text/xml' });
    expect(sent.json).toMatchObject({ accepted: 0, duplicate: 1 });
  });

  it('lets nobody else in', async () => {
    expect(await post('cdrs/freeswitch', legs[0] ?? '', basic('admin:wrong'))).toMatchObject({ status: 401 });
  });
});
