import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AmiStandIn, STAND_IN_LOGIN, startAmiStandIn } from '../support/ami-stand-in.ts';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { cdrEvent } from '../support/cdr-event.ts';
import { LiveListener } from '../support/event-stream.ts';
import { PbxCalls } from '../support/pbx-calls.ts';

const PASSWORD = 'a long password of a test';
const [ANN, BOB, GWEN, TRUNK] = [
  'SIP/0500000004000',
  'SIP/0500000004001',
  'SIP/0500000005000',
  'SIP/trunk-a',
] as const;
const KEY = { authorization: `Bearer ${LOCAL_KEY}` };

let server: TestApp;
let url: string;
let standIn: AmiStandIn;
const pbx = new PbxCalls();
const listeners: LiveListener[] = [];
let isStopped = false;

beforeAll(async () => {
  server = await startApp();
  standIn = await startAmiStandIn({ list: (id) => pbx.list(id) });
  url = await server.app.server.listen({ host: '127.0.0.1', port: 0 });
  const directory = readFileSync(new URL('../../samples/directory.json', import.meta.url));
  expect((await server.api('directory', directory, 'application/json')).status).toBe(200);
  for (const [name, ...permissions] of [
    ['ann', 'billing-call-reporting:default'],
    ['gwen', 'billing-call-reporting:test'],
    ['masked', 'billing-call-reporting:default', 'masked-numbers'],
    ['feeder', 'cdr-feed'],
  ]) {
    await post('users', { name, password: PASSWORD, permissions });
  }
});
afterEach(() => {
  for (const one of listeners.splice(0)) one.close();
});
afterAll(async () => {
  if (!isStopped) await server?.end();
  await standIn?.close();
});

async function post(path: string, body: object): Promise<void> {
  const { status, json } = await server.api(path, JSON.stringify(body), 'application/json');
  if (status >= 300) throw new Error(`${path}: ${JSON.stringify(json)}`);
}

async function listen(headers: Readonly<Record<string, string>>, query = ''): Promise<LiveListener> {
  const listener = await LiveListener.open(`${url}/api/v1/live${query}`, headers);
  listeners.push(listener);
  return listener;
}

/** Signs in as a page does. */
async function signIn(username: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { cookie };
}

const problemOf = async (headers: Readonly<Record<string, string>>, query = '') => {
  const answer = await fetch(`${url}/api/v1/live${query}`, { headers });
  return { status: answer.status, ...((await answer.json()) as object) };
};

describe('the live stream', () => {
  it('says where there is nothing that tells of calls, and which figures there are', async () => {
    const seen = await listen(KEY);
    expect(seen.status).toBe(200);
    expect(seen.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    await seen.sees(({ sources }) => sources.state === 'none', 'no source');
    expect(seen.figures).toMatchObject({
      zone: 'Europe/London',
      calls: 0,
      missed: 0,
      talkSeconds: 0,
      cost: '0',
    });
  });

  it('shows a call appear, answered and ended, and today’s figures move', async () => {
    const [early] = pbx.begin(GWEN, '300', '301');
    const { secret, ...login } = STAND_IN_LOGIN;
    await post('sources', {
      ...{ name: 'head-office', kind: 'asterisk-ami', secrets: { secret } },
      settings: { ...login, port: standIn.port, gapSource: 'elsewhere' },
    });
    const seen = await listen(KEY);
    await seen.sees(({ calls }) => calls.size === 1, 'the call that was there before');
    expect(seen.sources).toMatchObject({
      state: 'here',
      sources: [{ name: 'head-office', isUp: true, note: null }],
    });
    const [before] = seen.all();
    await standIn.send(pbx.hangUp(early));
    const [ann, began] = pbx.begin(ANN, '200', '201');
    const [bob, rings] = pbx.ring(ann, BOB, '0500000004001');
    await standIn.send(began + rings);
    await seen.sees(({ calls }) => calls.size === 1 && !calls.has(before?.id ?? ''), 'a call that rings');
    await seen.sees((one) => one.all()[0]?.reached.length === 1, 'a phone that rings');
    expect(seen.all()[0]).toMatchObject({
      ...{ direction: 'internal', companies: ['default'] },
      ...{ from: { name: 'Ann Reader' }, dialled: { name: 'Bob Marsh' }, reached: [{ name: 'Bob Marsh' }] },
    });
    await standIn.send(pbx.join(ann, bob));
    await seen.sees((one) => one.all()[0]?.state === 'talking', 'a call that is answered');
    const ends = { uniqueid: ann.uniqueid, channel: ann.name, dstchannel: bob.name };
    const record = cdrEvent({ ...ends, src: '200', dst: '201' });
    await standIn.send(pbx.hangUp(bob) + pbx.hangUp(ann) + record);
    await seen.sees(({ calls }) => calls.size === 0, 'a call that ended');
    await seen.sees(({ figures }) => figures['calls'] === 1, 'one call more today');
    expect(seen.figures).toMatchObject({ answered: 2, talkSeconds: 14, missed: 0 });
    expect(seen.events[0]).toBe('snapshot');
    expect(seen.events.filter((name) => name === 'snapshot')).toHaveLength(1);
  });

  it('shows nobody a trace of companies that are not theirs, and hides their parties', async () => {
    const [all, ann, gwen] = await Promise.all([
      listen(KEY),
      listen(await signIn('ann')),
      listen(await signIn('gwen')),
    ]);
    await Promise.all(
      [all, ann, gwen].map((one) => one.sees(({ events }) => events.length > 0, 'a snapshot')),
    );
    const [first, began] = pbx.begin(ANN, '200', '201');
    const [second, rings] = pbx.ring(first, BOB, '0500000004001');
    await standIn.send(began + rings + pbx.join(first, second));
    await ann.sees(({ calls }) => calls.size === 1, 'a call of her own');
    // Somebody of the one company calls somebody of the other.
    const [third, calls] = pbx.begin(BOB, '201', '300');
    const [fourth, ringsGwen] = pbx.ring(third, GWEN, '0500000005000');
    await standIn.send(calls + ringsGwen);
    await gwen.sees((one) => one.all().some(({ reached }) => reached.length > 0), 'a call of hers');
    await all.sees(({ calls: seen }) => seen.size === 2, 'both calls');
    expect(gwen.all()).toMatchObject([
      { from: { kind: 'hidden', id: '', name: '' }, reached: [{ name: 'Gwen Lloyd' }], companies: ['test'] },
    ]);
    for (const trace of ['Ann', 'Bob', 'default', '0500000004', 'head-office', '"201"']) {
      expect(gwen.text).not.toContain(trace);
    }
    expect(gwen.figures).toMatchObject({ calls: 0 });
    expect(ann.figures).toMatchObject({ calls: 1 });
    expect(ann.text).not.toContain('head-office');
    expect(ann.text).not.toContain('Gwen');
    for (const channel of [first, second, third, fourth]) await standIn.send(pbx.hangUp(channel));
    await all.sees(({ calls: seen }) => seen.size === 0, 'the end of both');
  });

  it('hides the last digits of outside numbers from whoever may not see them', async () => {
    const [masked, ann] = await Promise.all([listen(await signIn('masked')), listen(await signIn('ann'))]);
    const [caller, began] = pbx.begin(TRUNK, '07700900123', '02079460000');
    const [phone, rings] = pbx.ring(caller, ANN, '0500000004000');
    const [out, dials] = pbx.begin(ANN, '200', '901614960456');
    const [trunk, ringsOut] = pbx.ring(out, TRUNK, 'trunk-a/01614960456');
    await standIn.send(began + rings + dials + ringsOut);
    await ann.sees((one) => one.all().filter(({ reached }) => reached.length > 0).length === 2, 'both calls');
    await masked.sees(
      (one) => one.all().filter(({ reached }) => reached.length > 0).length === 2,
      'both calls',
    );
    expect(ann.text).toContain('07700900123');
    expect(masked.all().find(({ direction }) => direction === 'in')?.from).toMatchObject({
      id: '0770090xxxx',
    });
    expect(masked.all().find(({ direction }) => direction === 'out')?.reached).toMatchObject([
      { id: '90161496xxxx' },
    ]);
    for (const number of ['07700900123', '01614960456', '901614960456'])
      expect(masked.text).not.toContain(number);
    for (const channel of [caller, phone, out, trunk]) await standIn.send(pbx.hangUp(channel));
  });

  it('says since when a PBX is not heard rather than showing dead calls, and goes on after it', async () => {
    const seen = await listen(KEY);
    const [ann, began] = pbx.begin(ANN, '200', '201');
    await standIn.send(began);
    await seen.sees(({ calls }) => calls.size === 1, 'a call');
    standIn.cut();
    await seen.sees(
      ({ sources, calls }) => sources.sources?.[0]?.['isUp'] === false && calls.size === 0,
      'down',
    );
    expect(Date.parse(String(seen.sources.sources?.[0]?.['since']))).not.toBeNaN();
    await seen.sees(
      ({ sources, calls }) => sources.sources?.[0]?.['isUp'] === true && calls.size === 1,
      'up',
    );
    await standIn.send(pbx.hangUp(ann));
    await seen.sees(({ calls }) => calls.size === 0, 'its end');
  });

  it('ends when its session does, and when permissions change', async () => {
    const cookie = await signIn('ann');
    const [one, other] = await Promise.all([listen(cookie), listen(await signIn('gwen'))]);
    await one.sees(({ events }) => events.length > 0, 'a snapshot');
    await fetch(`${url}/api/v1/session`, { method: 'DELETE', headers: cookie });
    await one.sees(({ isEnded }) => isEnded, 'its end');
    expect(other.isEnded).toBe(false);
    const answer = await fetch(`${url}/api/v1/users/gwen`, {
      method: 'PATCH',
      headers: { ...KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ permissions: ['billing-call-reporting:test', 'masked-numbers'] }),
    });
    expect(answer.status).toBe(200);
    await other.sees(({ isEnded }) => isEnded, 'its end');
    expect(await problemOf(cookie)).toMatchObject({ status: 401 });
  });

  it('refuses whoever sees no calls, companies of others, and a thirteenth stream', async () => {
    expect(await problemOf({})).toMatchObject({ status: 401 });
    expect(await problemOf(await signIn('feeder'))).toMatchObject({ status: 403 });
    const cookie = await signIn('gwen');
    expect(await problemOf(cookie, '?company=default')).toMatchObject({ status: 403 });
    expect(await problemOf(cookie, '?zone=Mars/Olympus')).toMatchObject({ status: 400 });
    for (let count = 0; count < 12; count += 1) expect((await listen(cookie)).status).toBe(200);
    expect(await problemOf(cookie)).toMatchObject({ status: 429, title: 'too-many' });
    expect((await fetch(`${url}/api/v1/live`, { method: 'HEAD', headers: KEY })).status).toBe(404);
  });

  it('does not keep the server from stopping', async () => {
    const open = await listen(KEY);
    await open.sees(({ events }) => events.length > 0, 'a snapshot');
    isStopped = true;
    await server.end();
    await open.sees(({ isEnded }) => isEnded, 'its end');
  });
});
