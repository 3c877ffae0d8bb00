import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const MASTER = new URL('../fixtures/asterisk/Master.csv', import.meta.url);
const RECORD = {
  ...{ uniqueid: 'feed.1', startAt: 1_795_521_600, src: '201', dst: '202', duration: 20, billsec: 10 },
  ...{ channel: 'SIP/201-1', dstchannel: 'SIP/202-2', disposition: 'ANSWERED' },
};

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  const user = { name: 'pbx', password: 'of a pbx', permissions: ['cdr-feed'] };
  expect((await app.api('users', JSON.stringify(user), 'application/json')).status).toBe(201);
  const made = await app.api('keys', '{"user":"pbx"}', 'application/json');
  key = (made.json as { readonly key: string }).key;
});
afterAll(() => app?.end());

async function ask(
  method: 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT',
  url: string,
  payload: string = '{}',
  contentType = 'application/json',
  authorization = `Bearer ${key}`,
) {
  const headers = { authorization, 'content-type': contentType };
  const answer = await app.app.server.inject({
    ...{ method, url, headers },
    ...(method === 'GET' ? {} : { payload }),
  });
  return { status: answer.statusCode, text: answer.payload };
}

describe('a key that may only bring calls in', () => {
  it('does so by every way there is', async () => {
    const master = await readFile(MASTER, 'utf8');
    const posts = [
      ['/api/v1/cdrs', JSON.stringify(RECORD), 'application/json'],
      ['/api/v1/imports/cdr-json', JSON.stringify(RECORD), 'application/json'],
      ['/api/v1/imports/asterisk-cdr?zone=UTC', master, 'text/csv'],
      ['/api/v1/imports/asterisk-cdr/try?zone=UTC', master, 'text/csv'],
      ['/api/v1/imports/asterisk-queue-log', '', 'text/plain'],
    ] as const;
    for (const [path, body, type] of posts) {
      const { status, text } = await ask('POST', path, body, type);
      expect(status, `${path}: ${text}`).toBe(200);
    }
    // Of FreeSWITCH's the key goes as a password; what is posted here is none of its records, and so it was read.
    const basic = `Basic ${Buffer.from(`key:${key}`).toString('base64')}`;
    const leg = await ask('POST', '/api/v1/cdrs/freeswitch', '{}', 'application/json', basic);
    expect([401, 403]).not.toContain(leg.status);
  });

  it('is refused everything else, in words', async () => {
    const elsewhere = [
      ['GET', '/api/v1/sources'],
      ['GET', '/api/v1/rejects'],
      ['GET', '/api/v1/cdrs'],
      ['GET', '/api/v1/imports/asterisk-cdr'],
      ['POST', '/api/v1/users'],
      ['POST', '/api/v1/keys'],
      ['POST', '/api/v1/runs'],
      ['POST', '/api/v1/rates'],
      ['POST', '/api/v1/sources'],
      ['POST', '/api/v1/imports/../users'],
      ['POST', '/api/v1/imports%2f..%2fusers'],
      ['POST', '/api/v1/cdrs/nowhere'],
    ] as const;
    for (const [method, path] of elsewhere) {
      const { status, text } = await ask(method, path);
      expect([403, 404], `${method} ${path}: ${text}`).toContain(status);
      if (status === 403) {
        expect(text).toContain('pbx may only bring calls in: it takes the permission System-Admin.');
      }
    }
    const sources = await ask('GET', '/api/v1/sources');
    expect(sources.status).toBe(403);
    const far = { remoteAddress: '203.0.113.9', headers: { authorization: `Bearer ${key}` } };
    expect((await app.app.server.inject({ url: '/metrics', ...far })).statusCode).toBe(401);
  });

  it('sees no report and no export', async () => {
    const scope = { year: 2026, month: 11 };
    for (const name of ['outsummary', 'outcalls', 'incalls', 'allcalls']) {
      const asked = { type: 'cdr', scope };
      const whole = await app.rest(`/rest/call/${name}`, asked);
      expect(whole.json['result'], name).toBe('success');
      const seen = await app.rest(`/rest/call/${name}`, asked, { authorization: `Bearer ${key}` });
      expect(seen.json['result'], seen.text).toBe('fail');
    }
    const exported = await ask('POST', '/api/v1/exports/outcalls', JSON.stringify({ scope }));
    expect(exported.status, exported.text).toBe(403);
  });

  it('is told from one that may not bring calls in', async () => {
    const user = { name: 'ann', password: 'of ann', permissions: ['billing-call-summary'] };
    await app.api('users', JSON.stringify(user), 'application/json');
    const made = await app.api('keys', '{"user":"ann"}', 'application/json');
    const other = `Bearer ${(made.json as { readonly key: string }).key}`;
    const refused = await ask('POST', '/api/v1/cdrs', JSON.stringify(RECORD), 'application/json', other);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('ann may not do this: it takes the permission System-Admin, or cdr-feed.');
    const admin = `Bearer ${LOCAL_KEY}`;
    expect(
      (await ask('POST', '/api/v1/cdrs', JSON.stringify(RECORD), 'application/json', admin)).status,
    ).toBe(200);
  });
});
