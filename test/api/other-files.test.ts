import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { fixture } from '../support/read-file-fixture.ts';
import { take } from './four-tenants.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
  await take(server, 'directory', fixture('freeswitch/directory.json').toString('utf8'));
});
afterAll(() => server?.end());

const COUNTS = { unfinished: 0, ignored: 0, notes: [], warnings: [] };
const askMonth = async (command: string) =>
  (
    await server.rest(`/rest/call/${command}`, {
      type: 'cdr',
      scope: { month: 11, year: 2026, company: 'default' },
    })
  ).json;

describe('files of FreeSWITCH', () => {
  it('are tried, and nothing of them lands', async () => {
    const { status, json } = await server.api(
      'imports/freeswitch-json/try',
      fixture('freeswitch/legs.cdr.json'),
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ rejects: [], notes: [] });
    const { records, legs } = json as { records: unknown[]; legs: unknown[] };
    expect(records).toHaveLength(16);
    expect(legs).toContainEqual({
      call: 3,
      direction: 'out',
      company: 'default',
      party: '0500000010020',
      name: 'Bob Example',
      other: '907700900123',
      detail: 'Answered',
      ringSeconds: 8,
      billsec: 60,
      trunk: 'carrier-a',
    });
    expect(JSON.stringify(await askMonth('outcalls'))).not.toContain('907700900123');
  });

  it('land once, gzipped or not, in JSON or XML', async () => {
    const json = await server.api('imports/freeswitch-json', gzipSync(fixture('freeswitch/legs.cdr.json')));
    expect(json.json).toEqual({ accepted: 16, duplicate: 0, rejected: 0, ...COUNTS });
    const xml = await server.api(
      'imports/freeswitch-xml?source=legs.xml',
      fixture('freeswitch/legs.cdr.xml'),
    );
    expect(xml.json).toEqual({ accepted: 0, duplicate: 16, rejected: 0, ...COUNTS });
    // What closes a list is no record that somebody is still writing.
    const legs = fixture('freeswitch/legs.cdr.json').toString('utf8').trim().split('\n');
    const list = await server.api('imports/freeswitch-json', `[${legs.join(',\n')}\n]\n`);
    expect(list.json).toEqual({ accepted: 0, duplicate: 16, rejected: 0, ...COUNTS });
    const elements = fixture('freeswitch/legs.cdr.xml')
      .toString('utf8')
      .replace(/<\?.*?\?>/g, '');
    const many = await server.api('imports/freeswitch-xml', `<cdrs>\n${elements}</cdrs>\n<!-- end -->\n`);
    expect(many.json).toEqual({ accepted: 0, duplicate: 16, rejected: 0, ...COUNTS });
    const outcalls = JSON.stringify(await askMonth('outcalls'));
    expect(outcalls.split('907700900123')).toHaveLength(2);
    const incalls = JSON.stringify(await askMonth('incalls'));
    expect(incalls.split('Answered elsewhere')).toHaveLength(3);
    expect(incalls.split('Voicemail')).toHaveLength(2);
  });
});

describe('what cannot be', () => {
  it('is refused with all faults, and whoever sends it hears it', async () => {
    const { status, json } = await server.api('imports/cucm?zone=Nowhere&dates=ymd', 'x');
    expect(status).toBe(400);
    expect((json as { faults: { where: string }[] }).faults.map(({ where }) => where)).toEqual([
      'zone',
      'dates',
      'zone',
      'dates',
    ]);
    expect((await server.api('imports/freeswich-csv', 'x')).json).toMatchObject({
      status: 404,
      detail: '"freeswich-csv" is no kind of file: did you mean "freeswitch-csv"?',
    });
    const url = await server.app.server.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${url}/api/v1/imports/cucm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${LOCAL_KEY}`, 'content-type': 'text/csv' },
      body: 'no,such,columns\n'.repeat(500_000),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('does not name') });
  });

  it('is a gzip that was cut off', async () => {
    const packed = gzipSync(fixture('freepbx/report.csv'));
    const { status, json } = await server.api('imports/freepbx-csv', packed.subarray(0, packed.length - 20));
    expect(status).toBe(400);
    expect(json).toMatchObject({ detail: expect.stringContaining('The gzip cannot be read to its end') });
  });

  it('is a mapping with faults, all told at once', async () => {
    const mapping = JSON.stringify({ columns: { dst: 'To' }, zone: 'Nowhere', spanUnit: 'hours' });
    const { json } = await server.api(
      `imports/mapping/try?mapping=${encodeURIComponent(mapping)}`,
      'To\n1\n',
    );
    expect(json).toMatchObject({ status: 400, detail: expect.stringContaining('spanUnit: "hours" is not') });
    const fits = JSON.stringify({ columns: { start: 'When', src: 'From', duration: '9' } });
    const bad = await server.api(`imports/mapping?mapping=${encodeURIComponent(fits)}`, 'Wann,From\n1,2\n');
    expect((bad.json as { faults: { where: string }[] }).faults.map(({ where }) => where)).toEqual([
      'columns.start',
      'columns.duration',
    ]);
  });
});

it("Asterisk's file is tried in the zone that an import would tell", async () => {
  const csv = Array.from(
    { length: 6 },
    (_, n) => `2026-07-01 10:00:0${n},201,5,3,ANSWERED,SIP/a-${n},${1_782_900_000 + n}.${n}`,
  );
  const file = ['start,dst,duration,billsec,disposition,channel,uniqueid', ...csv, ''].join('\n');
  const { json } = await server.api('imports/asterisk-cdr/try', file);
  expect(json).toMatchObject({
    notes: [expect.stringContaining('times were read as UTC')],
    records: [{ start: '2026-07-01T11:00:00+01:00' }, {}, {}, {}, {}, {}],
  });
  const wrong = await server.api('imports/asterisk-cdr/try?zone=Europe/London', file);
  expect(wrong).toMatchObject({ status: 400, json: { detail: expect.stringContaining('UTC fits') } });
});
