import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { MALFORMED, SCOPE_ODDITIES } from './fixtures/malformed-requests.ts';
import { readFixture, take, takeCustom } from './four-tenants.ts';

const SIGNED_IN = { authorization: `Bearer ${LOCAL_KEY}` };
const NOVEMBER = { month: 11, year: 2026 };
const asked = (scope: unknown) => JSON.stringify({ type: 'cdr', scope });

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
  await take(server, 'directory', readFixture('directory.json'));
  await takeCustom(server, readFixture('Custom.csv'));
});
afterAll(() => server?.end());

/** The answer to a body sent as it stands. */
async function post(path: string, payload: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  const answer = await server.app.server.inject({
    method: 'POST',
    url: `/rest/${path}`,
    payload,
    headers: { ...SIGNED_IN, ...headers },
  });
  return { status: answer.statusCode, json: answer.json() as Record<string, unknown>, text: answer.payload };
}

describe('a request that cannot be answered says what is wrong and what to write', () => {
  it.each(MALFORMED)('$path $body', async ({ path, body, message }) => {
    const answer = await post(path, body);
    expect(answer.json).toEqual({ result: 'fail', message });
    expect(answer.status).toBe(200);
  });

  it('refuses a body that is too large, and reads on with the next request', async () => {
    const answer = await post('call/outsummary', `{"type":"cdr","padding":"${'x'.repeat(1024 * 1024)}"}`);
    expect(answer.json).toEqual({
      result: 'fail',
      message: 'The body is larger than 1 MiB: no request of this API is. Send the scope alone.',
    });
    expect((await post('call/outsummary', asked(NOVEMBER))).json['result']).toBe('success');
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'] as const)('refuses %s', async (method) => {
    const answer = await server.app.server.inject({ method, url: '/rest/call/incalls', headers: SIGNED_IN });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({
      result: 'fail',
      message: `There is nothing at ${method} /rest/call/incalls: POST to /rest/call/incalls, outcalls, outsummary or allcalls, or to /rest/auth.`,
    });
  });

  it.each(['call', 'call/incalls/cdr/more', 'calls/incalls', 'auth/login', ''])(
    'refuses the unknown path /rest/%s',
    async (path) => {
      const answer = await post(path, asked(NOVEMBER));
      expect(answer.status).toBe(404);
      expect(answer.json['message']).toBe(
        `There is nothing at POST /rest/${path}: POST to /rest/call/incalls, outcalls, outsummary or allcalls, or to /rest/auth.`,
      );
    },
  );

  it('asks who is there before it says anything else', async () => {
    for (const path of ['call/incalls', 'call/nothing', 'call/outsummary/xml']) {
      const answer = await server.app.server.inject({
        method: 'POST',
        url: `/rest/${path}`,
        payload: asked({ company: 'nobody', month: 13 }),
      });
      expect(answer.json()).toMatchObject({
        result: 'fail',
        message: expect.stringMatching(/^You are not signed in\./),
      });
    }
  });
});

describe('a request that is only odd is answered like the one that was meant', () => {
  it.each(SCOPE_ODDITIES)('$command $odd', async ({ command, odd, plain }) => {
    const expected = await post(`call/${command}`, asked(plain));
    expect(expected.json).toMatchObject({ result: 'success' });
    expect((await post(`call/${command}`, asked(odd))).text).toBe(expected.text);
  });

  const body = asked({ company: ['default'], ...NOVEMBER, detail: true });

  it.each([
    ['no Content-Type', body, {}],
    ['a form', body, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text', body, { 'content-type': 'text/plain; charset=latin1' }],
    ['a Content-Type that is none', body, { 'content-type': 'json' }],
    ['an empty Content-Type', body, { 'content-type': '' }],
    ['multipart', body, { 'content-type': 'multipart/form-data' }],
    ['a byte order mark', `\uFEFF${body}`, {}],
    ['blanks around', `\r\n\t ${body} \n`, {}],
    [
      'trailing commas',
      '{"type":"cdr","scope":{"company":["default",],"month":11,"year":2026,"detail":true,\n},}',
      {},
    ],
    [
      'keys nobody knows beside the scope',
      `{"columns":["acctid"],"order":null,"values":{},${body.slice(1)}`,
      {},
    ],
    ['a scope before the type', `{"scope":${JSON.stringify(JSON.parse(body).scope)},"type":"cdr"}`, {}],
    ['no type', `{"scope":${JSON.stringify(JSON.parse(body).scope)}}`, {}],
    ['type null', `{"type":null,"scope":${JSON.stringify(JSON.parse(body).scope)}}`, {}],
    [
      'credentials too',
      `{"auth":{"type":"auth","username":"admin","password":"${ADMIN_PASSWORD}"},${body.slice(1)}`,
      {},
    ],
  ])('%s', async (_oddity, payload, headers) => {
    const expected = await post('call/outsummary', body, { 'content-type': 'application/json' });
    expect(expected.json).toMatchObject({
      result: 'success',
      values: { default: { name: 'Default Company' } },
    });
    expect((await post('call/outsummary', payload, headers)).text).toBe(expected.text);
  });

  it('takes the type from the path, whatever the body says, and a slash for none', async () => {
    const expected = await post('call/outsummary', body);
    expect((await post('call/outsummary/cdr', body)).text).toBe(expected.text);
    expect((await post('call/outsummary/', body)).text).toBe(expected.text);
    expect((await post('call/outsummary/cdr', body.replace('"cdr"', '"other"'))).text).toBe(expected.text);
  });

  it('answers a month without calls with no values', async () => {
    const empty = asked({ month: 1, year: 1999 });
    for (const command of ['incalls', 'outcalls', 'outsummary', 'allcalls']) {
      expect((await post(`call/${command}`, empty)).json).toEqual({ result: 'success', values: {} });
    }
  });
});
