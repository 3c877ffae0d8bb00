import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ShownSource } from '../../src/ingest/feeds/show-source.ts';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const FIXTURES = new URL('../fixtures/', import.meta.url);
const readFixture = (name: string) => readFile(new URL(name, FIXTURES), 'utf8');

/** A log of mod_cdr_csv by a template of one's own: the stock one and a column more, which makes it none of the stock. */
const TEMPLATE = [
  ...['caller_id_name', 'caller_id_number', 'destination_number', 'context', 'start_stamp', 'answer_stamp'],
  ...['end_stamp', 'duration', 'billsec', 'hangup_cause', 'uuid', 'bleg_uuid', 'accountcode', 'network_addr'],
]
  .map((name) => `"\${${name}}"`)
  .join(',');

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'ringledger-options-'));
});
afterAll(async () => {
  await app?.end();
  await rm(folder, { recursive: true, force: true });
});

async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const answer = await app.app.server.inject({
    ...{ method, url: `/api/v1/${path}`, headers: { authorization: `Bearer ${LOCAL_KEY}` } },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, json: answer.json() as Record<string, unknown> };
}

/** Adds a source for one file of the folder, waits until so many records of it have landed, and shows it. */
async function follow(name: string, file: string, kind: string, settings: object, records: number) {
  const whole = { path: folder, files: [`${file}=${kind}`], pollMilliseconds: 20, ...settings };
  const added = await ask('POST', 'sources', { name, kind: 'folder', settings: whole });
  expect(added, JSON.stringify(added.json)).toMatchObject({ status: 201 });
  return vi.waitFor(
    async () => {
      const shown = (await ask('GET', `sources/${name}`)).json as unknown as ShownSource;
      expect(shown.landed + shown.rejects, JSON.stringify(shown)).toBe(records);
      return shown;
    },
    { timeout: 60_000, interval: 50 },
  );
}

/** The same file, imported with the same options: what a source and an import read alike is known already. */
async function importAgain(kind: string, text: string, options: Readonly<Record<string, string>>) {
  return (await app.api(`imports/${kind}?${new URLSearchParams(options)}`, text)).json;
}

describe('a folder source', () => {
  it('reads FreeSWITCH by a template of its own', async () => {
    const lines = (await readFixture('freeswitch/default.csv')).trimEnd().split('\n');
    const text = lines.map((line) => `${line},"192.0.2.1"\n`).join('');
    await writeFile(join(folder, 'own.csv'), text);
    const settings = { template: TEMPLATE, zone: 'UTC' };
    const shown = await follow('own', 'own.csv', 'freeswitch-csv', settings, lines.length);
    expect(shown).toMatchObject({ landed: lines.length, rejects: 0, error: null });
    expect(await importAgain('freeswitch-csv', text, settings)).toMatchObject({
      ...{ accepted: 0, duplicate: lines.length, rejected: 0 },
    });
  });

  it('reads dates in the order that it is told', async () => {
    const header = 'calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec';
    const row =
      '03/04/2026 12:00:00,201,201,202,from-internal,SIP/201-1,SIP/202-2,Dial,SIP/202,20,10,ANSWERED,3,,1775217600.1,';
    const text = `${header},disposition,amaflags,accountcode,uniqueid,userfield\n${row}\n`;
    await writeFile(join(folder, 'report.csv'), text);
    const shown = await follow('report', 'report.csv', 'freepbx-csv', { dates: 'mdy', zone: 'UTC' }, 1);
    expect(shown.lastRecord).toBe('2026-03-04T12:00:00Z');
    const other = await importAgain('freepbx-csv', text, { dates: 'dmy', zone: 'UTC' });
    expect(other).toMatchObject({ accepted: 1, duplicate: 0 });
  });

  it('reads any CSV by the mapping that stands in its settings, as it grows', async () => {
    const mapping = JSON.parse(await readFixture('mapping/mapping.json')) as object;
    const text = await readFixture('mapping/calls.csv');
    const lines = text.trimEnd().split('\n');
    await writeFile(join(folder, 'calls.csv'), `${lines.slice(0, 2).join('\n')}\n`);
    await follow('any', 'calls.csv', 'mapping', { mapping }, 1);
    // The last column but one, the length, is being written.
    const rest = `${lines.slice(2).join('\n')}\n`;
    await appendFile(join(folder, 'calls.csv'), rest.slice(0, rest.indexOf('60000') + 2));
    await ask('POST', 'sources/any/pause');
    await ask('POST', 'sources/any/resume');
    await appendFile(join(folder, 'calls.csv'), rest.slice(rest.indexOf('60000') + 2));
    const records = lines.length - 1;
    const shown = await vi.waitFor(
      async () => {
        const now = (await ask('GET', 'sources/any')).json as unknown as ShownSource;
        expect(now.landed + now.rejects, JSON.stringify(now)).toBe(records);
        return now;
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(shown).toMatchObject({ landed: records, duplicates: 0, rejects: 0, settings: { mapping } });
    expect(await importAgain('mapping', text, { mapping: JSON.stringify(mapping) })).toMatchObject({
      ...{ accepted: 0, duplicate: records, rejected: 0 },
    });
  });

  it('is refused options that none of its files is read by, and a mapping that is missing or wrong', async () => {
    const refused = async (settings: object) => {
      const whole = { path: folder, ...settings };
      const { status, json } = await ask('POST', 'sources', {
        ...{ name: 'wrong', kind: 'folder', settings: whole },
      });
      expect(status).toBe(400);
      return json['faults'];
    };
    expect(await refused({ files: ['a=cucm', 'b=mapping'], template: TEMPLATE, dates: 'mdy' })).toEqual([
      {
        where: 'template',
        message:
          'none of the files (cucm, mapping) is read by template: leave it out, or name files of a kind that is (freeswitch-csv).',
      },
      { where: 'dates', message: expect.stringContaining('(freepbx-csv, 3cx, smdr-panasonic)') },
      { where: 'mapping', message: expect.stringContaining('there is none to read b by') },
    ]);
    const mistyped = await refused({ files: ['b=mapping'], mapping: { colums: {} }, dates: 'ymd' });
    expect(mistyped).toContainEqual({
      where: 'settings.mapping',
      message: expect.stringContaining('did you mean "columns"?'),
    });
    expect(mistyped).toContainEqual({
      where: 'settings.dates',
      message: expect.stringContaining('"dmy" or "mdy"'),
    });
    expect(await refused({ files: ['b=mapping'], mapping: { columns: {} } })).toContainEqual({
      where: 'mapping.columns',
      message: expect.stringContaining('There is no start'),
    });
  });
});
