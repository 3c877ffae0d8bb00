import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryEntries } from '../../src/core/directory.ts';
import { RingledgerError } from '../../src/core/errors.ts';
import { importDirectory, loadDirectory } from '../../src/directory/import-directory.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { readVersion } from '../../src/store/catalog/versions.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';

const readSample = (folder: '' | 'second/') =>
  readFileSync(new URL(`../fixtures/asterisk/${folder}directory.json`, import.meta.url), 'utf8');
const FIRST = readSample('');
const SECOND = readSample('second/');

interface Sample {
  zone?: string;
  dialling?: Record<string, string>;
  companies: Record<string, unknown>[];
  extensions: Record<string, unknown>[];
  devices: Record<string, unknown>[];
  ddis: Record<string, unknown>[];
  trunks: Record<string, unknown>[];
  queues: Record<string, unknown>[];
  groups: Record<string, unknown>[];
}

function edit(change: (sample: Sample) => void, text = FIRST): string {
  const sample: Sample = JSON.parse(text);
  change(sample);
  return JSON.stringify(sample);
}

/** A platform of many companies, each with extensions, phones and DDIs: `count` entries of each. */
function makeLarge(count: number): string {
  const company = (index: number) => `company-${index % 100}`;
  const number = (index: number) => String(1000 + Math.floor(index / 100));
  const make = <T>(entry: (index: number) => T) => Array.from({ length: count }, (_, index) => entry(index));
  return JSON.stringify({
    dialling: { country: 'GB', international: '00', national: '0' },
    companies: Array.from({ length: 100 }, (_, index) => ({ id: company(index), name: `Company ${index}` })),
    extensions: make((index) => ({ number: number(index), company: company(index) })),
    devices: make((index) => ({
      id: `${(0x50000000 + index).toString(16).padStart(12, '0')}0`,
      owner: `Person ${index}`,
      company: company(index),
      kind: 'handset',
      extensions: [number(index)],
    })),
    ddis: make((index) => ({
      number: `0207${String(index).padStart(7, '0')}`,
      company: company(index),
      destination: number(index),
    })),
  });
}

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RingledgerError)) throw new Error(`not a refusal: ${String(error)}`);
  return error.message;
}

describe.each(CATALOG_HOMES)('importing a directory, %s', (kind) => {
  let opened: OpenHome;
  let catalog: Catalog;

  beforeAll(async () => {
    opened = await openCatalogHome(kind);
    catalog = await connectCatalog(opened.home);
  });
  beforeEach(async () => {
    await catalog.db.execute(sql`truncate directory_entry, setting, counter`);
  });
  afterAll(async () => {
    await catalog?.close();
    await opened?.remove();
  });

  it('is empty before any import, with the server’s zone and the company default', async () => {
    const before = await loadDirectory(catalog, 'Asia/Tokyo');
    expect(before).toMatchObject({
      zone: 'Asia/Tokyo',
      companies: [{ id: 'default', name: 'Default Company' }],
    });
    expect([before.extensions, before.devices, before.ddis, before.trunks]).toEqual([[], [], [], []]);
    expect(await readVersion(catalog, 'directory')).toBe(0);
  });

  it.each([
    ['first', FIRST, 33],
    ['second', SECOND, 39],
  ])('takes the %s sample whole, and nothing new the second time', async (_name, text, count) => {
    const counts = { unchanged: 0, changed: 0, kept: 0 };
    expect(await importDirectory(catalog, text)).toEqual({
      ...counts,
      added: count,
      settingsChanged: true,
      version: 1,
    });
    expect(await importDirectory(catalog, text)).toEqual({
      ...counts,
      added: 0,
      unchanged: count,
      settingsChanged: false,
      version: 1,
    });
    const entries = await loadDirectory(catalog);
    const sample: DirectoryEntries = JSON.parse(text);
    expect(entries.zone).toBe('Europe/London');
    expect(entries.dialling).toEqual(sample.dialling);
    expect(entries.companies).toEqual(sample.companies);
    expect(entries.extensions).toEqual(sample.extensions);
    expect(entries.ddis).toEqual(sample.ddis);
    expect(entries.devices).toHaveLength(sample.devices.length);
  });

  it('reports exactly the edits of a sample that comes again', async () => {
    await importDirectory(catalog, FIRST);
    const edited = edit((sample) => {
      Object.assign(sample.devices[0] ?? {}, { owner: 'Zoe New' });
      Object.assign(sample.ddis[1] ?? {}, { destination: '200' });
      sample.extensions.push({ number: '206', company: 'default' });
      sample.devices.splice(3, 2);
      sample.queues = [];
    });
    expect(await importDirectory(catalog, edited)).toEqual({
      added: 1,
      changed: 2,
      unchanged: 28,
      kept: 3,
      settingsChanged: false,
      version: 2,
    });
    const entries = await loadDirectory(catalog);
    expect(entries.devices).toHaveLength(11);
    expect(entries.devices.find(({ id }) => id === '0500000004000')?.owner).toBe('Zoe New');
    expect(entries.queues).toHaveLength(1);
    expect(entries.extensions.find(({ number }) => number === '206')?.name).toBe('206');
  });

  it('raises the version when the zone or dialling rules alone change', async () => {
    await importDirectory(catalog, FIRST);
    const moved = edit((sample) => {
      sample.zone = 'Europe/Paris';
    });
    expect(await importDirectory(catalog, moved)).toMatchObject({
      changed: 0,
      settingsChanged: true,
      version: 2,
    });
    const rest = JSON.stringify({ companies: [{ id: 'third', name: 'Third' }] });
    expect(await importDirectory(catalog, rest)).toMatchObject({
      added: 1,
      kept: 33,
      settingsChanged: false,
    });
    expect((await loadDirectory(catalog)).zone).toBe('Europe/Paris');
  });

  it('lets a device pass to a new owner by two dated entries', async () => {
    await importDirectory(catalog, FIRST);
    const passed = edit((sample) => {
      const [device = {}] = sample.devices;
      sample.devices = [
        { ...device, to: '2026-03-01' },
        { ...device, owner: 'Zoe New', from: '2026-03-01' },
      ];
    });
    expect(await importDirectory(catalog, passed)).toMatchObject({ added: 1, changed: 1 });
    const owners = (await loadDirectory(catalog)).devices.filter(({ id }) => id === '0500000004000');
    expect(owners.map(({ owner, from, to }) => [owner, from, to])).toEqual([
      ['Ann Reader', undefined, '2026-03-01'],
      ['Zoe New', '2026-03-01', undefined],
    ]);
  });

  it('checks a file against what is in the catalog, and changes nothing when it refuses', async () => {
    await importDirectory(catalog, FIRST);
    const clashing = JSON.stringify({
      extensions: [{ number: '260', company: 'default' }],
      devices: [
        {
          id: '0600000000000',
          sipName: '0500000004000',
          owner: 'Zoe New',
          company: 'test',
          kind: 'handset',
          extensions: ['300'],
        },
      ],
      ddis: [{ number: '+442079460001', company: 'test', destination: '300' }],
    });
    expect(await refusalOf(importDirectory(catalog, clashing))).toBe(
      [
        'The directory has 3 faults; nothing of it was imported.',
        'extensions[0].number: number "260" of company "default" is taken at the same time by an entry of the catalog; correct one of them, or let one end ("to") where the other begins ("from").',
        'devices[0].sipName: SIP name "0500000004000" is taken at the same time by an entry of the catalog; correct one of them, or let one end ("to") where the other begins ("from").',
        'ddis[0].number: DDI "+442079460001" is taken at the same time by an entry of the catalog as DDI "02079460001"; correct one of them, or let one end ("to") where the other begins ("from").',
      ].join('\n'),
    );
    expect(await readVersion(catalog, 'directory')).toBe(1);
    expect((await loadDirectory(catalog)).devices).toHaveLength(11);
  });

  it('takes imports at once one after another', async () => {
    const dialling = { country: 'GB', international: '00', national: '0' };
    const files = ['a', 'b', 'c', 'd'].map((id) =>
      JSON.stringify({ dialling, companies: [{ id, name: id }] }),
    );
    const versions = await Promise.all(files.map((file) => importDirectory(catalog, file)));
    expect(versions.reduce((sum, { added }) => sum + added, 0)).toBe(4);
    const { companies } = await loadDirectory(catalog);
    expect(companies.map(({ id }) => id)).toEqual(['default', 'a', 'b', 'c', 'd']);
  });

  it('takes 50,000 entries and gives them back', async () => {
    const large = makeLarge(16_600);
    expect(await importDirectory(catalog, large)).toMatchObject({ added: 49_900 });
    expect(await importDirectory(catalog, large)).toMatchObject({ added: 0, changed: 0, unchanged: 49_900 });
    expect((await loadDirectory(catalog)).ddis).toHaveLength(16_600);
  });
});
