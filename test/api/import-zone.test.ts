import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { readFixture, take } from './four-tenants.ts';

/** Ten calls as a PBX in London writes them in UTC (`cdr_csv` with usegmtime): at 10:00 UTC on 1 July 2026. */
const FIRST = 1_782_900_000;
const IN_UTC = `start,dst,duration,billsec,disposition,channel,uniqueid\n${Array.from(
  { length: 10 },
  (_, n) => `2026-07-01 10:00:0${n},201,5,3,ANSWERED,SIP/a-${n},${FIRST + n}.${n}\n`,
).join('')}`;

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
  await take(
    server,
    'directory',
    readFixture('directory.json').replace(/"zone": "[^"]*"/, '"zone": "Europe/London"'),
  );
});
afterAll(() => server?.end());

const importFile = async (query: string) =>
  (await server.api(`imports/asterisk-cdr?source=f${query}`, IN_UTC)) as {
    status: number;
    json: Record<string, unknown>;
  };

it('a wrong zone lands nothing, none is the right one, and the right one finds what is there', async () => {
  const wrong = await importFile('&zone=Europe/London');
  expect(wrong).toMatchObject({
    status: 400,
    json: {
      detail:
        'Zone "Europe/London" does not fit the file: its first 10 records start 1 h before their uniqueids. UTC fits: give --zone UTC, or add --zone-anyway (zoneAnyway=true) to insist.',
    },
  });
  expect((await importFile('')).json).toEqual({
    accepted: 10,
    duplicate: 0,
    rejected: 0,
    unfinished: 0,
    ignored: 0,
    notes: [
      'times were read as UTC: by the uniqueids of the first 10 records, 10 fit UTC and 0 fit Europe/London.',
    ],
    warnings: [],
  });
  expect((await importFile('&zone=UTC')).json).toMatchObject({ accepted: 0, duplicate: 10, notes: [] });
});

it('whoever insists is obeyed and warned', async () => {
  expect((await importFile('&zone=Europe/London&zoneAnyway=true')).json).toMatchObject({
    accepted: 10,
    notes: [],
    warnings: [
      '10 of 10 records start 1 h before their uniqueids, read as times in Europe/London: did you mean --zone UTC?',
    ],
  });
});

it('the refusal of a large file is heard by whoever sends it to its end', async () => {
  const url = await server.app.server.listen({ port: 0, host: '127.0.0.1' });
  const answer = await fetch(`${url}/api/v1/imports/asterisk-cdr?zone=Europe/London`, {
    method: 'POST',
    headers: { authorization: `Bearer ${LOCAL_KEY}`, 'content-type': 'text/csv' },
    body: IN_UTC.repeat(30_000),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('UTC fits: give --zone UTC') });
});
