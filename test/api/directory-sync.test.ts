import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

const read = (name: string) => readFileSync(new URL(`../fixtures/asterisk/${name}`, import.meta.url), 'utf8');
const FILES = ['sip.conf', 'extensions.conf', 'queues.conf'].map((name) => ({ name, text: read(name) }));
const asterisk = (files = FILES) => JSON.stringify({ kind: 'asterisk', files });

describe('POST /api/v1/directory/sync', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.end());
  const sync = async (parameters: string, body = asterisk()) =>
    app.api(`directory/sync${parameters}`, body, 'application/json');

  it('asks for a file that says how the PBX dials before anything else', async () => {
    const { status, json } = await sync('');
    expect(status).toBe(409);
    expect(json).toMatchObject({ detail: expect.stringContaining('"dialling":{"country":"GB"}') });
  });

  it('shows the difference, makes it, and finds none the second time', async () => {
    await app.api('directory', read('directory.json'), 'application/json');
    const shown = {
      changes: [{ what: 'changed', kind: 'queues', name: 'support' }],
      unchanged: 31,
      notes: [],
    };
    for (const dryRun of ['?dryRun=true', '?dryRun=true', '']) {
      const { json } = await sync(dryRun);
      expect(json).toMatchObject({ result: { ...shown, source: 'asterisk' } });
    }
    expect((await sync('')).json).toMatchObject({ result: { changes: [], unchanged: 32, records: 0 } });
  });

  it('lets the file be imported again without taking its entries from the sync', async () => {
    const text = JSON.stringify({ companies: [{ id: 'test', name: 'Test Company' }] });
    const { json } = await app.api('directory', text, 'application/json');
    expect(json).toMatchObject({ result: { added: 0, changed: 0, unchanged: 1 } });
  });

  it('refuses an answer from which more than half is gone, unless it is meant', async () => {
    const [sip, ...others] = FILES;
    const start = sip?.text.indexOf('[0500000004002]') ?? 0;
    const cut = [{ name: 'sip.conf', text: sip?.text.slice(0, start) ?? '' }, ...others];
    const refused = await sync('', asterisk(cut));
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({
      detail: expect.stringContaining('devices: the source asterisk told of 11, and now of 2.'),
    });
    const { json } = await sync('?anyway=true&dryRun=true', asterisk(cut));
    const { changes } = (json as { result: { changes: { what: string; kind: string }[] } }).result;
    expect(changes.filter(({ what, kind }) => what === 'ended' && kind === 'devices')).toHaveLength(9);
  });

  it('names people by a list, and leaves those whose number nobody has', async () => {
    const csv = {
      kind: 'csv',
      files: [{ name: 'people.csv', text: 'Extension;Name\n204;Eve Stone-Hill\n' }],
    };
    const { json } = await sync('?dryRun=true', JSON.stringify(csv));
    expect(json).toMatchObject({
      result: {
        changes: [
          { what: 'changed', kind: 'extensions', name: '204', words: 'name Eve Stone → Eve Stone-Hill' },
        ],
      },
    });
    const ldap = {
      kind: 'ldap',
      entries: [
        { cn: 'Ann Reader-Smith', telephoneNumber: '+44 20 7946 0000 ext. 200' },
        { cn: 'Zoe Nobody', telephoneNumber: '999' },
      ],
      attributes: { names: ['displayName', 'cn'], numbers: ['ipPhone', 'telephoneNumber'] },
    };
    expect((await sync('?dryRun=true', JSON.stringify(ldap))).json).toMatchObject({
      result: {
        changes: [
          { kind: 'extensions', words: 'name Ann Reader → Ann Reader-Smith' },
          { kind: 'devices', words: 'owner Ann Reader → Ann Reader-Smith' },
        ],
        notes: ['These people have numbers that are no extensions here: Zoe Nobody (999).'],
      },
    });
  });
});
